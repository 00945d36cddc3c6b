"""What is wrong with a file, told so that whoever made it can mend it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

MOST_KEPT = 200


class At(NamedTuple):
    """A place in a file."""

    file: str
    line: int


class Problem(NamedTuple):
    """One mistake: where it is, what it is, and what would mend it. It quotes no cell, which may be personal."""

    at: At
    column: str
    what: str
    hint: str

    def __str__(self) -> str:
        place = f"{self.at.file}:{self.at.line}" + (f": {self.column}" if self.column else "")
        return f"{place}: {self.what}; hint: {self.hint}"


class UnusableFile(Exception):  # noqa: N818 (it reads as a sentence: raise UnusableFile)
    """A file that cannot be read at all."""

    def __init__(self, what: str, hint: str, at: At | None = None) -> None:
        super().__init__(what)
        self.problem = Problem(at or At("", 0), "", what, hint)

    def __str__(self) -> str:
        where = f"{self.problem.at.file}:{self.problem.at.line}: " if self.problem.at.file else ""
        return f"{where}{self.problem.what}; hint: {self.problem.hint}"


class Problems:
    """All mistakes of a file: the first are kept, the others counted."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.count = 0

    def add(self, at: At, column: str, what: str, hint: str) -> None:
        self.count += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append(Problem(at, column, what, hint))

    def __bool__(self) -> bool:
        return bool(self.count)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.kept)

    @property
    def more(self) -> int:
        """How many are counted only."""
        return self.count - len(self.kept)
