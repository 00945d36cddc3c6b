"""Pupils: the list, an entry, joining, moving, leaving."""

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
from gatepost.apps.people.forms.lists import PupilListForm
from gatepost.apps.people.forms.pupils import ChangeForm, EnrolForm, JoinForm, LeaveForm, MoveForm
from gatepost.apps.people.models import Person
from gatepost.apps.people.selectors import paging
from gatepost.apps.people.selectors import pupils as selected
from gatepost.apps.people.selectors.schools import open_classes, open_schools
from gatepost.apps.people.services import pupils as services
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import Asking, asked, sent, shown


@action("pupil.list")
def pupils(request: Request) -> HttpResponse:
    """The pupils whom one may list. A name is looked for by POST, so that it stands in no address."""
    told = request.POST if request.method == "POST" else {**request.GET.dict(), "words": ""}
    schools = open_schools(request.person, "pupil.list")
    form = PupilListForm(told, schools=schools, ex_pupils=bool(reach(request.person, "pupil.off_roll")))
    wanted = form.cleaned_data if form.is_valid() else {}
    after = wanted.pop("after", None)
    page = paging.page(selected.listed(request.person, **wanted), after)
    known = {
        "form": form,
        "page": page,
        "left": wanted.get("left"),
        "may_add": bool(reach(request.person, "pupil.change")),
    }
    return render(request, "people/pupils.html", known)


@action("pupil.see")
@require_safe
def pupil(request: Request, child: UUID) -> HttpResponse:
    """A child: where they are, and (for those who may know) who answers for them."""
    entry = selected.entry(get_object_or_404(selected.ever(request.person), pk=child))
    place = entry.place()
    known = {
        "change": "pupil.change",
        "family": "family.see",
        "change_family": "family.change",
        "past": "pupil.off_roll",
        "acts": "ledger.see",
        "erase": "person.erase",
        "list": "pupil.list",
    }
    may = {name: reach(request.person, wanted).covers(place) for name, wanted in known.items()}
    consents = list(entry.child.legacy_consents.all()) if may["family"] else []
    return render(
        request, "people/pupil.html", {"entry": entry, "child": entry.child, "may": may, "consents": consents}
    )


@action("family.own")
@require_safe
def family(request: Request) -> HttpResponse:
    """One's own children: where they are, and who may consent for them."""
    return render(request, "people/family.html", {"children": selected.children_of(request.person)})


@action("pupil.change")
def enrol(request: Request) -> HttpResponse:
    """A new child on the roll."""
    form = EnrolForm(sent(request), **_where(request))
    page = Asking(_("Add a pupil"), _("Add the pupil"), reverse("pupils"), "")
    if not form.is_valid():
        return shown(request, form, page)
    try:
        child = services.enrol(by=request.person, **form.cleaned_data)
    except ValidationError as problem:
        tell(form, problem)
        return shown(request, form, page)
    messages.success(request, _("The pupil is on the roll. Now add whoever answers for them."))
    return redirect("pupil", child.pk)


@action("pupil.change")
def change(request: Request, child: UUID) -> HttpResponse:
    """Change a child's names."""
    one = _whom(request, child)
    known = {name: getattr(one, name) for name in ("version", "given_name", "family_name", "known_as")}
    page = _page(one, _("Change a pupil's names"), _("Save"), _("The names are changed."))
    form = ChangeForm(sent(request), initial=known)
    return asked(request, form, page, lambda told: services.change(by=request.person, child=one, **told))


@action("pupil.change")
def move(request: Request, child: UUID) -> HttpResponse:
    """Move a child to another class of the same school."""
    one = _whom(request, child)
    rolls = selected.enrolments_now().filter(child=one).values("school")
    form = MoveForm(sent(request), classes=open_classes(request.person, "pupil.change").filter(school__in=rolls))
    page = _page(one, _("Move to another class"), _("Move"), _("The move is recorded."))
    return asked(request, form, page, lambda told: services.move_class(by=request.person, child=one, **told))


@action("pupil.change")
def leave(request: Request, child: UUID) -> HttpResponse:
    """Take a child off the roll."""
    one = _whom(request, child)
    lead = _("From the day after, they are an ex-pupil. Their school finds them under “Those who have left”.")
    page = _page(
        one, _("Leaves the school"), _("Take off the roll"), _("The last day is recorded."), lead=lead, danger=True
    )
    form = LeaveForm(sent(request))
    return asked(request, form, page, lambda told: services.leave(by=request.person, child=one, **told))


@action("pupil.change")
def return_to_roll(request: Request, child: UUID) -> HttpResponse:
    """Put a child whom the federation knows on a roll."""
    one = _whom(request, child)
    form = JoinForm(sent(request), **_where(request))
    page = _page(one, _("Joins a school"), _("Put on the roll"), _("They are on the roll from that day."))
    return asked(request, form, page, lambda told: services.return_to_roll(by=request.person, child=one, **told))


def _whom(request: Request, pk: UUID) -> Person:
    return get_object_or_404(selected.ever(request.person, "pupil.change"), pk=pk, erased_at=None)


def _where(request: Request) -> dict[str, Any]:
    return {
        name: find(request.person, "pupil.change")
        for name, find in (("schools", open_schools), ("classes", open_classes))
    }


def _page(child: Person, heading: Any, button: Any, said: Any, **more: Any) -> Asking:
    return Asking(heading, button, reverse("pupil", args=[child.pk]), said, about=child.full_name, **more)
