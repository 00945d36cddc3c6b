"""What reading a file in would change: values that a page can show and that `applying` carries out to the letter."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from gatepost.apps.people.imports.problems import At, Problems
from gatepost.apps.people.imports.roster import Facts


class NewSchool(NamedTuple):
    """A school that is not here yet."""

    code: str
    name: str
    source_id: str


class NewClass(NamedTuple):
    """A class that is not here yet."""

    school: str
    name: str
    year: str
    source_id: str


class ClassChange(NamedTuple):
    """A class renamed, in another year, linked to the system's id, or open again."""

    pk: int
    name: str
    year: str
    source_id: str


class Added(NamedTuple):
    """Somebody who is not here yet. The site makes the id, the same for the same line of the same upload."""

    person: UUID
    at: At
    adult: bool
    facts: Facts
    kept_by: str


class Changed(NamedTuple):
    """Somebody's entry: each field that changes, as it was and as it will be."""

    person: UUID
    at: At
    adult: bool
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]


class ExternalKey(NamedTuple):
    """What a system calls somebody, so that its next file finds them."""

    person: UUID
    system: str
    value: str


class Joined(NamedTuple):
    """A child comes onto a roll; `again` if they were on one before."""

    child: UUID
    at: At
    school: str
    class_name: str
    year: str
    starts: date
    ends: date | None
    again: bool


class Moved(NamedTuple):
    """A child's class, year or last day changes: in the enrolment itself, or by ending it the day before (`anew`)."""

    child: UUID
    at: At
    pk: int
    school: str
    before: tuple[str, str]
    class_name: str
    year: str
    ends: date | None
    anew: bool


class Left(NamedTuple):
    """A child goes off a roll; `to` is the school of the same file where they are now."""

    child: UUID
    at: At
    pk: int
    school: str
    ends: date
    to: str


class Given(NamedTuple):
    """A role that the file gives."""

    person: UUID
    at: At
    role: str
    school: str
    class_name: str
    title: str
    starts: date
    ends: date | None


class Ended(NamedTuple):
    """A role that a file gave ends; without a last day it is taken back before it was held."""

    person: UUID
    pk: int
    role: str
    school: str
    ends: date | None


class BondAdded(NamedTuple):
    """An adult who from now on answers for a child."""

    adult: UUID
    child: UUID
    at: At
    relation: str
    responsibility: bool
    order: int


class BondChanged(NamedTuple):
    """Relation, responsibility or order of contact, as they were and will be."""

    adult: UUID
    child: UUID
    at: At
    pk: int
    before: tuple[str, bool, int]
    after: tuple[str, bool, int]


class BondEnded(NamedTuple):
    """An adult who no longer answers for a child."""

    adult: UUID
    child: UUID
    pk: int
    ends: date


class Consent(NamedTuple):
    """What an old system said on photos."""

    child: UUID
    words: str


class ByHand(NamedTuple):
    """A role that no file gives: somebody who may has to."""

    person: UUID
    at: At
    role: str
    school: str
    title: str


class Matched(NamedTuple):
    """Somebody known by name alone, for the first time."""

    person: UUID
    at: At
    adult: bool


class ManyLeavers(NamedTuple):
    """More of a school would leave than is likely."""

    school: str
    leaving: int
    roll: int


@dataclass
class Plan:
    """All changes of one file. With `problems` there is nothing to carry out."""

    kind: str
    system: str
    day: date
    schools: list[NewSchool] = field(default_factory=list)
    linked: list[tuple[str, str]] = field(default_factory=list)  # code, the system's id
    classes: list[NewClass] = field(default_factory=list)
    classes_changed: list[ClassChange] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    keys: list[ExternalKey] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    bonds_added: list[BondAdded] = field(default_factory=list)
    bonds_changed: list[BondChanged] = field(default_factory=list)
    bonds_ended: list[BondEnded] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    by_hand: list[ByHand] = field(default_factory=list)
    matched: list[Matched] = field(default_factory=list)
    many_leavers: list[ManyLeavers] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    people: Mapping[UUID, Facts] = field(default_factory=dict)  # names to show, of whoever is here already
    rows: int = 0
    touched: frozenset[str] = frozenset()  # the schools whose people it is about

    def counts(self) -> dict[str, int]:
        """How many of each, for pages and the ledger; what is none is left out."""
        found = {
            "rows": self.rows,
            "schools_added": len(self.schools),
            "classes_added": len(self.classes),
            "classes_changed": len(self.classes_changed),
            "pupils_added": sum(not one.adult for one in self.added),
            "adults_added": sum(one.adult for one in self.added),
            "entries_changed": len(self.changed),
            "joined": sum(not one.again for one in self.joined),
            "rejoined": sum(one.again for one in self.joined),
            "moved": len(self.moved),
            "left": sum(not one.to for one in self.left),
            "changed_school": sum(bool(one.to) for one in self.left),
            "roles_given": len(self.given),
            "roles_ended": len(self.ended),
            "guardians_added": len(self.bonds_added),
            "guardians_changed": len(self.bonds_changed),
            "guardians_ended": len(self.bonds_ended),
            "legacy_consents": len(self.consents),
        }
        return {name: count for name, count in found.items() if count}

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing that anybody would see."""
        return not (self.counts().keys() - {"rows"} or self.linked or self.keys)

    def digest(self) -> str:
        """A plan that does the same has the same digest; so a page can ask for exactly what it has shown."""
        found = hashlib.sha256(f"{self.kind} {self.system} {self.day}".encode())
        for each in fields(self):
            if each.name in _CARRIED_OUT:
                found.update(each.name.encode())
                for one in getattr(self, each.name):
                    found.update(repr(one).encode("utf-8", "surrogatepass"))
        return found.hexdigest()

    def facts_of(self, person: UUID) -> Facts:
        """The names of somebody, whether here already or only in the file."""
        return self._new.get(person) or self.people.get(person) or Facts()

    @cached_property
    def _new(self) -> dict[UUID, Facts]:
        return {one.person: one.facts for one in self.added}


_CARRIED_OUT = frozenset(
    "schools linked classes classes_changed added changed keys joined moved left given ended bonds_added bonds_changed "
    "bonds_ended consents by_hand many_leavers".split()
)
