"""What the model of meaning reads of a draft: its words and pairs, who speaks and where; people by kind, never by letter."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gatepost.screening.reading import Reading
    from gatepost.screening.text import Passage

START, END = "<s>", "</s>"


def beginning(word: str) -> str:
    """The feature that a long word shares with those that begin alike; empty for a short word or a kind of name."""
    return f"{word[:5]}*" if len(word) > 5 and word[0] not in "<@" and word[-1] != "*" else ""


def who(reading: Reading) -> tuple[str, ...]:
    """Who speaks and where: features beside the words."""
    draft = reading.draft
    facts = ["@outside" if reading.outside else f"@{reading.role}", f"@{reading.kind}"]
    if reading.private:
        facts.append("@private")
    if draft.context.account in ("unregistered", "personal") and reading.kind == "sanctioned":
        facts.append("@unregistered")
    if reading.use:
        facts.append(f"@{reading.use}")
    return tuple(facts)


def features(reading: Reading) -> set[str]:
    """All features of a draft's text, as they are written."""
    words = told(reading)
    names = {*words, *(" ".join(pair) for pair in pairwise([START, *words, END])), *who(reading)}
    return names | {opening for opening in map(beginning, words) if opening}


_HAS_DIGIT = re.compile(r"\d")


def told(reading: Reading) -> list[str]:
    """The text's words in order; people, classes, the school and numbers told by kind."""
    words = reading.text.keys
    if _HAS_DIGIT.search(reading.text.folded):
        words = ["<number>" if word.isdigit() else word for word in words]
    found, at = [], 0
    for kind in kinds(reading, reading.text):
        found += words[at : kind.first]
        found.append(kind.name)
        at = kind.last
    return [*found, *words[at:]] if at else words


def told_words(reading: Reading) -> list[tuple[str, int, int]]:
    """The same with the place of each word in the folded text."""
    spans = reading.text.spans
    found, at = [], 0
    for kind in (*kinds(reading, reading.text), Kind(len(spans), len(spans), "")):
        for key, (start, end) in zip(reading.text.keys[at : kind.first], spans[at : kind.first], strict=True):
            found.append(("<number>" if key.isdigit() else key, start, end))
        if kind.name:
            found.append((kind.name, spans[kind.first][0], spans[kind.last - 1][1]))
        at = kind.last
    return found


class Kind(NamedTuple):
    """The tokens from `first` to before `last` are told by kind."""

    first: int
    last: int
    name: str


def kinds(reading: Reading, passage: Passage) -> list[Kind]:
    """Where people, classes and the school are named in a passage, in order and without overlap."""
    found = [_kind(passage, m.start, m.end, f"<{m.kind}>") for where, m in reading.mentions if where is passage]
    found += [
        _kind(passage, seen.start, seen.end, "<class>") for seen in reading.class_spans if seen.passage is passage
    ]
    if reading.brand and reading.brand.passage is passage:
        found.append(_kind(passage, reading.brand.start, reading.brand.end, "<school>"))
    staff = reading.known.roll.staff_words_all & passage.words
    if staff:
        found += [
            Kind(i, i + 1, "<staff>") for i, key in enumerate(passage.keys) if key in staff and passage.capital_at(i)
        ]
    if len(found) < 2:
        return [kind for kind in found if kind.first < kind.last]
    apart: list[Kind] = []
    for kind in sorted(found, key=lambda kind: kind.first):  # of those that begin together the first found
        if kind.first < kind.last and not (apart and kind.first < apart[-1].last):
            apart.append(kind)
    return apart


def _kind(passage: Passage, start: int, end: int, name: str) -> Kind:
    tokens = passage.between(start, end)
    return Kind(tokens.start, tokens.stop, name)
