"""Where a person stands on a day: the roles they hold, where, and the children they answer for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from gatepost.apps.people.models import Absence, Guardianship, Person, RoleHeld
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.models.person import SYSTEM_ID


@dataclass(frozen=True)
class Held:
    """A role held: `school` is None where it reaches the whole federation."""

    role: str
    school: int | None
    school_class: int | None = None
    as_deputy: bool = False


@dataclass(frozen=True)
class Standing:
    """Who somebody is on a day, for authority to judge by."""

    person: UUID
    on: date
    roles: tuple[Held, ...] = ()
    children: frozenset[UUID] = frozenset()

    @property
    def is_system(self) -> bool:
        """Whether this is the site itself, at its own jobs."""
        return self.person == SYSTEM_ID


def standing(person: Person, on: date | None = None) -> Standing:
    """Where `person` stands on a day; today's is kept on the instance, which lives as long as a request."""
    kept: Standing | None = person.__dict__.get("_standing")
    day = on or timezone.localdate()
    if kept is not None and kept.on == day:
        return kept
    children = Guardianship.objects.filter(holds(day), adult=person).values_list("child_id", flat=True)
    found = Standing(person.pk, day, tuple(_roles(person, day)), frozenset(children))
    if on is None:
        person.__dict__["_standing"] = found
    return found


def _roles(person: Person, day: date) -> Iterator[Held]:
    if person.erased_at is not None:
        return
    for role in RoleHeld.objects.filter(holds(day), person=person).select_related("deputises"):
        principal = role.deputises
        if principal is not None and not _stands_in(role, principal, day):
            continue
        yield Held(role.role, role.school_id, role.school_class_id, as_deputy=principal is not None)


def _stands_in(deputy: RoleHeld, principal: RoleHeld, day: date) -> bool:
    """A deputy's role ends with the role it deputises; one for absences counts on the days of absence alone."""
    if not principal.holds(day):
        return False
    if deputy.counts == RoleHeld.When.ALWAYS:
        return True
    return Absence.objects.filter(holds(day), person_id=principal.person_id).exists()
