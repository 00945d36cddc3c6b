"""Adults: the list, an entry, adding and changing one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gatepost.apps.people.authority import reach
from gatepost.apps.people.forms.fields import tell
from gatepost.apps.people.forms.lists import PeopleListForm
from gatepost.apps.people.forms.people import AddForm, ChangeForm
from gatepost.apps.people.models import Person, RoleHeld
from gatepost.apps.people.place import Place
from gatepost.apps.people.selectors import paging
from gatepost.apps.people.selectors import people as selected
from gatepost.apps.people.selectors.schools import open_schools
from gatepost.apps.people.services import people as services
from gatepost.apps.people.services.roles import action_for
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import Asking, asked, sent, shown

FIELDS = ("title", "given_name", "family_name", "known_as", "email", "telephone")


@action("person.list")
def people(request: Request) -> HttpResponse:
    """The people whom one may list. A name is looked for by POST, so that it stands in no address."""
    told = request.POST if request.method == "POST" else {**request.GET.dict(), "words": ""}
    form = PeopleListForm(told, schools=open_schools(request.person, "person.list"))
    wanted = form.cleaned_data if form.is_valid() else {}
    after = wanted.pop("after", None)
    page = paging.page(selected.listed(request.person, **wanted), after)
    may_add = bool(reach(request.person, "person.add"))
    known = {
        "form": form,
        "page": page,
        "may_add": may_add,
        "families": selected.answering(request.person, page.people),
    }
    return render(request, "people/people.html", known)


@action("person.see")
@require_safe
def person(request: Request, person: UUID) -> HttpResponse:
    """All that an adult is to the schools: roles now, earlier and coming, absences, deputies, children."""
    entry = selected.entry(get_object_or_404(selected.adults(request.person, "person.see"), pk=person))
    place = entry.place()
    may = {
        name: reach(request.person, known).covers(place)
        for name, known in {
            "change": "person.change", "give": "role.give", "give_senior": "role.give_senior", "away": "absence.record",
            "deputy": "deputy.name", "past": "authority.past", "sign_in": "account.see", "acts": "ledger.see",
            "erase": "person.erase", "list": "person.list",
        }.items()
    }  # fmt: skip
    known = {
        "entry": entry, "one": entry.person, "may": may, "children": _children(request.person, entry),
        "now": _with_end(request.person, entry.now), "coming": _with_end(request.person, entry.coming),
    }  # fmt: skip
    return render(request, "people/person.html", known)


@action("person.add")
def add(request: Request) -> HttpResponse:
    """Add an adult, then show the entry, where roles are given."""
    far = reach(request.person, "person.add")
    schools = open_schools(request.person, "person.add")
    form = AddForm(sent(request), schools=schools, everywhere=far.everywhere)
    page = Asking(
        _("Add a person"),
        _("Add the person"),
        reverse("people"),
        "",
        lead=_("What they do here is said next, as a role."),
    )
    if not form.is_valid():
        return shown(request, form, page)
    try:
        made = services.add(by=request.person, **form.cleaned_data)
    except ValidationError as problem:
        tell(form, problem)
        return shown(request, form, page)
    messages.success(request, _("The person is added. Now say what they do here: give them a role."))
    return redirect("person", made.pk)


@action("person.change")
def change(request: Request, person: UUID) -> HttpResponse:
    """Change an adult's entry."""
    one = get_object_or_404(selected.adults(request.person, "person.change"), pk=person)
    page = Asking(
        _("Change an entry"),
        _("Save"),
        reverse("person", args=[person]),
        _("The entry is changed."),
        about=one.full_name,
    )
    form = ChangeForm(sent(request), initial={"version": one.version, **{name: getattr(one, name) for name in FIELDS}})
    return asked(request, form, page, lambda told: services.change(by=request.person, person=one, **told))


def _children(by: Person, entry: selected.Entry) -> list[Any]:
    """The children of this adult whom `by` may know of as such."""
    far = reach(by, "family.see")
    return [
        bond
        for bond in entry.children
        if far.covers(Place(frozenset(on.school_id for on in bond.child.now), frozenset({bond.child_id})))  # type: ignore[attr-defined]
    ]


def _with_end(by: Person, roles: list[RoleHeld]) -> list[tuple[RoleHeld, str]]:
    """Each role with the page that ends it; empty where that is not for `by`."""
    names = {"role.give": "end_role", "role.give_senior": "end_senior_role", "deputy.name": "end_deputy"}
    far = {name: reach(by, name) for name in names}
    return [
        (held, reverse(names[known], args=[held.person_id, held.pk]) if far[known].covers(held.place()) else "")
        for held in roles
        for known in (action_for(held),)
    ]
