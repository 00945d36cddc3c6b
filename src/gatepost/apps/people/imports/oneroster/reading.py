"""Reads the files in the order in which they lean on each other, and checks every key that points from one to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from gatepost.apps.people.imports.oneroster.cells import is_gone, many, one_year
from gatepost.apps.people.imports.oneroster.manifest import Manifest, read_manifest
from gatepost.apps.people.imports.oneroster.orgs import Orgs
from gatepost.apps.people.imports.oneroster.users import Users
from gatepost.apps.people.imports.problems import Problems, UnusableFile
from gatepost.apps.people.imports.roster import ClassRow, Elsewhere, Roster
from gatepost.apps.people.imports.sources import Source
from gatepost.apps.people.imports.tables import Line, Table

_HOMEROOM = "homeroom"


def read(files: Mapping[str, Source], *, system: str, elsewhere: Elsewhere) -> Roster:
    """The roster that these files are; its `problems` hold every mistake, and then nothing of it may be used."""
    return _Reading(files, system, elsewhere).read()


class _Class:
    """A class of classes.csv: some are rooms full of children, others lessons."""

    __slots__ = ("gone", "homeroom", "name", "over", "row", "school")

    def __init__(self, school: str, name: str, *, homeroom: bool = True, row: ClassRow | None = None) -> None:
        self.school, self.name, self.homeroom, self.row = school, name, homeroom, row
        self.over = self.gone = False


class _Reading:
    def __init__(self, files: Mapping[str, Source], system: str, elsewhere: Elsewhere) -> None:
        self.files, self.elsewhere = files, elsewhere
        self.roster = Roster("oneroster", system)
        self.problems: Problems = self.roster.problems
        self.manifest: Manifest = read_manifest(files, self.problems)
        self.today = timezone.localdate()
        self.sessions: dict[str, date | None] = {}
        self.classes: dict[str, _Class] = {}

    def read(self) -> Roster:
        if not (self.manifest.has("users") or self.manifest.has("enrollments")):
            raise UnusableFile(_("there is neither users.csv nor enrollments.csv"), _("export people too"))
        for name in self.manifest.unsaid:
            what = _("The manifest does not say whether %(file)s is everything: taken as changes only.")
            self.roster.notes.append(what % {"file": name})
        self.orgs = Orgs(self.lines("orgs"), self.roster, self.elsewhere)
        self._read_sessions()
        self._read_classes()
        self.users = Users(self.roster, self.elsewhere, self.orgs, bulk=self.manifest.is_bulk("users"))
        self.users.read(self.lines("users"), split=self.manifest.version == "1.2")
        if self.manifest.version == "1.2":
            self.users.read_roles(self.lines("roles"), self.today)
            self._only_checked("userprofiles", "usersourcedid")
        self._only_checked("demographics", "sourcedid")
        self._read_enrolments()
        self.users.finish()
        self._choose_classes()
        self._say_what_is_whole()
        return self.roster

    def lines(self, name: str) -> Iterator[Line]:
        """The lines of a file; none where the manifest has it absent. Each needs a key of its own."""
        if not self.manifest.has(name):
            return
        seen: dict[str, int] = {}
        for line in Table(self.files[f"{name}.csv"], self.problems).lines():
            key = line.need("sourcedid")
            if not key:
                continue
            if key in seen:
                what = _("the id stands in line %(line)s already") % {"line": seen[key]}
                line.wrong("sourcedid", what, _("each line needs an id of its own"))
                continue
            seen[key] = line.at.line
            yield line

    def _only_checked(self, name: str, column: str) -> None:
        """Files of which the site keeps nothing (birthdays, passwords): only that they are about people we know."""
        for line in self.lines(name):
            self.users.known(line, column)

    def _read_sessions(self) -> None:
        for line in self.lines("academicsessions"):
            starts, ends = line.day("startdate"), line.day("enddate")
            if starts and ends and ends < starts:
                line.wrong("enddate", _("the term ends before it starts"), _("look at both days"))
            self.sessions[line.text("sourcedid")] = ends

    def _read_classes(self) -> None:
        for line in self.lines("classes"):
            school = self.orgs.code(line, "schoolsourcedid")
            name = line.need("title", 60)
            key = line.text("sourcedid")
            row = ClassRow(line.at, school, name, one_year(line), key) if school and name else None
            found = _Class(school, name, homeroom=line.text("classtype").lower() == _HOMEROOM, row=row)
            found.over, found.gone = self._is_over(line), is_gone(line)
            self.classes[key] = found

    def _is_over(self, line: Line) -> bool:
        """Whether all its terms are past."""
        ends = []
        for term in many(line, "termsourcedids"):
            if term not in self.sessions and self.manifest.is_bulk("academicsessions"):
                line.wrong("termSourcedIds", _("no such term in academicSessions.csv"), _("export the terms too"))
            ends.append(self.sessions.get(term))
        return bool(ends) and all(end is not None and end < self.today for end in ends)

    def _class(self, line: Line) -> _Class | None:
        key = line.need("classsourcedid")
        found = self.classes.get(key)
        if found is None and key in self.elsewhere.classes and not self.manifest.is_bulk("classes"):
            found = self.classes[key] = _Class(*self.elsewhere.classes[key])
        if found is None and key:
            line.wrong("classSourcedId", _("no such class in classes.csv"), _("export the classes too"))
        return found

    def _read_enrolments(self) -> None:
        for line in self.lines("enrollments"):
            room, user = self._class(line), self.users.known(line, "usersourcedid")
            if line.text("schoolsourcedid"):
                self.orgs.code(line, "schoolsourcedid")
            begins, ends = line.day("begindate"), line.day("enddate")
            if begins and ends and ends < begins:
                line.wrong("endDate", _("it ends before it begins"), _("look at both days"))
            if room is None or not user or not room.school:
                continue
            past = is_gone(line) or room.gone or room.over or (ends is not None and ends < self.today)
            if not past:
                self.users.enrolled(line, user, room.school, room.name, homeroom=room.homeroom)

    def _choose_classes(self) -> None:
        """The homerooms, and of the lessons those that stand for a homeroom."""
        used = {(place.school, place.class_name) for place in self.roster.places}
        used.update((role.school, role.class_name) for role in self.roster.roles)
        for found in self.classes.values():
            if found.row and not (found.gone or found.over) and (found.homeroom or (found.school, found.name) in used):
                self.roster.classes.append(found.row)

    def _say_what_is_whole(self) -> None:
        who = ("users", "roles") if self.manifest.version == "1.2" else ("users",)
        if self.manifest.is_bulk(*who):
            self.roster.whole_roll = self.roster.whole_staff = set(self.orgs.in_file)
            self.roster.whole_families = True
