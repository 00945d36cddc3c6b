"""Pupils: joining a school, moving class, leaving. A leaver is an ex-pupil from the next day on."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people import roll
from gatepost.apps.people.authority import Leave, require
from gatepost.apps.people.models import Enrolment, Person, School, SchoolClass
from gatepost.apps.people.selectors.pupils import file_of
from gatepost.apps.people.services.people import before_and_after, entry_of, not_erased
from gatepost.apps.people.services.revising import keep, locked, only, revise, tidied

FIELDS = frozenset({"given_name", "family_name", "known_as"})


def enrol(
    *,
    by: Person,
    given_name: str,
    family_name: str,
    school: School,
    starts: date,
    known_as: str = "",
    school_class: SchoolClass | None = None,
    year_group: str = "",
) -> Person:
    """A new child on the roll of a school."""
    with transaction.atomic():
        leave = require(by, "pupil.change", school)
        child = keep(Person(**tidied(given_name=given_name, family_name=family_name, known_as=known_as)))
        joined = _join(Enrolment(child=child, school=school, school_class=school_class, starts=starts), year_group)
        _write_down("pupil_enrolled", joined, by, leave, personal=entry_of(child))
    return child


def return_to_roll(
    *,
    by: Person,
    child: Person,
    school: School,
    starts: date,
    school_class: SchoolClass | None = None,
    year_group: str = "",
) -> Enrolment:
    """A child whom the federation knows joins a school: an ex-pupil who is back, or one from a sister school."""
    with transaction.atomic():
        require(by, "pupil.change", file_of(child))
        leave = require(by, "pupil.change", school)
        not_erased(locked(child))
        joined = _join(Enrolment(child=child, school=school, school_class=school_class, starts=starts), year_group)
        _write_down("pupil_enrolled", joined, by, leave)
    return joined


def move_class(
    *, by: Person, child: Person, school_class: SchoolClass, on: date, year_group: str = "", version: int | None = None
) -> Enrolment:
    """From that day on in another class of the same school. The days before stay in the old one."""
    with transaction.atomic():
        leave = require(by, "pupil.change", school_class)
        now = _place_at(child, school_class.school, on)
        _same_school_and_open(now.school_id, school_class, on)
        wanted = {"school_class": school_class, "year_group": year_group or school_class.year_group or now.year_group}
        if now.starts == on:  # nothing has been in the old class yet
            moved, _changes = revise(now, version or now.version, wanted)
        else:
            revise(now, version or now.version, {"ends": on - timedelta(days=1)})
            moved = keep(Enrolment(child=child, school=now.school, starts=on, ends=now.ends, **wanted))
        _write_down("pupil_moved", moved, by, leave)
    return moved


def leave(*, by: Person, child: Person, on: date, school: School | None = None) -> None:
    """Off the roll: `on` is the last day. Without a school, off every roll that the child is on."""
    with transaction.atomic():
        open_ones = child.enrolments.filter(Q(ends__isnull=True) | Q(ends__gt=on)).select_related("school")
        enrolments = list(open_ones.filter(school=school) if school else open_ones)
        if not enrolments:
            raise ValidationError({"on": _("This child is on no roll on that day.")})
        for enrolment in enrolments:
            _take_off(enrolment, on, by)


def change(*, by: Person, child: Person, version: int, **fields: str) -> Person:
    """Change a child's names; ChangedMeanwhile if somebody else did since `version`."""
    only(FIELDS, fields)
    with transaction.atomic():
        given = require(by, "pupil.change", file_of(child))
        not_erased(child)
        changed, changes = revise(child, version, tidied(**fields))
        if changes:
            roll.touch()
            ledger.record(
                "pupil_changed",
                by=by.pk,
                leave=given,
                subject=subject("person", child.pk),
                says={"fields": ", ".join(sorted(changes))},
                personal={child.pk: before_and_after(changes)},
            )
    return changed


def _join(enrolment: Enrolment, year_group: str) -> Enrolment:
    room, school = enrolment.school_class, enrolment.school
    if school.closed and school.closed <= enrolment.starts:
        raise ValidationError({"school": _("This school is closed by then.")})
    if room is not None:
        _same_school_and_open(school.pk, room, enrolment.starts)
    on_roll = school.enrolments.filter(Q(ends__isnull=True) | Q(ends__gte=enrolment.starts), child=enrolment.child)
    if on_roll.exists():
        raise ValidationError({"starts": _("This child is on the roll of that school already.")})
    enrolment.year_group = year_group or (room.year_group if room else "")
    return keep(enrolment)


def _take_off(enrolment: Enrolment, on: date, by: Person) -> None:
    given = require(by, "pupil.change", enrolment)
    if on < enrolment.starts:
        raise ValidationError({"on": _("That is before they joined.")})
    left, _changes = revise(enrolment, enrolment.version, {"ends": on})
    _write_down("pupil_left", left, by, given)


def _place_at(child: Person, school: School, on: date) -> Enrolment:
    found = child.enrolments.filter(Q(ends__isnull=True) | Q(ends__gte=on), school=school, starts__lte=on).first()
    if found is None:
        raise ValidationError({"on": _("This child is not on the roll of that school on that day.")})
    return found


def _same_school_and_open(school_id: int, room: SchoolClass, on: date) -> None:
    if room.school_id != school_id:
        raise ValidationError({"school_class": _("This class is in another school.")})
    if room.closed and room.closed <= on:
        raise ValidationError({"school_class": _("This class is closed by then.")})


def _write_down(
    event: str, enrolment: Enrolment, by: Person, given: Leave, personal: dict[str, str] | None = None
) -> None:
    roll.touch()
    says: dict[str, str | int] = {
        "school": enrolment.school.code,
        "school_class": enrolment.school_class_id or 0,
        "starts": enrolment.starts.isoformat(),
        "ends": enrolment.ends.isoformat() if enrolment.ends else "",
    }
    child = enrolment.child_id
    sealed = {child: personal} if personal else {}
    ledger.record(event, by=by.pk, leave=given, subject=subject("person", child), says=says, personal=sealed)
