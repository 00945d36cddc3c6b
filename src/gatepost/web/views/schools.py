"""Schools and classes."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gatepost.apps.people.authority import reach
from gatepost.apps.people.forms.schools import ChangeSchoolForm, ClassForm, CloseForm, SchoolForm
from gatepost.apps.people.selectors import duty, pupils
from gatepost.apps.people.selectors import schools as selected
from gatepost.apps.people.services import federation
from gatepost.apps.people.standing import standing
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import Asking, asked, sent


@action("school.see")
@require_safe
def schools(request: Request) -> HttpResponse:
    """The schools that one may see."""
    may_add = reach(request.person, "federation.change").everywhere
    return render(
        request, "people/schools.html", {"schools": selected.open_schools(request.person), "may_add": may_add}
    )


@action("school.see")
@require_safe
def school(request: Request, code: str) -> HttpResponse:
    """A school: who is on duty, its classes, its staff."""
    one = get_object_or_404(selected.schools(request.person), code=code)
    place = one.place()
    may = {
        name: reach(request.person, known).covers(place)
        for name, known in {"list": "pupil.list", "classes": "class.change", "change": "school.change",
                            "people": "person.see",
                            "close": "federation.change"}.items()
    }  # fmt: skip
    own = {held.school_class for held in standing(request.person).roles}
    rooms = sorted(selected.classes_of(one), key=lambda room: room.pk not in own)
    known = {
        "school": one, "may": may, "own": own, "classes": rooms, "staff": selected.staff_of(one),
        "on_duty": duty.on_duty("concern.receive", {one.pk}),
    }  # fmt: skip
    return render(request, "people/school.html", known)


@action("pupil.list")
@require_safe
def school_class(request: Request, room: int) -> HttpResponse:
    """A class and its pupils."""
    one = get_object_or_404(selected.classes(request.person, "pupil.list"), pk=room)
    found = pupils.current_pupils(request.person, school_class=one)
    may_close = reach(request.person, "class.change").covers(one.place()) and not one.closed
    return render(request, "people/class.html", {"class": one, "pupils": found, "may_close": may_close})


@action("federation.change")
def add(request: Request) -> HttpResponse:
    """Add a school."""
    page = Asking(_("Add a school"), _("Add the school"), reverse("schools"), _("The school is added."))
    verb = federation.add_school
    return asked(request, SchoolForm(sent(request)), page, lambda told: verb(by=request.person, **told))


@action("school.change")
def change(request: Request, code: str) -> HttpResponse:
    """Change what a school is called."""
    one = get_object_or_404(selected.schools(request.person, "school.change"), code=code)
    page = Asking(
        _("Change a school's name"),
        _("Save"),
        reverse("school", args=[code]),
        _("The name is changed."),
        about=one.name,
    )
    known = {"version": one.version, "name": one.name, "short_name": one.short_name}
    form = ChangeSchoolForm(sent(request), initial=known)
    return asked(request, form, page, lambda told: federation.change_school(by=request.person, school=one, **told))


@action("federation.change")
def close(request: Request, code: str) -> HttpResponse:
    """Close a school that has neither pupils nor staff any more, or let it leave the federation."""
    one = get_object_or_404(selected.open_schools(request.person, "federation.change"), code=code)
    back, said = reverse("school", args=[code]), _("The school is closed from that day on.")
    page = Asking(_("Close a school"), _("Close the school"), back, said, about=one.name, danger=True)
    verb = federation.close_school
    return asked(request, CloseForm(sent(request)), page, lambda told: verb(by=request.person, school=one, **told))


@action("class.change")
def add_class(request: Request, code: str) -> HttpResponse:
    """Add a class."""
    one = get_object_or_404(selected.schools(request.person, "class.change"), code=code)
    back = reverse("school", args=[code])
    page = Asking(_("Add a class"), _("Add the class"), back, _("The class is added."), about=one.name)
    verb = federation.add_class
    return asked(request, ClassForm(sent(request)), page, lambda told: verb(by=request.person, school=one, **told))


@action("class.change")
def close_class(request: Request, room: int) -> HttpResponse:
    """Close a class in which nobody is any more."""
    one = get_object_or_404(selected.classes(request.person, "class.change"), pk=room)
    back = reverse("school", args=[one.school.code])
    page = Asking(
        _("Close a class"), _("Close the class"), back, _("The class is closed."), about=one.name, danger=True
    )
    verb = federation.close_class
    return asked(
        request, CloseForm(sent(request)), page, lambda told: verb(by=request.person, school_class=one, **told)
    )
