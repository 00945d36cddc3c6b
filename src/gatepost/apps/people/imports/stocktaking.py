"""What the site holds, read for a plan: each table once, whatever its size, and only what the file is about.

Large tables are not joined to each other here: where a database has not looked at its tables for a while (after a first
import, say) it takes them for small, and a join of two of 50,000 rows for minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from gatepost.apps.people.authority import reach
from gatepost.apps.people.imports.here import Bond, Held, Here, Placed, Room
from gatepost.apps.people.imports.roster import FEDERATION, Elsewhere, Facts, KnownSchool, Roster
from gatepost.apps.people.models import (
    Account,
    Enrolment,
    ExternalId,
    Guardianship,
    LegacyConsent,
    Person,
    RoleHeld,
    School,
)
from gatepost.apps.people.policy import in_force
from gatepost.policy import Policy

ACTION = "import.run"
OWN = "gatepost"  # the system that this site's own lists come from
UPN = "upn"
_CHUNK = 5_000
_ROOM = ("pk", "name", "year_group", "source_id", "closed")


class _Places(NamedTuple):
    schools: tuple[KnownSchool, ...]
    code: dict[int, str]
    rooms: dict[tuple[str, str], Room]
    room: dict[int | None, str]


class _People(NamedTuple):
    facts: dict[UUID, Facts]
    kept_by: dict[UUID, str]
    grown: frozenset[UUID]


class Stock:
    """The site's tables as values. `systems` are those whose numbers a file uses."""

    def __init__(self, *systems: str) -> None:
        self._systems = {*systems} - {""}
        self._today = timezone.localdate()

    def elsewhere(self, system: str = "") -> Elsewhere:
        """What a reader may know: the schools, and (of this system) the classes and people of earlier files."""
        if not system:
            return Elsewhere(self._places.schools)
        users = {value: person not in self._enrolments for value, person in self._keys(system).items()}
        rooms = {
            room.source_id: (school, room.name)
            for (school, _name), room in self._places.rooms.items()
            if room.source_id
        }
        return Elsewhere(self._places.schools, rooms, users)

    def here(self, by: Person, roster: Roster) -> Here:
        """Everything that a plan for this roster looks at."""
        reached, child_system = reach(by, ACTION), roster.child_system
        adults = bool(roster.guardians or roster.roles) or any(person.adult for person in roster.people)
        return Here(
            today=self._today,
            by=by.pk,
            everywhere=reached.everywhere,
            reach=frozenset(code for key, code in self._places.code.items() if key in reached.schools),
            importable=importable(in_force()),
            elsewhere=self.elsewhere(),
            people=self._people.facts,
            by_key=self._keys(roster.system),
            child_by_key=self._keys(child_system) if child_system else {},
            by_upn=self._keys(UPN),
            grown=self._people.grown,
            kept_by=self._people.kept_by,
            enrolments=self._enrolments,
            roles=self._roles() if adults else {},
            bonds=_bonds(self._today, self._people.facts) if adults else {},
            consents=_consents(child_system or roster.system) if roster.consents else {},
            rooms=self._places.rooms,
        )

    @cached_property
    def _places(self) -> _Places:
        """Schools and classes, in one query: a school without a class has one row, of nothing."""
        schools, code, rooms = {}, {}, {}
        fields = ("pk", "code", "name", "short_name", "source_id", *(f"classes__{name}" for name in _ROOM))
        for key, short, *told in School.objects.order_by("name", "pk").values_list(*fields).iterator(_CHUNK):
            code[key], schools[key] = short, KnownSchool(short, *told[:3])
            room, name, year, source, closed = told[3:]
            if room is not None:
                over = closed is not None and closed <= self._today
                rooms[short, name.casefold()] = Room(room, name, year, source, over)
        names: dict[int | None, str] = {room.pk: room.name for room in rooms.values()}
        return _Places(tuple(schools.values()), code, rooms, names)

    @cached_property
    def _people(self) -> _People:
        facts, kept_by, grown = {}, {}, set()
        holds_a_role = RoleHeld.objects.filter(_lasting(self._today), person=OuterRef("pk"))
        has_an_account = Account.objects.filter(person=OuterRef("pk"))
        rows = (
            Person.objects.filter(erased_at=None)
            .order_by()
            .annotate(acts=Exists(holds_a_role) | Exists(has_an_account))
        )
        for key, keeper, acts, *told in rows.values_list("pk", "kept_by_id", "acts", *Facts._fields).iterator(_CHUNK):
            facts[key] = Facts(*told)
            if keeper is not None:
                kept_by[key] = self._places.code[keeper]
            if acts:
                grown.add(key)
        return _People(facts, kept_by, frozenset(grown))

    @cached_property
    def _ids(self) -> dict[str, dict[str, UUID]]:
        found: dict[str, dict[str, UUID]] = {UPN: {}, **{system: {} for system in self._systems}}
        rows = ExternalId.objects.filter(system__in=found).values_list("system", "value", "person_id")
        for system, value, person in rows.iterator(_CHUNK):
            if person in self._people.facts:
                found[system][value] = person
        return found

    def _keys(self, system: str) -> dict[str, UUID]:
        """Whom a system's numbers mean. Gatepost's own lists name people by the ids that they have here."""
        if not system.startswith(f"{OWN}-"):
            return self._ids[system]
        return {**self._ids[system], **{str(key): key for key in self._people.facts}}

    @cached_property
    def _enrolments(self) -> dict[UUID, list[Placed]]:
        rows = Enrolment.objects.order_by("pk").values_list(
            "child_id", "pk", "school_id", "school_class_id", "year_group", "starts", "ends"
        )
        found: dict[UUID, list[Placed]] = {}
        for child, key, school, room, year, starts, ends in rows.iterator(_CHUNK):
            named = self._places.room.get(room, "")
            placed = Placed(key, self._places.code[school], named, year, starts, ends)
            found.setdefault(child, []).append(placed)
        return found

    def _roles(self) -> dict[UUID, list[Held]]:
        """Only a role from an import names a system: what was given by hand or by a group is not a file's to take."""
        rows = RoleHeld.objects.filter(_lasting(self._today)).order_by("pk").values_list(
            "person_id", "pk", "role", "school_id", "school_class_id", "title", "starts", "ends", "source", "system"
        )  # fmt: skip
        found: dict[UUID, list[Held]] = {}
        for person, key, role, school, room, title, starts, ends, source, system in rows.iterator(_CHUNK):
            ours = system if source == RoleHeld.Source.IMPORT else ""
            where = self._places.code.get(school, FEDERATION)
            held = Held(key, role, where, self._places.room.get(room, ""), title, starts, ends, ours)
            found.setdefault(person, []).append(held)
        return found


def importable(policy: Policy) -> frozenset[str]:
    """The roles that a file may give: none with a second factor, and none that could read files in or give roles."""
    givers = ("import.run", "role.give", "role.give_senior", "deputy.name")
    powerful = {name for each in givers if each in policy.action_by_id for name in policy.action_by_id[each].allowed}
    return frozenset(
        role.id
        for role in policy.roles.values()
        if role.bound and not role.second_factor and not role.child and not policy.groups_of(role.id) & powerful
    )


def _lasting(today: date) -> Q:
    return Q(ends=None) | Q(ends__gte=today)


def _bonds(today: date, people: Mapping[UUID, Facts]) -> dict[tuple[UUID, UUID], Bond]:
    rows = Guardianship.objects.filter(_lasting(today)).order_by("pk").values_list(
        "adult_id", "child_id", "pk", "relation", "parental_responsibility", "contact_order", "starts", "system"
    )  # fmt: skip
    return {row[:2]: Bond(*row[2:]) for row in rows.iterator(_CHUNK) if row[0] in people}


def _consents(system: str) -> dict[UUID, str]:
    rows = LegacyConsent.objects.filter(system=system).order_by("imported_at", "pk").values_list("child_id", "words")
    return dict(rows.iterator(_CHUNK))
