"""Who answers for a child."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.forms.people import EndForm
from gatepost.apps.people.forms.pupils import NEW, ChangeBondForm, FindForm, GuardianForm
from gatepost.apps.people.models import Guardianship, Person
from gatepost.apps.people.selectors import people as adults
from gatepost.apps.people.selectors import pupils as selected
from gatepost.apps.people.services import families
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import Asking, asked, sent, shown

MOST = 20


@action("family.change")
def add(request: Request, child: UUID) -> HttpResponse:
    """Ask for the name first; then whether it is somebody whom the school knows."""
    one = _whom(request, child)
    last = "adult" in request.POST or bool(request.POST.get("words"))
    page = _page(one, _("Add a parent or carer"), _("Add them") if last else _("Go on"), _("They are added."))
    found = FindForm(sent(request))
    if "adult" not in request.POST:
        if not found.is_valid():
            return shown(request, found, page)
        return shown(request, _second(request, found.cleaned_data["words"]), page)
    form = _second(request, request.POST.get("words", ""), sent(request))
    return asked(request, form, page, lambda told: _added(request.person, one, told))


@action("family.change")
def change(request: Request, child: UUID, bond: int) -> HttpResponse:
    """Change how an adult answers for a child."""
    one = _whom(request, child)
    found = _bond(one, bond)
    known = ("version", "relation", "parental_responsibility", "contact_order")
    form = ChangeBondForm(sent(request), initial={name: getattr(found, name) for name in known})
    page = _page(
        one,
        _("Change how somebody answers for a child"),
        _("Save"),
        _("The change is saved."),
        lead=found.adult.full_name,
    )
    return asked(request, form, page, lambda told: families.change(by=request.person, guardianship=found, **told))


@action("family.change")
def end(request: Request, child: UUID, bond: int) -> HttpResponse:
    """The adult no longer answers for the child."""
    one = _whom(request, child)
    found = _bond(one, bond)
    page = _page(
        one,
        _("No longer answers for the child"),
        _("End it"),
        _("The last day is recorded."),
        lead=found.adult.full_name,
        danger=True,
    )
    form = EndForm(sent(request), initial={"version": found.version})
    return asked(request, form, page, lambda told: families.end(by=request.person, guardianship=found, **told))


def _second(request: Request, words: str, told: Any = None) -> GuardianForm:
    """Who it may be: those of that name whom one may list."""
    known = list(adults.listed(request.person, words=words)[:MOST])
    given_name, _space, family_name = words.strip().rpartition(" ")
    likely = {} if known else {"given_name": given_name, "family_name": family_name}
    return GuardianForm(told, known=known, initial={"words": words, **likely})


def _added(by: Person, child: Person, told: dict[str, Any]) -> Guardianship:
    """The one verb that fits: for somebody known, or for somebody new."""
    bond = {name: told[name] for name in ("relation", "parental_responsibility", "starts")}
    if told["adult"] != NEW:
        return families.add_guardian(by=by, child=child, adult=Person.objects.get(pk=told["adult"]), **bond)
    entry = {name: told[name] for name in ("title", "given_name", "family_name", "email", "telephone")}
    return families.add_new_guardian(by=by, child=child, entry=entry, **bond)


def _whom(request: Request, pk: UUID) -> Person:
    return get_object_or_404(selected.ever(request.person, "family.change"), pk=pk, erased_at=None)


def _bond(child: Person, key: int) -> Guardianship:
    return get_object_or_404(child.guardians.select_related("adult", "child"), pk=key)


def _page(child: Person, heading: Any, button: Any, said: Any, **more: Any) -> Asking:
    return Asking(heading, button, reverse("pupil", args=[child.pk]), said, about=child.full_name, **more)
