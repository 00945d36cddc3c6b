"""Roles: given from a day on, ended on a day, and looked after by deputies. What was held until yesterday never changes."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people import roll
from gatepost.apps.people.authority import Leave, require
from gatepost.apps.people.models import Person, RoleHeld, School, SchoolClass
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.services import role_guards
from gatepost.apps.people.services.people import not_erased
from gatepost.apps.people.services.revising import keep, locked, revise, tidied


def give(  # noqa: PLR0913 (what a role held is)
    *,
    by: Person,
    person: Person,
    role: str,
    starts: date,
    ends: date | None = None,
    school: School | None = None,
    school_class: SchoolClass | None = None,
    title: str = "",
    deputises: RoleHeld | None = None,
    counts: str = RoleHeld.When.ALWAYS,
    source: str = RoleHeld.Source.HAND,
) -> RoleHeld:
    """Give a role in a school, or in the whole federation where none is named."""
    held = RoleHeld(
        person=person, role=role, starts=starts, ends=ends, school=school, school_class=school_class,
        deputises=deputises, counts=counts, source=source, recorded_at=timezone.now(), **tidied(title=title),
    )  # fmt: skip
    with transaction.atomic():
        role_guards.givable(role)
        leave = require(by, action_for(held), held)
        return _add(held, by, leave, "role_given")


def name_deputy(
    *,
    by: Person,
    principal: RoleHeld,
    person: Person,
    starts: date,
    ends: date | None = None,
    counts: str = RoleHeld.When.AWAY,
) -> RoleHeld:
    """Name somebody who stands in for a role: at any time, or (unless told otherwise) while its holder is away."""
    held = RoleHeld(
        person=person, role=principal.role, starts=starts, ends=ends, school=principal.school,
        school_class=principal.school_class, title=principal.title, deputises=principal, counts=counts,
        recorded_at=timezone.now(),
    )  # fmt: skip
    with transaction.atomic():
        leave = require(by, "deputy.name", held)
        return _add(held, by, leave, "deputy_named")


def end(*, by: Person, role_held: RoleHeld, on: date, version: int | None = None) -> RoleHeld:
    """Let a role end: `on` is its last day. Yesterday, at the earliest, ends it at once."""
    with transaction.atomic():
        leave = require(by, action_for(role_held), role_held)
        role_guards.endable(role_held, on, by)
        ended, changes = revise(role_held, version or role_held.version, {"ends": on})
        if changes:
            _write_down("role_ended", ended, by, leave, {"on": on.isoformat()})
    return ended


def withdraw(*, by: Person, role_held: RoleHeld) -> None:
    """Take back a role that has not begun before today: given by mistake, or no longer wanted."""
    with transaction.atomic():
        leave = require(by, action_for(role_held), role_held)
        role_guards.endable(role_held, None, by)
        current = locked(role_held)
        if current.starts < timezone.localdate():
            raise ValidationError(_("This role has been held already: say on which day it ends."))
        if current.deputies.exists():
            raise ValidationError(_("Somebody is named as a deputy for this role: take the deputy's role back first."))
        _write_down("role_withdrawn", current, by, leave, {})
        current.delete()


def action_for(held: RoleHeld) -> str:
    """The action that giving and ending this role is: a deputy's is naming deputies; senior roles are for fewer to give."""
    if held.deputises_id is not None:
        return "deputy.name"
    known = in_force().roles.get(held.role)
    senior = held.school_id is None or known is None or known.second_factor
    return "role.give_senior" if senior else "role.give"


def _add(held: RoleHeld, by: Person, leave: Leave, event: str) -> RoleHeld:
    person = locked(held.person)
    not_erased(person)
    role_guards.fits(held)
    role_guards.not_in_the_past(held.starts, by)
    role_guards.held_once(held)
    keep(held)
    if held.school_id and person.kept_by_id != held.school_id and not _elsewhere(held):
        Person.objects.filter(pk=person.pk).update(kept_by=held.school)
    _write_down(event, held, by, leave, {"starts": held.starts.isoformat(), "ends": _iso(held.ends)})
    return held


def _elsewhere(held: RoleHeld) -> bool:
    """Whether the school that keeps the entry still has a role of theirs."""
    day = timezone.localdate() - timedelta(days=1)
    ended = RoleHeld.objects.filter(person_id=held.person_id, school=held.person.kept_by_id).exclude(ends__lte=day)
    return ended.exists()


def _write_down(event: str, held: RoleHeld, by: Person, leave: Leave, more: dict[str, str]) -> None:
    roll.touch()
    where: dict[str, str | int] = {
        "role": held.role,
        "school": held.school.code if held.school else "",
        "school_class": held.school_class_id or 0,
        "for": str(held.deputises.person_id) if held.deputises else "",
    }
    ledger.record(
        event,
        by=by.pk,
        leave=leave,
        subject=subject("person", held.person_id),
        says={**where, **more},
        personal={held.person_id: {"title": held.title}} if held.title else {},
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
