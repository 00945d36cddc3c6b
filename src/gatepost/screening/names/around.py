"""A passage word by word: what stands beside what, written how, in which sentence."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from gatepost.screening.kept import kept
from gatepost.screening.names.lexicon import words
from gatepost.screening.names.roll import Roll
from gatepost.screening.text import Passage, Token, Tokens

Kind = Literal["full", "part", "first"]

ORDINARY, LEADERS, FOLLOWERS = words("ordinary"), words("leaders"), words("followers")

# What may stand between the parts of one name: spaces, line breaks, hyphens, emoji; not a stop or a comma.
_JOINS = re.compile(r"[^a-z0-9.,!?;:'\"/&()]*\.?")
_SPACE = re.compile(r"[\s_.\-]*")
_PRAISE = frozenset(
    "done congratulations congrats bravo kudos shout shoutout proud birthday award awarded certificate prize medal"
    " trophy winner winners star champion thanks thank presented goes welcome".split()
)
_IN_NAMED = re.compile(r"(?:'s)?,? ?(?:\(|in|from|of|who is in) ?\(?(?:our |my |the )?([a-z]+)")
_IN_CLASS = re.compile(
    r"(?:'s)?,? ?(?:\(|in|from|of|aged?|who is) ?\(?(?:our |my |the )?(?:class |year |yr |y)?(?:\d{1,2} ?[a-z]?\b"
    r"(?! ?(?:am|pm|st|nd|rd|th|%|p\b|hours?|minutes?|times|books|points|goals|pages|weeks|days))|reception\b)"
)


class Mention(NamedTuple):
    """A pupil in the words: `full` name, `part` (first name or initials with a surname or class), or `first`.

    `start` and `end` are offsets in the folded passage; `rows` index the roll's pupils. `sure` is
    whether the words around make it a person (a first name that is a word needs that).
    """

    kind: Kind
    start: int
    end: int
    rows: tuple[int, ...]
    sure: bool = True


class Words:
    """A passage beside the roll, with what is asked of its words again and again."""

    def __init__(self, passage: Passage, roll: Roll, school: str, shown: frozenset[int], *, eager: bool) -> None:
        self.passage, self.roll, self.school, self.shown, self.eager = passage, roll, school, shown, eager
        self.folded = passage.folded
        self.loose = passage.where.endswith((".file", ".ocr")) or passage.where == "link"

    @kept
    def tokens(self) -> Tokens:
        """The words of the passage."""
        return self.passage.tokens

    def _capital(self, i: int) -> bool:
        return self.passage.capital_at(i)

    def _opens_sentence(self, i: int) -> bool:
        """Whether only spaces, quotes or marks stand between the sentence's start and this word."""
        start, _ = self.passage.sentence(self.tokens[i].start)
        return not (i and self.tokens[i - 1].start >= start)

    def _joined(self, left: Token, right: Token) -> bool:
        gap = self.folded[left.end : right.start]
        if gap in (" ", "-"):
            return True
        if gap.startswith("."):
            return len(left.key) == 1 or (gap == "." and self.loose) or gap == "."
        return len(gap) <= 12 and _JOINS.fullmatch(gap) is not None and "." not in gap

    def _joined_or_dot(self, left: Token, right: Token) -> bool:
        return self.folded[left.end : right.start] in (" ", ". ", ".", "\u00a0", "  ")

    def _touches(self, i: int, j: int) -> bool:
        return (
            _SPACE.fullmatch(self.folded, self.tokens[i].end, self.tokens[j].start) is not None
            and ("." not in self.folded[self.tokens[i].end : self.tokens[j].start] or self.loose)
            and "\n" not in self.folded[self.tokens[i].end : self.tokens[j].start]
        )

    def _class_at(self, i: int) -> bool:
        key = self.tokens[i].key
        return key in self.roll.class_words or key in ("year", "class", "y") or key[0].isdigit()

    def _class_in_sentence(self, i: int) -> bool:
        start, end = self.passage.sentence(self.tokens[i].start)
        return any(j != i and self._class_at(j) for j in self.passage.between(start, end))

    def _with_class(self, last: int) -> bool:
        """`Grace in 4W`, `Grace (4W)`, `Grace from Year 6`."""
        end = self.tokens[last].end
        tail = self.folded[end : end + 24]
        if _IN_CLASS.match(tail):
            return True
        named = _IN_NAMED.match(tail)
        return named is not None and any(named.group(1).startswith(w) for w in (named.group(1), named.group(1).rstrip("s"))
                                         if w in self.roll.class_words)  # fmt: skip

    def _praised(self, i: int) -> bool:
        """Praise, birthday or award words within a few words before, in the same sentence."""
        tokens = self.tokens
        start, _ = self.passage.sentence(tokens[i].start)
        near = [t.key for t in tokens[max(0, i - 5) : i] if t.start >= start]
        return bool(_PRAISE.intersection(near))

    def _rows_first(self, key: str) -> list[int]:
        return self.roll.first_here(key, self.school)
