"""A CSV, line by line: whatever the encoding, the delimiter and the ends of lines, with every mistake in its place."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from gatepost.apps.cells import plain_cell
from gatepost.apps.people.imports import limits
from gatepost.apps.people.imports.encoding import encoding_of
from gatepost.apps.people.imports.problems import At, Problems, UnusableFile
from gatepost.apps.people.imports.sources import Source
from gatepost.apps.people.imports.words import NotADay, day

_DELIMITERS = ",;\t"
_SEP = re.compile(r"sep=([,;\t|])\r?\n?", re.IGNORECASE)
_DIRECTIONS = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}


class Table:
    """One file: its headings, and its lines one after the other, so that its size does not matter."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self.source, self.file, self.problems = source, source.name, problems
        self.encoding = encoding_of(source)
        with self._text() as text:
            self.delimiter = _delimiter(text.readline(limits.COLUMNS * 200))
        with self._read() as reader:
            first = self._next(reader)
            self.header_line = reader.line_num
        if first is None or not any(first):
            raise UnusableFile(_("the file is empty"), _("export it again"), At(self.file, 1))
        self.headings = self._checked(first)
        self.places = {key(heading): place for place, heading in enumerate(self.headings) if heading}

    def _checked(self, first: list[str]) -> list[str]:
        at = At(self.file, self.header_line)
        if len(first) > limits.COLUMNS:
            what = _("%(count)s columns; the most is %(most)s") % {"count": len(first), "most": limits.COLUMNS}
            raise UnusableFile(what, _("export only the columns that are needed"), at)
        headings = [" ".join("".join(filter(_shown, cell)).split())[:100] for cell in first]
        seen: set[str] = set()
        for heading in filter(None, headings):
            if key(heading) in seen:
                self.problems.add(at, heading, _("the column stands twice"), _("delete one of them"))
            seen.add(key(heading))
        return headings

    @contextmanager
    def _text(self) -> Iterator[io.TextIOWrapper]:
        with self.source.open() as raw, io.TextIOWrapper(raw, self.encoding, newline="") as text:
            yield text

    @contextmanager
    def _read(self) -> Iterator[_Reader]:
        with self._text() as text:
            yield _Reader(text, self.delimiter)

    def _next(self, reader: _Reader) -> list[str] | None:
        try:
            while (cells := next(reader.rows, None)) is not None:
                if any(map(str.strip, cells)) and not (
                    reader.line_num == 1 and _SEP.fullmatch(self.delimiter.join(cells))
                ):
                    return cells
        except csv.Error as problem:
            hint = _("look for a stray quotation mark in this line or above it")
            raise UnusableFile(_what(problem), hint, At(self.file, reader.line_num)) from None
        except UnicodeDecodeError:
            what = _("the letters cannot be read as %(encoding)s") % {"encoding": self.encoding.upper()}
            raise UnusableFile(what, _("save it again as CSV UTF-8"), At(self.file, reader.line_num + 1)) from None
        return None

    def lines(self) -> Iterator[Line]:
        """Each line below the headings; one with too few or too many cells is a mistake and left out."""
        width = len(self.headings)
        with self._read() as reader:
            self._next(reader)
            for number in range(limits.ROWS + 1):
                cells = self._next(reader)
                if cells is None:
                    return
                at = At(self.file, reader.line_num)
                if number == limits.ROWS:
                    raise UnusableFile(_("more than a million lines"), _("export fewer years or schools"), at)
                if len(cells) == width or (len(cells) > width and not any(cells[width:])):
                    yield Line(self, at, cells)
                    continue
                what = _("%(got)s cells; the headings are %(wanted)s") % {"got": len(cells), "wanted": width}
                hint = _("a comma inside a cell needs quotation marks around it")
                self.problems.add(at, "", what, hint)


class _Reader:
    """Python's own reader, which counts the lines of the file."""

    def __init__(self, text: io.TextIOWrapper, delimiter: str) -> None:
        self.rows = csv.reader(text, delimiter=delimiter, strict=True)

    @property
    def line_num(self) -> int:
        return self.rows.line_num


class Line:
    """One line: cells by their headings."""

    __slots__ = ("_cells", "_table", "at")

    def __init__(self, table: Table, at: At, cells: list[str]) -> None:
        self._table, self.at, self._cells = table, at, cells

    def text(self, heading: str, most: int = 200) -> str:
        """The cell, tidy: "" where it is empty or the file has no such column."""
        place = self._table.places.get(heading)
        if place is None:
            return ""
        cell = self._cells[place].strip()
        if not (cell.isascii() and cell.isprintable()):
            cell = self._tidied(heading, cell)
        if len(cell) > most:
            self.wrong(heading, _("longer than %(most)s characters") % {"most": most}, _("shorten it"))
            return ""
        return plain_cell(cell) if cell[:1] == "'" else cell

    def _tidied(self, heading: str, cell: str) -> str:
        cell = " ".join(unicodedata.normalize("NFC", cell[: limits.CELL]).split())
        if not all(map(_shown, cell)):
            what = _("a character that cannot be shown, such as a NUL or one that turns the writing around")
            self.wrong(heading, what, _("type the cell anew"))
            return ""
        return cell

    def need(self, heading: str, most: int = 200) -> str:
        """The cell; an empty one is a mistake."""
        text = self.text(heading, most)
        if not text and not self._wrong_already(heading):
            self.wrong(heading, _("empty"), _("every line needs it"))
        return text

    def _wrong_already(self, heading: str) -> bool:
        last = self._table.problems.kept[-1:]
        return bool(last) and last[0].at == self.at and key(last[0].column) == heading

    def email(self, heading: str) -> str:
        """The cell as an e-mail address."""
        text = self.text(heading, 254)
        if not text:
            return ""
        try:
            validate_email(text)
        except ValidationError:
            self.wrong(heading, _("not an e-mail address"), _("mend it or leave the cell empty"))
            return ""
        return text

    def day(self, heading: str) -> date | None:
        """The cell as a day; None where it is empty."""
        text = self.text(heading)
        if not text:
            return None
        try:
            return day(text)
        except NotADay as problem:
            self.wrong(heading, str(problem), _("write 2026-09-01 or 01/09/2026, the day first"))
            return None

    def wrong(self, heading: str, what: str, hint: str) -> None:
        """A mistake in this line; the column is told as the file writes it."""
        place = self._table.places.get(heading)
        self._table.problems.add(self.at, heading if place is None else self._table.headings[place], what, hint)


def key(heading: str) -> str:
    """A heading as it is compared: `Legal Surname`, `legal_surname` and `legalSurname` are one.

    >>> key("Legal_Surname") == key(" legal surname") == key("legalSurname")
    True
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", heading).casefold()))


def _delimiter(line: str) -> str:
    """What parts the cells: the sign that Excel's `sep=` names, else the most frequent outside quotation marks."""
    told = _SEP.match(line.lstrip("\ufeff"))
    if told:
        return told[1]
    bare = re.sub(r'"[^"]*"', "", line)
    return max(_DELIMITERS, key=bare.count)


def _shown(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"} and char not in _DIRECTIONS


def _what(problem: csv.Error) -> str:
    if "limit" in str(problem):
        return _("a cell of more than 130,000 characters")
    return _("a quotation mark that is never closed, or one in the middle of a cell")
