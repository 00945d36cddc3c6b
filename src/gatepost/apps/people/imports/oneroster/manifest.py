"""manifest.csv: which version it is, and which files hold everything (bulk), only changes (delta), or are absent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gatepost.apps.people.imports.problems import At, Problems, UnusableFile
from gatepost.apps.people.imports.sources import Source
from gatepost.apps.people.imports.tables import Table

VERSIONS = ("1.1", "1.2")
# The files that Gatepost reads. Others of the standard (courses, results …) are passed over.
FILES = ("orgs", "users", "roles", "userprofiles", "classes", "enrollments", "academicsessions", "demographics")
_MODES = ("bulk", "delta", "absent")


@dataclass(frozen=True)
class Manifest:
    """What the manifest says; a file that it leaves out counts as changes only, so that nobody is taken off a roll."""

    version: str
    modes: Mapping[str, str]
    unsaid: tuple[str, ...] = ()

    def has(self, file: str) -> bool:
        return self.modes.get(file, "absent") != "absent"

    def is_bulk(self, *files: str) -> bool:
        """Whether each of these is there in full."""
        return all(self.modes.get(file) == "bulk" for file in files)


def read_manifest(files: Mapping[str, Source], problems: Problems) -> Manifest:
    """The manifest, held against the files that are there."""
    source = files.get("manifest.csv")
    if source is None:
        raise UnusableFile(
            _("there is no manifest.csv, which says whether this is everything or only changes"),
            _("export again as OneRoster 1.1 or 1.2"),
        )
    said, lines = _properties(source, problems)
    version = said.get("oneroster.version", "").lstrip("vV")
    if version[:3] not in VERSIONS:
        what = _("a version other than OneRoster 1.1 and 1.2")
        at = At(source.name, lines.get("oneroster.version", 1))
        raise UnusableFile(what, _("export as OneRoster 1.1 or 1.2, with the line oneroster.version"), at)
    modes: dict[str, str] = {}
    unsaid = []
    for name in FILES:
        there, mode = f"{name}.csv" in files, said.get(f"file.{name}", "")
        at = At(source.name, lines.get(f"file.{name}", 1))
        if mode and mode not in _MODES:
            problems.add(at, f"file.{name}", _("not bulk, delta or absent"), _("write one of the three"))
        elif mode in ("bulk", "delta") and not there:
            problems.add(at, f"file.{name}", _("the file is not there"), _("add it, or write absent"))
        elif there and not mode:
            unsaid.append(f"{name}.csv")
        modes[name] = (mode or "delta") if there else "absent"
    return Manifest(version[:3], modes, tuple(unsaid))


def _properties(source: Source, problems: Problems) -> tuple[dict[str, str], dict[str, int]]:
    said: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line in Table(source, problems).lines():
        name = line.need("propertyname").lower()
        said[name], lines[name] = line.text("value").lower(), line.at.line
    return said, lines
