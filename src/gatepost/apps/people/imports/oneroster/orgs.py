"""orgs.csv: schools, and what stands above them, which is passed over."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import slugify
from django.utils.translation import gettext as _

from gatepost.apps.people.imports.oneroster.cells import is_gone
from gatepost.apps.people.imports.roster import Elsewhere, KnownSchool, Roster, SchoolRow
from gatepost.apps.people.imports.tables import Line

_LONGEST = 20


class Orgs:
    """The schools of the file and of this site, by the key that the file uses."""

    def __init__(self, lines: Iterable[Line], roster: Roster, elsewhere: Elsewhere) -> None:
        self._roster, self._elsewhere = roster, elsewhere
        self._codes = {school.source_id: school.code for school in elsewhere.schools if school.source_id}
        self._taken = {school.code.casefold() for school in elsewhere.schools}
        self._above: set[str] = set()
        self.in_file: list[str] = []
        parents: list[tuple[Line, str]] = []
        for line in lines:
            self._read(line)
            parents.append((line, line.text("parentsourcedid")))
        for line, parent in parents:
            if parent and parent not in self._codes and parent not in self._above:
                line.wrong("parentSourcedId", _("no such organisation in orgs.csv"), _("export it too"))

    def _read(self, line: Line) -> None:
        source_id = line.text("sourcedid")
        if line.text("type").lower() != "school":
            self._above.add(source_id)
            return
        name = line.need("name")
        if not name:
            return
        if is_gone(line):
            self._roster.notes.append(
                _("A school that the file deletes stays here: close it by hand if it has closed.")
            )
            self._above.add(source_id)
            return
        code = self._codes.get(source_id) or self._same(name, line.text("identifier"))
        known = bool(code)
        code = code or self._free_code(line.text("identifier") or source_id)
        self._codes[source_id] = code
        self.in_file.append(code)
        self._roster.schools.append(SchoolRow(line.at, code, name, source_id, known))

    def _same(self, name: str, identifier: str) -> str:
        """A school of this site that no file has brought yet, by its code or its exact name."""
        free: list[KnownSchool] = [school for school in self._elsewhere.schools if not school.source_id]
        among = Elsewhere(tuple(free))
        return (identifier and among.school_named(identifier)) or among.school_named(name)

    def _free_code(self, words: str) -> str:
        stem = slugify(words).upper()[:_LONGEST] or "SCHOOL"
        code, number = stem, 1
        while code.casefold() in self._taken:
            number += 1
            code = f"{stem[: _LONGEST - 4]}-{number}"
        self._taken.add(code.casefold())
        return code

    def code(self, line: Line, column: str) -> str:
        """The code of the school in a cell; "" where there is none, which is a mistake."""
        found = self.codes(line, column, [line.need(column)])
        return found[0] if found else ""

    def codes(self, line: Line, column: str, keys: Iterable[str]) -> list[str]:
        """The codes of several; whatever stands above schools is left out."""
        found = []
        for key in filter(None, keys):
            if key in self._codes:
                found.append(self._codes[key])
            elif key not in self._above:
                line.wrong(column, _("no such school in orgs.csv"), _("export the schools too"))
        return found
