"""Regular expressions that are only tried where they can match.

Each pattern knows a set of letters-in-a-row of which every match must hold one. One automaton looks for
all of them at once; a text in which none of a pattern's occurs is never given to it. The set is read
off the compiled expression, so it cannot fall out of step with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

_ALL: list[Pattern] = []


class Pattern:
    """A compiled expression over folded text, with a number and the pieces one of which it needs."""

    __slots__ = ("expression", "needs", "number")

    def __init__(self, expression: str) -> None:
        self.expression = re.compile(expression)
        self.needs = needed(expression)
        self.number = len(_ALL)
        _ALL.append(self)

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        """The first match in a text, within bounds if given."""
        return self.expression.search(text, *bounds)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in a text."""
        return self.expression.finditer(text)


class Piece(NamedTuple):
    """Letters in a row, in spaced text; whether they stand at the very start or end of their expression."""

    letters: str
    first: bool
    last: bool


def needed(expression: str) -> frozenset[str]:
    """Pieces of which every match of the expression holds at least one; empty if there is no such set.

    In a piece a space stands for the edge of a word and for whatever parts words.

    >>> sorted(needed(r"\\b(?:gate|door) ?codes?\\b")), needed(r"\\w+")
    ([' door', ' gate'], frozenset())
    """
    pieces = _of_sequence(list(parser.parse(expression)))
    if not pieces or min(_rarity(piece.letters) for piece in pieces) < 1:
        return frozenset()  # a piece that every text holds keeps nothing out
    return frozenset(piece.letters for piece in pieces)


def _of_sequence(items: list[Any]) -> list[Piece] | None:
    """The best set of pieces in a row of items: the longest run of letters, or one alternative of a group."""
    best: list[Piece] | None = None
    at = 0
    while at < len(items):
        end = at + 1
        if _letter(items[at]) is not None:
            while end < len(items) and _letter(items[end]) is not None:
                end += 1
            run = re.sub(" +", " ", "".join(_letter(item) or "" for item in items[at:end]))
            found = [Piece(run, at == 0, end == len(items))] if run.strip() else None
        else:
            found = _edged(_of_item(*items[at]), items, at)
        best = _better(best, found)
        at = end
    return best


def _letter(item: Any) -> str | None:
    """What an item adds to a run: its letter, or a space for a word's edge."""
    kind, value = item
    if kind is ops.LITERAL:
        return chr(value).translate(_SPACING)
    return " " if kind is ops.AT and value is ops.AT_BOUNDARY else None


def _edged(pieces: list[Piece] | None, items: list[Any], at: int) -> list[Piece] | None:
    """The pieces of a group with the word's edge, or the space, that stands right before or after it."""
    if not pieces:
        return None
    before = at > 0 and _letter(items[at - 1]) == " "
    after = at + 1 < len(items) and _letter(items[at + 1]) == " "
    first = at == 0 or (before and at == 1)
    last = at == len(items) - 1 or (after and at == len(items) - 2)
    edged = []
    for piece in pieces:
        letters = piece.letters
        if before and piece.first and not letters.startswith(" "):
            letters = " " + letters
        if after and piece.last and not letters.endswith(" "):
            letters += " "
        edged.append(Piece(letters, first and piece.first, last and piece.last))
    return edged


def _of_item(kind: Any, value: Any) -> list[Piece] | None:
    if kind is ops.SUBPATTERN:
        return _of_sequence(list(value[3]))
    if kind in (ops.MAX_REPEAT, ops.MIN_REPEAT) and value[0] > 0:
        inner = _of_sequence(list(value[2]))
        # a repeat's inner edges are not the edges of the whole
        return [piece._replace(first=False, last=False) for piece in inner] if inner else None
    if kind is ops.IN and all(_is_digits(*part) for part in value):
        return [Piece(_DIGIT, False, False)]
    if kind is ops.BRANCH:
        parts = [_of_sequence(list(branch)) for branch in value[1]]
        if all(parts):
            return [piece for part in parts if part for piece in part]
    return None


def _is_digits(kind: Any, value: Any) -> bool:
    if kind is ops.CATEGORY:
        return bool(value is ops.CATEGORY_DIGIT)
    return (kind is ops.RANGE and value[0] >= 48 and value[1] <= 57) or (kind is ops.LITERAL and 48 <= value <= 57)


def _better(one: list[Piece] | None, other: list[Piece] | None) -> list[Piece] | None:
    """The set whose commonest piece is rarer; of equals the smaller one."""
    if not one or not other:
        return one or other
    return max(one, other, key=lambda pieces: (min(_rarity(p.letters, edge=p.first) for p in pieces), -len(pieces)))


def _rarity(letters: str, *, edge: bool = False) -> float:
    """How seldom letters occur in ordinary text, roughly: 0 for the commonest words, else their length up to 5."""
    bare = letters.strip()
    if bare in _COMMON:
        return len(bare) / 10
    # the end of a longer word is met more often; what opens its group mostly stands at the edge of a word
    inside = 0.0 if edge or letters[0] == " " else 1.5
    return max(1.0, min(5.0, len(bare) + (len(letters) - len(bare)) / 2) - inside)


_COMMON = frozenset(
    "the a an my our to in of is are was were for with and you your we it on at this that be been have has had not as by from"
    " i he she they his her their will all so out up one do can no or if me us ing ed er s t re d".split()
)


class _Spacing(dict[int, str]):
    """A translate table: a space for whatever is no letter or digit, save for a few signs."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if not char.isalnum():  # signs that patterns name stand as words of their own
            char = f" {char} " if char in "£@#/_" or (code > 0x2000 and not char.isspace()) else " "
        if len(self) < 20_000:
            self[code] = char
        return char


_SPACING = _Spacing()
_DIGIT = "\x01"
_HAS_DIGIT = re.compile(r"\d")


def spaced_letters(folded: str) -> str:
    """The text with one space for every stretch that is neither letters nor digits.

    A digit anywhere is told by a mark at the end, which a pattern of digits alone can need.
    """
    text = " ".join(folded.translate(_SPACING).split())
    return f" {text} {_DIGIT if _HAS_DIGIT.search(text) else ''}"


class Gate:
    """Which patterns can match a text at all."""

    def __init__(self, patterns: list[Pattern]) -> None:
        by_piece: dict[str, set[int]] = {}
        for pattern in patterns:
            for piece in pattern.needs:
                by_piece.setdefault(piece, set()).add(pattern.number)
        self.size = len(patterns)
        self._always = frozenset(p.number for p in patterns if not p.needs)
        self._numbers = [frozenset(numbers) for numbers in by_piece.values()]
        self._automaton = AhoCorasick(list(by_piece))

    def open(self, folded: str) -> frozenset[int]:
        """The numbers of the patterns that may match."""
        text = spaced_letters(folded)
        hit = {piece for piece, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        return self._always.union(*(self._numbers[piece] for piece in hit))


@cache
def _gate(size: int) -> Gate:
    return Gate(_ALL[:size])


def gate() -> Gate:
    """The gate of every pattern declared so far."""
    return _gate(len(_ALL))
