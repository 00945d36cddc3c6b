"""Read what is known from a folder: roll.csv, staff.csv, schools.csv, federation.toml, permissions.csv.

Every mistake names its file, line and column, what was expected, and a hint; nothing is skipped.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from gatepost.policy.reading import nearest
from gatepost.screening.known import CONSENTS, Federation, Known, Permission, Pupil, School, Staff
from gatepost.screening.names.roll import words_of

Made = TypeVar("Made")
SCOPES = ("", "all", "website_only")


class KnownError(ValueError):
    """Facts that cannot be used: all their mistakes, one to a line."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


class _Row(NamedTuple):
    file: str
    line: int
    cells: dict[str, str]


class _Table:
    """One CSV file, row by row, collecting its mistakes."""

    def __init__(self, data: bytes, file: str, needed: tuple[str, ...], mistakes: list[str]) -> None:
        self.file, self.mistakes = file, mistakes
        self._reader = csv.reader(io.StringIO(decode(data, file), newline=""), strict=True)
        self._header = [cell.strip().lower() for cell in self._next() or ()]
        absent = [column for column in needed if column not in self._header]
        for column in absent:
            self.wrong(1, column, "no such column", f"the columns {', '.join(needed)}", nearest(column, self._header))
        repeated = {column for column in self._header if column and self._header.count(column) > 1}
        for column in sorted(repeated):
            self.wrong(1, column, "the column stands twice", "each column once", "delete one of them")
        self.usable = not absent and not repeated

    def _next(self) -> list[str] | None:
        try:
            return next(self._reader, None)
        except csv.Error as problem:
            self.wrong(self._reader.line_num, "", str(problem), "a CSV row", "look for a stray quotation mark")
            return None

    def wrong(self, line: int, column: str, what: str, expected: str, hint: str) -> None:
        place = f"{self.file}:{line}" + (f": {column}" if column else "")
        if len(self.mistakes) < 100:
            self.mistakes.append(f"{place}: {what}; expected {expected}; hint: {hint}")

    def rows(self) -> Iterator[_Row]:
        while self.usable and (cells := self._next()) is not None:
            line = self._reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(self._header):
                self.wrong(line, "", f"{len(cells)} cells", f"{len(self._header)}, as in the first line",
                           "a comma inside a cell needs quotation marks around it")  # fmt: skip
                continue
            yield _Row(self.file, line, {name: cell.strip() for name, cell in zip(self._header, cells, strict=True)})

    def need(self, row: _Row, *columns: str) -> bool:
        empty = [column for column in columns if not row.cells.get(column)]
        for column in empty:
            self.wrong(row.line, column, "empty", "a value", "every person needs an id and a name")
        return not empty

    def choice(self, row: _Row, column: str, choices: tuple[str, ...], default: str) -> str:
        value = row.cells.get(column, "").lower() or default
        if value not in choices:
            self.wrong(
                row.line,
                column,
                "not one of the known words",
                ", ".join(filter(None, choices)),
                nearest(value, filter(None, choices)),
            )
            return default
        return value

    def day(self, row: _Row, column: str) -> date | None:
        value = row.cells.get(column, "")
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.wrong(row.line, column, "not a date", "a date such as 2026-09-01", "write year-month-day")
            return None


def decode(data: bytes, file: str) -> str:
    """The text of an export: UTF-8 with or without a mark, UTF-16 with or without, else Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    zeros = data[:400]
    if zeros[1::2].count(0) > len(zeros) // 4:
        return data.decode("utf-16-le", "replace")
    if zeros[::2].count(0) > len(zeros) // 4:
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig").replace("\x00", "")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252").replace("\x00", "")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = problem.start - data.rfind(b"\n", 0, problem.start)
        what = f"{file}:{line}: byte {column}: neither UTF-8 nor Windows-1252; expected UTF-8; hint: export it again as UTF-8"
        raise KnownError([what]) from None


def read_known(folder: Path | str, *, as_of: date | None = None) -> Known:
    """Everything in `folder`; KnownError lists every mistake found. roll.csv may be absent, never unreadable."""
    folder = Path(folder)
    if not folder.is_dir():
        raise KnownError(
            [
                f"{folder}: no such folder; expected roll.csv, staff.csv, schools.csv, federation.toml; hint: see docs/known.md"
            ]
        )
    mistakes: list[str] = []
    schools = _read(folder / "schools.csv", ("code", "name"), mistakes, _school)
    federation = _federation(folder / "federation.toml", {school.code: school for _, school in schools}, mistakes)
    pupils = _read(folder / "roll.csv", ("pupil_id", "school", "legal_first", "legal_last"), mistakes, _pupil)
    staff = _read(folder / "staff.csv", ("staff_id", "first", "last"), mistakes, _staff)
    permissions = _read(folder / "permissions.csv", ("clause", "given_by"), mistakes, _permission)
    if not pupils and not mistakes:
        mistakes.append("roll.csv:1: nobody on the roll; expected at least one pupil; hint: is this the right folder?")
    seen: dict[str, str] = {}
    _distinct(pupils, "roll.csv", "pupil_id", seen, mistakes)
    _distinct(staff, "staff.csv", "staff_id", seen, mistakes)
    if mistakes:
        raise KnownError(mistakes)
    return Known.of(
        federation,
        pupils=[pupil for _, pupil in pupils],
        staff=[person for _, person in staff],
        permissions=[permission for _, permission in permissions],
        as_of=as_of,
    )


def _read(
    path: Path, needed: tuple[str, ...], mistakes: list[str], make: Callable[[_Table, _Row], Made | None]
) -> list[tuple[int, Made]]:
    """Each row's value with the line it ends on; an absent file has none."""
    if not path.is_file():
        return []
    try:
        table = _Table(path.read_bytes(), path.name, needed, mistakes)
    except KnownError as problem:
        mistakes.extend(problem.mistakes)
        return []
    return [(row.line, made) for row in table.rows() if (made := make(table, row)) is not None]


