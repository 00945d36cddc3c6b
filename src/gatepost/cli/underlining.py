"""An author's own words, broken into lines, with the words that were found underlined on the line below.

The underlines differ by shape (solid, double, wavy), so they tell block, hold and advise apart without colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from gatepost.cli.printing import STYLES, Paper
from gatepost.policy.verdict import Verdict

_LONG = 1500  # characters; of a longer text only the neighbourhood of what was found is shown
_AROUND = 120
_MOST = 12  # places of a long text


class Mark(NamedTuple):
    """What was found at the characters [start, end)."""

    start: int
    end: int
    verdict: Verdict


class _Cell(NamedTuple):
    """One character as it is shown, its columns, and how strict the strictest mark on it is."""

    shown: str
    width: int
    verdict: Verdict


def underline(paper: Paper, text: str, marks: Iterable[Mark], indent: int = 0, label: str = "") -> None:
    """Print the text with its marks, behind a label if there is one; a long text as excerpts."""
    marks = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    width = max(12, paper.width - indent - len(label))
    for words, below in _lines(paper, text, marks, width):
        paper.line(Text().append(label, style="dim").append_text(words), indent)
        label = " " * len(label)
        if below.plain:
            paper.line(Text(label).append_text(below), indent)


def _lines(paper: Paper, text: str, marks: list[Mark], width: int) -> Iterator[tuple[Text, Text]]:
    """Each line of words, and the line to stand below it."""
    gap = Text("[…]" if paper.fancy else "[...]", style="dim"), Text()
    for number, (start, end) in enumerate(_excerpts(text, marks)):
        if start and not number:
            yield gap
        for row in _rows(_cells(paper, text, start, end, marks), width):
            yield _styled(paper, row)
        if end < len(text):
            yield gap


def _excerpts(text: str, marks: list[Mark]) -> Iterator[tuple[int, int]]:
    """The stretches to show: everything, or the places of the strictest marks with something around them."""
    if len(text) <= _LONG:
        yield 0, len(text)
        return
    chosen = sorted(sorted(marks, key=lambda mark: (-mark.verdict, mark.start))[:_MOST])
    spans = [(max(0, m.start - _AROUND), min(len(text), m.start + _AROUND * 3, m.end + _AROUND)) for m in chosen]
    start, end = spans[0] if spans else (0, _AROUND * 3)
    for first, last in spans[1:]:
        if first > end:
            yield start, end
            start = first
        end = max(end, last)
    yield start, end


def _cells(paper: Paper, text: str, start: int, end: int, marks: list[Mark]) -> list[_Cell]:
    verdicts = [Verdict.ALLOW] * (end - start)
    for mark in marks:
        for place in range(max(start, mark.start), min(end, mark.end)):
            verdicts[place - start] = max(verdicts[place - start], mark.verdict)
    cells = []
    for char, verdict in zip(text[start:end], verdicts, strict=True):
        shown = char if char == "\n" else paper.shown(char)
        if shown:
            cells.append(_Cell(shown, 0 if char == "\n" else cell_len(shown), verdict))
    return cells


def _rows(cells: list[_Cell], width: int) -> Iterator[list[_Cell]]:
    """Lines of at most `width` columns, broken at the author's own line ends, then at spaces, then anywhere."""
    row: list[_Cell] = []
    columns = 0
    for cell in cells:
        if cell.shown == "\n":
            yield row
            row, columns = [], 0
            continue
        while row and columns + cell.width > width:
            if cell.shown == " ":
                break
            space = max((i for i, c in enumerate(row) if c.shown == " "), default=-1)
            cut = space + 1 if space >= 0 else len(row)
            yield row[:cut]
            row = row[cut:]
            columns = sum(c.width for c in row)
        row.append(cell)
        columns += cell.width
    if row:
        yield row


def _styled(paper: Paper, row: list[_Cell]) -> tuple[Text, Text]:
    """A line of words in their colours, and the underlines below it; runs of one kind are styled together."""
    while row and row[-1].shown == " ":
        row = row[:-1]
    words, below = Text(), Text()
    for verdict, run in groupby(row, key=lambda cell: cell.verdict):
        cells = list(run)
        rule, style = (paper.rule(verdict), f"bold {STYLES[verdict]}") if verdict > Verdict.ALLOW else (" ", "")
        words.append("".join(cell.shown for cell in cells), style=style)
        below.append(rule * sum(cell.width for cell in cells), style=style)
    below.rstrip()
    return words, below
