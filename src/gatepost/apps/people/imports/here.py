"""What the site holds, as values: what a roster is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from gatepost.apps.people.imports.roster import Elsewhere, Facts


class Placed(NamedTuple):
    """An enrolment."""

    pk: int
    school: str
    class_name: str
    year: str
    starts: date
    ends: date | None

    def lasts(self, today: date) -> bool:
        return self.ends is None or self.ends >= today


class Held(NamedTuple):
    """A role that somebody holds or will hold; `system` is that of the files which gave it."""

    pk: int
    role: str
    school: str
    class_name: str
    title: str
    starts: date
    ends: date | None
    system: str


class Bond(NamedTuple):
    """An adult answers for a child; `system` is that of the files which said so, "" if somebody entered it."""

    pk: int
    relation: str
    responsibility: bool
    order: int
    starts: date
    system: str


class Room(NamedTuple):
    """A class."""

    pk: int
    name: str
    year: str
    source_id: str
    closed: bool


@dataclass(frozen=True)
class Here:
    """Everything that a plan looks at. `by` reads the file in, and reaches these schools or everywhere."""

    today: date
    by: UUID
    everywhere: bool = True
    reach: frozenset[str] = frozenset()
    importable: frozenset[str] = frozenset()  # the roles that a file may give
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    people: Mapping[UUID, Facts] = field(default_factory=dict)
    by_key: Mapping[str, UUID] = field(default_factory=dict)  # as the file's system calls them
    child_by_key: Mapping[str, UUID] = field(default_factory=dict)
    by_upn: Mapping[str, UUID] = field(default_factory=dict)
    grown: frozenset[UUID] = frozenset()  # who may sign in or holds a role
    kept_by: Mapping[UUID, str] = field(default_factory=dict)
    enrolments: Mapping[UUID, list[Placed]] = field(default_factory=dict)
    roles: Mapping[UUID, list[Held]] = field(default_factory=dict)
    bonds: Mapping[tuple[UUID, UUID], Bond] = field(default_factory=dict)  # adult, child
    consents: Mapping[UUID, str] = field(default_factory=dict)
    rooms: Mapping[tuple[str, str], Room] = field(default_factory=dict)  # school, name without case

    def on_roll(self, person: UUID) -> list[Placed]:
        """Where a child is on the roll, or soon will be."""
        return [one for one in self.enrolments.get(person, ()) if one.lasts(self.today)]