def _school(table: _Table, row: _Row) -> School | None:
    return School(row.cells["code"], row.cells["name"]) if table.need(row, "code", "name") else None


def _pupil(table: _Table, row: _Row) -> Pupil | None:
    cells = row.cells
    if not table.need(row, "pupil_id", "school", "legal_first", "legal_last"):
        return None
    for column in ("legal_first", "legal_last"):
        if not words_of(cells[column]):
            table.wrong(
                row.line, column, "no letter in it", "a name with at least one letter", "write the name as it is"
            )
            return None
    return Pupil(
        id=cells["pupil_id"], school=cells["school"], form=cells.get("class", ""), year=cells.get("year_group", ""),
        first=cells["legal_first"], last=cells["legal_last"], known_as=cells.get("known_as", ""),
        photo_consent=table.choice(row, "photo_consent", CONSENTS, "missing"),
        consent_scope=table.choice(row, "consent_scope", SCOPES, ""),
        consent_date=table.day(row, "consent_date"), consent_until=table.day(row, "consent_until"),
        left=table.day(row, "leaving_date"),
    )  # fmt: skip


def _staff(table: _Table, row: _Row) -> Staff | None:
    cells = row.cells
    if not table.need(row, "staff_id", "first", "last"):
        return None
    return Staff(
        id=cells["staff_id"], title=cells.get("title", ""), first=cells["first"], last=cells["last"],
        role=cells.get("role", ""), school=cells.get("school", ""),
        duties=tuple(filter(None, cells.get("duties", "").split(";"))), email=cells.get("school_email", ""),
        photo_consent=table.choice(row, "photo_consent", CONSENTS, "missing"),
    )  # fmt: skip


def _permission(table: _Table, row: _Row) -> Permission | None:
    cells = row.cells
    if not table.need(row, "clause", "given_by"):
        return None
    return Permission(
        clause=cells["clause"], given_by=cells["given_by"], subject=cells.get("subject", ""), channel=cells.get("channel", ""),
        valid_from=table.day(row, "valid_from"), valid_to=table.day(row, "valid_to"), evidence=cells.get("evidence", ""),
    )  # fmt: skip


def _distinct(
    people: Iterable[tuple[int, Pupil | Staff]], file: str, column: str, seen: dict[str, str], mistakes: list[str]
) -> None:
    """Each id once, over pupils and staff together: a picture that shows it must show one person."""
    for line, person in people:
        if person.id in seen and len(mistakes) < 100:
            mistakes.append(
                f"{file}:{line}: {column}: {person.id!r} stands twice; expected each id once; "
                f"hint: it stands first at {seen[person.id]}; delete one of the rows"
            )
        seen.setdefault(person.id, f"{file}:{line}")


_KEYS = (
    "name",
    "brand_names",
    "web_domains",
    "email_domains",
    "acceptable_use_policy",
    "schools",
    "telephones",
    "suitable_hosts",
    "handles",
)


def _federation(path: Path, schools: dict[str, School], mistakes: list[str]) -> Federation:
    if not path.is_file():
        mistakes.append(
            f"{path.name}:1: no such file; expected the federation's name; hint: one line is enough: {_NAME}"
        )
        return Federation("")
    try:
        text = decode(path.read_bytes(), path.name)
        facts = tomllib.loads(text)
    except KnownError as problem:
        mistakes.extend(problem.mistakes)
        return Federation("")
    except tomllib.TOMLDecodeError as problem:
        place = re.search(r"line (\d+)", str(problem))
        line = int(place.group(1)) if place else text.count("\n") + 1
        mistakes.append(f"{path.name}:{line}: {problem}; expected TOML; hint: texts stand in quotation marks")
        return Federation("")
    found = [f"{path.name}:{_line_of(text, key)}: {what}" for key, what in _wrong_facts(facts)]
    mistakes.extend(found)
    if found:
        return Federation("")
    shorts = {code: str(entry.get("short_name", "")) for code, entry in facts.get("schools", {}).items()}
    named = [school._replace(short_name=shorts.get(school.code, "")) for school in schools.values()]
    lists = {key: tuple(facts.get(key, ())) for key in _KEYS if key not in (*_TEXTS, "schools")}
    return Federation(
        name=facts["name"], acceptable_use_policy=facts.get("acceptable_use_policy", ""), schools=tuple(named), **lists
    )


_NAME = 'name = "…"'
_TEXTS = ("name", "acceptable_use_policy")


def _wrong_facts(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each key that is absent, unknown or of the wrong kind, and what to say of it."""
    if "name" not in facts:
        yield "name", f"name: missing; expected the federation's name; hint: add {_NAME}"
    for key, value in facts.items():
        if key not in _KEYS:
            yield key, f"unknown key {key!r}; expected {', '.join(_KEYS)}; hint: {nearest(key, _KEYS)}"
        elif not _right_type(key, value):
            wanted = "a text" if key in _TEXTS else "a table a school" if key == "schools" else "a list of texts"
            yield key, f"{key}: a wrong kind of value; expected {wanted}; hint: see docs/known.md"


def _line_of(text: str, key: str) -> int:
    found = re.search(rf"(?m)^\s*\[?\s*{re.escape(key)}\b", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _right_type(key: str, value: Any) -> bool:
    if key in _TEXTS:
        return isinstance(value, str)
    if key == "schools":
        return isinstance(value, dict) and all(isinstance(entry, dict) for entry in value.values())
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
