"""Erasing what is held about a person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.authority import reach
from gatepost.apps.people.forms.ledger import EraseForm
from gatepost.apps.people.models import Person
from gatepost.apps.people.selectors.within import people_within
from gatepost.apps.people.services import erasing
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import Asking, asked, sent


@action("person.erase")
def erase(request: Request, person: UUID) -> HttpResponse:
    """Ask once more, then erase."""
    within = people_within(reach(request.person, "person.erase"))
    one = get_object_or_404(Person.objects.filter(within, erased_at=None), pk=person)
    page = Asking(
        _("Erase a person"),
        _("Erase"),
        reverse("people"),
        _("Erased."),
        about=one.full_name,
        lead=_(
            "Their name, addresses and account are taken away, and whatever the ledger holds of them is locked for good. "
            "That they were here, and what was done, stays without a name. Older backups still hold them until they are "
            "thrown away."
        ),
        danger=True,
    )
    return asked(request, EraseForm(sent(request)), page, lambda _told: erasing.erase(by=request.person, person=one))
