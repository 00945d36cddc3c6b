"""Roles and absences: given, ended, taken back; deputies named."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.forms.people import AwayForm, DeputyForm, EndForm, RoleForm, SeniorRoleForm
from gatepost.apps.people.models import Absence, Person, RoleHeld
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.selectors import people as selected
from gatepost.apps.people.selectors.schools import open_classes, open_schools
from gatepost.apps.people.services import absences, roles
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import Asking, asked, sent


@action("role.give")
def give(request: Request, person: UUID) -> HttpResponse:
    """Give a role in a school."""
    return _give(request, _whom(request, "role.give", person), RoleForm, "role.give", _("Give a role in a school"))


@action("role.give_senior")
def give_senior(request: Request, person: UUID) -> HttpResponse:
    """Give a role in the whole federation, or one with a second factor."""
    one = _whom(request, "role.give_senior", person)
    return _give(request, one, SeniorRoleForm, "role.give_senior", _("Give a senior role"))


@action("role.give")
def end(request: Request, person: UUID, held: int) -> HttpResponse:
    """End a role in a school."""
    return _end(request, _whom(request, "role.give", person), held, "role.give")


@action("role.give_senior")
def end_senior(request: Request, person: UUID, held: int) -> HttpResponse:
    """End a senior role."""
    return _end(request, _whom(request, "role.give_senior", person), held, "role.give_senior")


@action("deputy.name")
def deputy(request: Request, person: UUID) -> HttpResponse:
    """Name this person as somebody's deputy."""
    one = _whom(request, "deputy.name", person)
    form = DeputyForm(sent(request), principals=selected.principals(request.person, one))
    page = _page(one, _("Name as a deputy"), _("Name them"), _("They are named, and stand in from that day."))
    return asked(request, form, page, lambda told: roles.name_deputy(by=request.person, person=one, **told))


@action("deputy.name")
def end_deputy(request: Request, person: UUID, held: int) -> HttpResponse:
    """Somebody is a deputy no longer."""
    return _end(request, _whom(request, "deputy.name", person), held, "deputy.name")


@action("absence.record")
def away(request: Request, person: UUID) -> HttpResponse:
    """Record that somebody is away."""
    one = _whom(request, "absence.record", person)
    page = _page(
        one,
        _("Record that they are away"),
        _("Record it"),
        _("The absence is recorded. Deputies stand in on those days."),
    )
    return asked(
        request, AwayForm(sent(request)), page, lambda told: absences.record(by=request.person, person=one, **told)
    )


@action("absence.record")
def there_again(request: Request, person: UUID, absence: int) -> HttpResponse:
    """Record that somebody is there again, or did not go."""
    one = _whom(request, "absence.record", person)
    found = get_object_or_404(Absence.objects.select_related("person"), person=one, pk=absence)
    page = _page(one, _("There again"), _("They are there"), _("Recorded. They answer for their roles again."))
    form = Form(sent(request))
    return asked(request, form, page, lambda _told: absences.cancel(by=request.person, absence=found))


def _whom(request: Request, name: str, pk: UUID) -> Person:
    return get_object_or_404(selected.adults(request.person, name), pk=pk, erased_at=None)


def _page(one: Person, heading: Any, button: Any, said: Any, **more: Any) -> Asking:
    return Asking(heading, button, reverse("person", args=[one.pk]), said, about=one.full_name, **more)


def _give(request: Request, one: Person, form_class: type[RoleForm], name: str, heading: Any) -> HttpResponse:
    schools, classes = open_schools(request.person, name), open_classes(request.person, name)
    form = form_class(sent(request), schools=schools, classes=classes)
    page = _page(one, heading, _("Give the role"), _("The role is given."))
    return asked(request, form, page, lambda told: roles.give(by=request.person, person=one, **told))


def _end(request: Request, one: Person, key: int, name: str) -> HttpResponse:
    held = get_object_or_404(selected.roles_of(request.person, one, name), pk=key)
    if roles.action_for(held) != name:
        raise Http404
    begins = held.starts >= timezone.localdate()
    if begins:
        page = _page(
            one, _("Take a role back"), _("Take it back"), _("The role is taken back."), lead=_title(held), danger=True
        )
        return asked(
            request, Form(sent(request)), page, lambda _told: roles.withdraw(by=request.person, role_held=held)
        )
    page = _page(
        one,
        _("End a role"),
        _("End the role"),
        _("The last day of the role is recorded."),
        lead=_title(held),
        danger=True,
    )
    form = EndForm(sent(request), initial={"version": held.version})
    return asked(request, form, page, lambda told: roles.end(by=request.person, role_held=held, **told))


def _title(held: RoleHeld) -> str:
    where = held.school.name if held.school else str(_("the whole federation"))
    return f"{in_force().roles[held.role].title}, {where}" if held.role in in_force().roles else where
