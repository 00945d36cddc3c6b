"""Regular expressions that are only tried where they match.

All of them are also compiled, in a looser form, into one set of google-re2, which reads a text once,
however many expressions there are, and says which of them match. Python's `re` then finds the exact
place of the few that do. The looser form is read off the expression itself, so the two cannot fall out
of step: whatever the expression matches, its looser form matches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from re import _constants as ops
from re import _parser as parser
from typing import Any

import re2

_ALL: list[Pattern] = []


class Pattern:
    """A compiled expression over folded text, with the number it has in the gate."""

    __slots__ = ("expression", "number")

    def __init__(self, expression: str) -> None:
        self.expression = re.compile(expression)
        self.number = len(_ALL)
        _ALL.append(self)

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        """The first match in a text, within bounds if given."""
        return self.expression.search(text, *bounds)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in a text."""
        return self.expression.finditer(text)


def looser(expression: str) -> str:
    """An expression in re2's syntax that matches every text the given one matches, and perhaps a few more.

    What looks around is left out, a repeat between bounds may go on, and of parts with a stretch of any
    words between them only the longest stays: re2 would tell all of it apart in states, hundreds of thousands.

    >>> looser(r"(?<!no )\\b(?:gate|door)s?[^.!?]{0,30}code")
    '\\\\b(?:gate|door)s?'
    """
    return _sequence(parser.parse(expression))


def _sequence(items: Iterable[tuple[Any, Any]]) -> str:
    parts: list[list[tuple[Any, Any]]] = [[]]
    for kind, value in items:
        if _runs_over_words(kind, value):
            parts.append([])
        else:
            parts[-1].append((kind, value))
    return "".join(_item(kind, value) for kind, value in max(parts, key=_length))


def _runs_over_words(kind: Any, value: Any) -> bool:
    """Whether this is a repeat that can go on over spaces."""
    if kind not in (ops.MAX_REPEAT, ops.MIN_REPEAT) or value[1] == 1:
        return False
    return re.search(_sequence(value[2]) or ".", " ") is not None


def _length(items: Iterable[tuple[Any, Any]]) -> float:
    """The letters that a match of these items has at least, a choice of letters counting for less."""
    total = 0.0
    for kind, value in items:
        if kind is ops.LITERAL:
            total += 1
        elif kind is ops.IN:
            total += 0.3
        elif kind is ops.SUBPATTERN:
            total += _length(value[3])
        elif kind is ops.BRANCH:
            total += min(map(_length, value[1]))
        elif kind in (ops.MAX_REPEAT, ops.MIN_REPEAT):
            total += value[0] * _length(value[2])
    return total


def _item(kind: Any, value: Any) -> str:
    if kind is ops.LITERAL:
        return _letter(value)
    if kind is ops.NOT_LITERAL:
        return f"[^{_letter(value)}]"
    if kind is ops.IN:
        return _letters(value)
    if kind is ops.AT:
        return r"\b" if value is ops.AT_BOUNDARY else ""
    if kind is ops.BRANCH:
        return f"(?:{'|'.join(map(_sequence, value[1]))})"
    if kind is ops.SUBPATTERN:
        return f"(?:{_sequence(value[3])})"
    if kind in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        return _repeat(*value)
    if kind in (ops.ASSERT, ops.ASSERT_NOT):
        return ""
    return r"[\s\S]*" if kind is ops.GROUPREF else r"[\s\S]"


def _repeat(least: int, most: Any, items: Iterable[tuple[Any, Any]]) -> str:
    inner = _sequence(items)
    body = inner if re.fullmatch(r"\[[^\]\\]*\]|\\?\w", inner) else f"(?:{inner})"
    if (least, most) == (0, 1):
        return f"{body}?"
    if least == most:
        return f"{body}{{{least}}}"
    return f"{body}*" if least == 0 else f"{body}+" if least == 1 else f"{body}{{{least},}}"


_CATEGORIES = {
    ops.CATEGORY_DIGIT: r"\d", ops.CATEGORY_NOT_DIGIT: r"\D", ops.CATEGORY_WORD: r"\w",
    ops.CATEGORY_NOT_WORD: r"\W", ops.CATEGORY_SPACE: r"\s", ops.CATEGORY_NOT_SPACE: r"\S",
}  # fmt: skip


def _letters(parts: Iterable[tuple[Any, Any]]) -> str:
    inside = ""
    for kind, value in parts:
        if kind is ops.NEGATE:
            inside += "^"
        elif kind is ops.LITERAL:
            inside += _letter(value)
        elif kind is ops.RANGE:
            inside += f"{_letter(value[0])}-{_letter(value[1])}"
        else:
            inside += _CATEGORIES[value]
    return f"[{inside}]"


def _letter(code: int) -> str:
    char = chr(code)
    return char if char.isalnum() or code > 127 or char in " !'@#_" else rf"\x{code:02x}"


def named(signal: str | int) -> str:
    """What a signal is, for people: a group of phrases or a trait by its name, a pattern by how it begins."""
    if isinstance(signal, str):
        return signal.lstrip(":")
    return f"/{_ALL[signal].expression.pattern[:24]}…/"


class _Plain(dict[int, str]):
    """A translate table for what re2 reads otherwise than `re`: letters and digits beyond ASCII.

    To re2 they part words. None of them stands in any expression, so that each may become an `x`.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = "x" if code > 127 and char.isalnum() else " " if 0xD800 <= code <= 0xDFFF else char
        if len(self) < 20_000:
            self[code] = plain
        return plain


_PLAIN = _Plain()


_MEMORY = 1 << 26  # bytes for re2's table of states, which fills only as far as texts need


class Gate:
    """Which patterns match a text."""

    def __init__(self, patterns: list[Pattern]) -> None:
        options = re2.Options()
        options.never_capture = True
        options.max_mem = _MEMORY
        options.log_errors = False
        self._set = re2.Set.SearchSet(options)
        for pattern in patterns:
            self._set.Add(looser(pattern.expression.pattern))
        self._sentinel = self._set.Add("")  # matches every text, so that its absence tells of a failure
        self._set.Compile()
        self._all = list(range(len(patterns)))

    def open(self, folded: str) -> list[int]:
        """The numbers of the patterns that match, and perhaps of a few that only nearly do."""
        plain = folded if folded.isascii() else folded.translate(_PLAIN)
        found: list[int] = self._set.Match(plain.encode()) or []
        if self._sentinel not in found:  # re2 gave up for want of memory and says nothing: then all may match
            return self._all
        return found


@cache
def _gate(size: int) -> Gate:
    return Gate(_ALL[:size])


def gate() -> Gate:
    """The gate of every pattern declared so far."""
    return _gate(len(_ALL))
