"""Where a person stands on a day: the roles they hold, where, and the children they answer for. Two queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from gatepost.apps.ledger.still import still
from gatepost.apps.people.models import Absence, Guardianship, Person, RoleHeld
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.models.person import SYSTEM_ID


@dataclass(frozen=True)
class Held:
    """A role held: `school` is None where it reaches the whole federation."""

    role: str
    school: int | None
    since: date
    recorded: date  # when the site came to know of it, which may be later
    school_class: int | None = None
    as_deputy: bool = False


@dataclass(frozen=True)
class Standing:
    """Who somebody is on a day, for authority to judge by. Whoever is gone was erased, and is nobody."""

    person: UUID
    on: date
    roles: tuple[Held, ...] = ()
    children: frozenset[UUID] = frozenset()
    is_gone: bool = False

    @property
    def is_system(self) -> bool:
        """Whether this is the site itself, at its own jobs."""
        return self.person == SYSTEM_ID


def standing(person: Person, on: date | None = None) -> Standing:
    """Where `person` stands on a day; today's is kept on the instance, which lives as long as a request."""
    day = on or timezone.localdate()
    kept: Standing | None = person.__dict__.get("_standing")
    if kept is not None and kept.on == day:
        return kept
    found = still(("standing", person.pk, person.erased_at, day), lambda: _on(person, day))
    if on is None:
        person.__dict__["_standing"] = found
    return found


def _on(person: Person, day: date) -> Standing:
    if person.pk == SYSTEM_ID:
        return Standing(person.pk, day)
    if person.erased_at is not None and timezone.localdate(person.erased_at) <= day:
        return Standing(person.pk, day, is_gone=True)
    children = Guardianship.objects.filter(holds(day), adult=person).values_list("child_id", flat=True)
    roles = sorted(_roles(person, day), key=lambda held: held.as_deputy)  # one's own before a deputy's
    return Standing(person.pk, day, tuple(roles), frozenset(children))


def _roles(person: Person, day: date) -> Iterator[Held]:
    away = Absence.objects.filter(holds(day), person=OuterRef("deputises__person"))
    held = RoleHeld.objects.filter(holds(day), person=person).select_related("deputises").annotate(away=Exists(away))
    for role in held:
        if role.deputises is None or _stands_in(role, role.deputises, day, away=role.away):
            recorded = timezone.localdate(role.recorded_at)
            deputy = role.deputises is not None
            yield Held(role.role, role.school_id, role.starts, recorded, role.school_class_id, as_deputy=deputy)


def _stands_in(deputy: RoleHeld, principal: RoleHeld, day: date, *, away: bool) -> bool:
    """A deputy has the role that they deputise, no further than it goes and no longer than it is held.

    One for absences has it on the days of absence alone; a deputy's deputy has nothing.
    """
    same = principal.role == deputy.role and principal.school_id in (None, deputy.school_id)
    if not same or principal.deputises_id is not None or not principal.holds(day):
        return False
    return away or deputy.counts == RoleHeld.When.ALWAYS
