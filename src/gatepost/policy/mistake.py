"""Something that is wrong with a pack."""

from __future__ import annotations

from typing import NamedTuple

Step = str | int


class Mistake(NamedTuple):
    """Something wrong at a place of the pack: a file, and the steps that lead to the value in it."""

    file: str
    path: tuple[Step, ...]
    what: str
    expected: str
    hint: str
