"""What the federation knows on a day: its schools, pupils, staff, permissions, and the index of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from gatepost.screening.folding import fold
from gatepost.screening.kept import kept
from gatepost.screening.names.roll import Roll

CONSENTS = ("yes", "no", "missing", "withdrawn")


class Pupil(NamedTuple):
    """A pupil, or an ex-pupil (`left` is the day of leaving)."""

    id: str
    school: str
    form: str
    year: str
    first: str
    last: str
    known_as: str = ""
    photo_consent: str = "missing"
    consent_scope: str = ""
    consent_date: date | None = None
    consent_until: date | None = None
    left: date | None = None


class Staff(NamedTuple):
    """Somebody who works for, governs or helps the federation."""

    id: str
    title: str
    first: str
    last: str
    role: str = ""
    school: str = ""
    duties: tuple[str, ...] = ()
    email: str = ""
    photo_consent: str = "yes"


class School(NamedTuple):
    """A school of the federation: its code on the roll and what it is called."""

    code: str
    name: str
    short_name: str = ""


class Permission(NamedTuple):
    """A written permission on file: it lifts one clause, for a subject, channel and time if given.

    `subject` is a person's id, `channel` a platform; empty means any. Dates are inclusive.
    """

    clause: str
    given_by: str = ""
    subject: str = ""
    channel: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    evidence: str = ""

    def holds(self, *, channel: str, subject: str, on: date | None) -> bool:
        """Whether it covers this channel and subject on this day; a dated one needs a day to be judged."""
        if (self.channel and self.channel != channel) or (self.subject and self.subject != subject):
            return False
        if self.valid_from is None and self.valid_to is None:
            return True
        if on is None:
            return False
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


@dataclass(frozen=True)
class Federation:
    """The facts of the federation itself, as `federation.toml` gives them."""

    name: str
    brand_names: tuple[str, ...] = ()
    web_domains: tuple[str, ...] = ()
    email_domains: tuple[str, ...] = ()
    acceptable_use_policy: str = ""
    schools: tuple[School, ...] = ()
    telephones: tuple[str, ...] = ()
    suitable_hosts: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """All that a check may know beside the draft. `as_of` is the day on which it was known.

    >>> known = Known.of(Federation("Fernleigh"), pupils=[Pupil("P1", "SMP", "4J", "4", "Grace", "Tolliver")])
    >>> known.pupils["P1"].last
    'Tolliver'
    """

    federation: Federation
    pupils: Mapping[str, Pupil] = field(repr=False)
    staff: Mapping[str, Staff] = field(repr=False)
    roll: Roll = field(repr=False)
    permissions: tuple[Permission, ...] = ()
    as_of: date | None = None

    @classmethod
    def of(
        cls,
        federation: Federation,
        *,
        pupils: Iterable[Pupil] = (),
        staff: Iterable[Staff] = (),
        permissions: Iterable[Permission] = (),
        as_of: date | None = None,
    ) -> Known:
        """Known facts with their name index built: about 6 microseconds a pupil."""
        by_id = {pupil.id: pupil for pupil in pupils}
        adults = {person.id: person for person in staff}
        return cls(federation, by_id, adults, Roll(by_id.values(), adults.values()), tuple(permissions), as_of)

    @kept
    def brands(self) -> re.Pattern[str]:
        """The federation's and its schools' names, in folded text, as a whole word, hashtag or handle."""
        names = {*self.federation.brand_names, self.federation.name}
        names |= {name for school in self.federation.schools for name in (school.name, school.short_name)}
        forms = set()
        for name in filter(None, names):
            folded = fold(name)
            words = re.findall(r"[a-z0-9]+", folded.replace("'", ""))
            forms.add(r"[\s'_.-]*".join(r"'?".join(map(re.escape, word)) if word.endswith("s") else re.escape(word)
                                        for word in words))  # fmt: skip
        if not forms:
            return re.compile(r"(?!)")
        longest_first = "|".join(sorted(forms, key=len, reverse=True))
        return re.compile(rf"(?<![a-z])(?:{longest_first})(?![a-z])|(?<=[#@])(?:{longest_first})")

    @kept
    def brand_gate(self) -> AhoCorasick:
        """Finds a word of some brand name in folded text: a text without any of them names no brand."""
        names = {*self.federation.brand_names, self.federation.name}
        names |= {name for school in self.federation.schools for name in (school.name, school.short_name)}
        words = {max(re.findall(r"[a-z0-9]+", fold(name).replace("'s", ""))[:2], key=len, default="") for name in names}
        return AhoCorasick(sorted(words - {""}))

    @kept
    def schools(self) -> frozenset[str]:
        """The codes of single schools; another code, such as the federation's own, means all of them."""
        return frozenset(school.code for school in self.federation.schools) or self.roll.schools

    def on(self, asked: date | None) -> date | None:
        """The day to judge by: the draft's own, else the day of this knowledge."""
        return asked or self.as_of
