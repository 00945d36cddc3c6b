"""What a file says, whatever its format: the form that every reader makes and the planner takes.

People are named by what their system calls them (`key`); where it calls them nothing, by their line. Schools are named
by the codes of this site, classes by school and name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from gatepost.apps.people.imports.problems import At, Problems

FEDERATION = "FED"  # in place of a school: all of them


class Facts(NamedTuple):
    """What is told of a person. An empty one is not told and changes nothing."""

    title: str = ""
    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    email: str = ""
    telephone: str = ""


class SchoolRow(NamedTuple):
    """A school; `code` is ours if `known`, else a free one made for it."""

    at: At
    code: str
    name: str
    source_id: str
    known: bool


class ClassRow(NamedTuple):
    """A class."""

    at: At
    school: str
    name: str
    year: str = ""
    source_id: str = ""


class PersonRow(NamedTuple):
    """Somebody: `key` is what their system calls them, "" where it calls them nothing."""

    at: At
    key: str
    adult: bool
    facts: Facts
    upn: str = ""
    gone: bool = False  # the system deletes them

    @property
    def ref(self) -> str:
        """How other rows of the file name this person."""
        return self.key or f"\n{self.at.file}:{self.at.line}"


class PlaceRow(NamedTuple):
    """A child at a school. An empty class or year is not told; `out` takes the child off the roll."""

    at: At
    child: str
    school: str
    class_name: str = ""
    year: str = ""
    starts: date | None = None
    ends: date | None = None
    out: bool = False


class RoleRow(NamedTuple):
    """A role; "" where the job's words do not tell one. `school` may be the whole federation; `out` ends it."""

    at: At
    adult: str
    role: str
    school: str
    class_name: str = ""
    title: str = ""
    starts: date | None = None
    ends: date | None = None
    out: bool = False


class GuardianRow(NamedTuple):
    """An adult who answers for a child; whether with parental responsibility is None where the file does not say."""

    at: At
    adult: str
    child: str
    relation: str = ""
    responsibility: bool | None = None
    order: int | None = None
    child_upn: str = ""


class ConsentRow(NamedTuple):
    """What the old system said on photos, in its own words."""

    at: At
    child: str
    words: str


@dataclass
class Roster:
    """All that a file says."""

    kind: str
    system: str
    child_system: str = ""  # where children are called otherwise than whoever else the file names
    schools: list[SchoolRow] = field(default_factory=list)
    classes: list[ClassRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    places: list[PlaceRow] = field(default_factory=list)
    roles: list[RoleRow] = field(default_factory=list)
    guardians: list[GuardianRow] = field(default_factory=list)
    consents: list[ConsentRow] = field(default_factory=list)
    # Of which schools everybody is in the file, so that whoever is missing has gone.
    whole_roll: set[str] = field(default_factory=set)
    whole_staff: set[str] = field(default_factory=set)
    whole_families: bool = False
    without_roles: set[str] = field(default_factory=set)  # adults whom the system has switched off
    notes: list[str] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)


class KnownSchool(NamedTuple):
    """A school of this site."""

    code: str
    name: str
    short_name: str = ""
    source_id: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """What a reader may know beside the file: the schools, and what earlier files of the system brought."""

    schools: tuple[KnownSchool, ...] = ()
    classes: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # source id -> school code, name
    users: Mapping[str, bool] = field(default_factory=dict)  # keys that the system has used: whether of an adult

    def school_named(self, words: str) -> str:
        """The code of the school of that code or name; "" for none."""
        wanted = " ".join(words.casefold().split())
        for school in self.schools:
            if wanted in {school.code.casefold(), school.name.casefold(), school.short_name.casefold()} - {""}:
                return school.code
        return ""
