"""Any CSV of pupils, contacts or staff, by a mapping of its columns, becomes a roster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from gatepost.apps.people.imports import columns as kinds
from gatepost.apps.people.imports.problems import At, UnusableFile
from gatepost.apps.people.imports.roster import (
    FEDERATION,
    ConsentRow,
    Elsewhere,
    Facts,
    GuardianRow,
    PersonRow,
    PlaceRow,
    RoleRow,
    Roster,
)
from gatepost.apps.people.imports.sources import Source
from gatepost.apps.people.imports.tables import Line, Table, key
from gatepost.apps.people.imports.words import is_upn, role_of, school_year, yes_or_no


@dataclass(frozen=True)
class Mapped:
    """How to read a file: which column is what, whose file it is, and whether everybody is in it."""

    kind: str
    columns: Mapping[str, str]
    system: str
    school: str = ""  # of every line; else each line names its own
    whole: bool = False
    roles: frozenset[str] = frozenset()  # the policy's


def read(source: Source, how: Mapped, elsewhere: Elsewhere) -> Roster:
    """The roster that the file is; its `problems` hold every mistake, and then nothing of it may be used."""
    roster = Roster(how.kind, f"{how.system}-{how.kind}", child_system=f"{how.system}-pupils")
    table = Table(source, roster.problems)
    absent = [heading for heading in how.columns.values() if key(heading) not in table.places]
    for heading in absent:
        hint = _("choose the columns anew")
        roster.problems.add(At(table.file, table.header_line), heading, _("no such column"), hint)
    missing = kinds.lacking(how.kind, how.columns)
    if missing:
        what = _("it is not said which column is: %(fields)s") % {"fields": ", ".join(map(str, missing))}
        raise UnusableFile(what, _("choose the columns"), At(table.file, table.header_line))
    reading = _Reading(how, roster, elsewhere, {name: key(heading) for name, heading in how.columns.items()})
    for line in table.lines():
        _READERS[how.kind](reading, line)
    if how.whole:
        reading.say_what_is_whole()
    return roster


@dataclass
class _Reading:
    how: Mapped
    roster: Roster
    elsewhere: Elsewhere
    at: Mapping[str, str]
    lines_by_id: dict[str, int] = field(default_factory=dict)
    schools: dict[str, str] = field(default_factory=dict)
    members: dict[str, PersonRow] = field(default_factory=dict)
    adults: dict[tuple[str, ...], str] = field(default_factory=dict)
    today: date = field(default_factory=timezone.localdate)

    def pupil(self, line: Line) -> None:
        upn = self._upn(line, "upn")
        own, known_as = self._id(line, "id"), self._text(line, "known_as", 100)
        facts = Facts(given_name=self._need(line, "first"), family_name=self._need(line, "last"), known_as=known_as)
        if known_as == facts.given_name:
            facts = facts._replace(known_as="")
        school, year, starts, ends = (
            self._school(line),
            self._year(line),
            self._day(line, "starts"),
            self._day(line, "leaves"),
        )
        if starts and ends and ends < starts:
            line.wrong(self.at["leaves"], _("the child leaves before it joins"), _("look at both days"))
        if not own and not upn:
            named = self.at.get("id") or self.at["upn"]
            line.wrong(named, _("empty"), _("without a number the next file would not find the same child"))
        person = PersonRow(line.at, own, adult=False, facts=facts, upn=upn)
        self.roster.people.append(person)
        if school:
            form = self._text(line, "class", 60)
            self.roster.places.append(PlaceRow(line.at, person.ref, school, form, year, starts, ends))
        words = self._text(line, "consent")
        if words:
            self.roster.consents.append(ConsentRow(line.at, person.ref, words))

    def contact(self, line: Line) -> None:
        facts = self._adult(line)
        child, upn = self._text(line, "child_id"), self._upn(line, "child_upn")
        if not child and not upn:
            named = self.at.get("child_id") or self.at["child_upn"]
            line.wrong(named, _("empty"), _("every contact needs the number of a child"))
        responsible = yes_or_no(self._text(line, "responsibility")) if "responsibility" in self.at else None
        if responsible is None and self._text(line, "responsibility"):
            line.wrong(self.at["responsibility"], _("neither yes nor no"), _("write yes or no"))
        ref = self._same_adult(line, facts)
        relation = self._text(line, "relation", 60)
        row = GuardianRow(line.at, ref, f"{child}" if child else "", relation, responsible, self._order(line), upn)
        self.roster.guardians.append(row)

    def _same_adult(self, line: Line, facts: Facts) -> str:
        """One adult stands in a line for each child: by their number, else by name and e-mail or telephone together."""
        number = self._text(line, "id")
        reach = facts.email.casefold() or facts.telephone
        mark = (number,) if number else (facts.given_name, facts.family_name, reach) if reach else ()
        if mark and mark in self.adults:
            return self.adults[mark]
        person = PersonRow(line.at, number, adult=True, facts=facts)
        self.roster.people.append(person)
        if mark:
            self.adults[mark] = person.ref
        return person.ref

    def _order(self, line: Line) -> int | None:
        text = self._text(line, "order")
        if text and not (text.isascii() and text.isdigit() and int(text) < 1000):
            line.wrong(self.at["order"], _("not a number"), _("write 1 for who is called first"))
            return None
        return int(text) if text else None

    def staff(self, line: Line) -> None:
        person = self._member(line)
        school, title = self._school(line, federation=True), self._text(line, "role", 100)
        starts, ends = self._day(line, "starts"), self._day(line, "leaves")
        if starts and ends and ends < starts:
            line.wrong(self.at["leaves"], _("the last day comes before the first"), _("look at both days"))
        gone = bool(ends and ends < self.today)
        for role in self._roles(line, title):
            form = self._text(line, "class", 60) if role in ("teacher", "teaching_assistant") else ""
            row = RoleRow(
                line.at, person.ref, role, school, form if school != FEDERATION else "", title, starts, ends, out=gone
            )
            self.roster.roles.append(row)

    def _member(self, line: Line) -> PersonRow:
        """Somebody with two posts has two lines, and is still one."""
        number, facts = self._text(line, "id"), self._adult(line)
        known = self.members.get(number) if number else None
        if known is None:
            known = PersonRow(line.at, number, adult=True, facts=facts)
            self.roster.people.append(known)
            if number:
                self.members[number] = known
        elif known.facts[1:3] != facts[1:3]:
            what = _("the number stands in line %(line)s already, with another name") % {"line": known.at.line}
            line.wrong(self.at["id"], what, _("each person has a number of their own"))
        return known

    def _roles(self, line: Line, title: str) -> list[str]:
        duties = [part.strip().lower() for part in self._text(line, "duties").replace(",", ";").split(";")]
        told = ["head_of_school_slt" if duty == "slt" else duty for duty in duties if duty]
        for role in told:
            if role not in self.how.roles:
                line.wrong(self.at["duties"], _("no role of the policy"), ", ".join(sorted(self.how.roles)))
        return told or [role_of(title)]

    def _adult(self, line: Line) -> Facts:
        return Facts(
            title=self._text(line, "title", 20),
            given_name=self._need(line, "first"),
            family_name=self._need(line, "last"),
            email=line.email(self.at["email"]) if "email" in self.at else "",
            telephone=self._text(line, "telephone", 40),
        )

    def _text(self, line: Line, name: str, most: int = 200) -> str:
        return line.text(self.at[name], most) if name in self.at else ""

    def _need(self, line: Line, name: str) -> str:
        return line.need(self.at[name], 100)

    def _day(self, line: Line, name: str) -> date | None:
        return line.day(self.at[name]) if name in self.at else None

    def _id(self, line: Line, name: str) -> str:
        """A number that each line has for itself."""
        number = self._text(line, name)
        if number and number in self.lines_by_id:
            what = _("the number stands in line %(line)s already") % {"line": self.lines_by_id[number]}
            line.wrong(self.at[name], what, _("each person has a line and number of their own"))
        if number:
            self.lines_by_id[number] = line.at.line
        return number

    def _upn(self, line: Line, name: str) -> str:
        upn = self._text(line, name).upper()
        if upn and not is_upn(upn):
            line.wrong(self.at[name], _("no unique pupil number: its check letter does not fit"), _("copy it anew"))
            return ""
        return upn

    def _year(self, line: Line) -> str:
        text = self._text(line, "year")
        year = school_year(text)
        if year is None:
            line.wrong(self.at["year"], _("no year of school"), _("write 4, Year 4, R or Reception"))
        return year or ""

    def _school(self, line: Line, *, federation: bool = False) -> str:
        told = self._text(line, "school")
        if federation and told.upper() == FEDERATION:
            return FEDERATION
        if not told:
            if not self.how.school:
                line.wrong(
                    self.at.get("school", "school"), _("no school"), _("name one here, or one for the whole file")
                )
            return self.how.school
        found = self.schools.get(told)
        if found is None:
            found = self.schools[told] = self.elsewhere.school_named(told)
        if not found:
            codes = ", ".join(school.code for school in self.elsewhere.schools)
            line.wrong(self.at["school"], _("no school of that code or name"), codes or _("add the school first"))
        return found

    def say_what_is_whole(self) -> None:
        """Everybody of the schools that the file names is in it."""
        self.roster.whole_roll = {place.school for place in self.roster.places}
        self.roster.whole_staff = {role.school for role in self.roster.roles} - {FEDERATION, ""}
        self.roster.whole_families = bool(self.roster.guardians)


_READERS: Mapping[str, Callable[[_Reading, Line], None]] = {
    "pupils": _Reading.pupil,
    "contacts": _Reading.contact,
    "staff": _Reading.staff,
}
