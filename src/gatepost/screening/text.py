"""A text made comparable: folded letters, tokens and sentences, each with its place in the original."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from gatepost.screening.folding import closed_up, fold_with_places, unleet
from gatepost.screening.kept import kept


class Token(NamedTuple):
    """A word: folded without apostrophes or a possessive ending, and its place in the folded text."""

    key: str
    start: int
    end: int


_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")  # the same for plain English, twice as fast


class Tokens(Sequence[Token]):
    """The words of a passage; each is made a `Token` only when asked for."""

    __slots__ = ("_keys", "_spans")

    def __init__(self, keys: list[str], spans: list[tuple[int, int]]) -> None:
        self._keys, self._spans = keys, spans

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, at: Any) -> Any:
        if at.__class__ is int:
            return Token(self._keys[at], *self._spans[at])
        return [Token(key, *span) for key, span in zip(self._keys[at], self._spans[at], strict=True)]


_BIG, _SMALL = "A-Z\u00c0-\u00de", "[^A-Z\u00c0-\u00de\\W\\d_]"
_CAMEL = re.compile(rf"[{_BIG}]+(?!{_SMALL})|[{_BIG}](?:{_SMALL}|')*|(?:{_SMALL}|')+|\d+")
_REACH = 600  # characters either way: no sentence is longer, and what has no end must not be read over and over
_MARKS = re.compile(r"[.!?\n;:|\U0001F300-\U0001FAFF\u2600-\u27BF]+[\"')\]]*| - ")
_ABBREVIATED = re.compile(r"(?:\b(?:mr|mrs|ms|dr|st|revd?|cllr|prof|vs?|no|e\.g|i\.e|etc)|\b[a-z])\.$")


class Passage:
    """One readable place of a draft: its words as written, folded, as tokens, and by sentence."""

    __slots__ = ("__dict__", "text", "where")

    def __init__(self, where: str, text: str) -> None:
        self.where = where
        self.text = text

    @kept
    def _folded_and_places(self) -> tuple[str, list[int] | None]:
        folded, places = closed_up(*fold_with_places(self.text))
        return unleet(folded), places

    @kept
    def folded(self) -> str:
        """The folded text, with digits that stand for letters put right."""
        return self._folded_and_places[0]

    @kept
    def spans(self) -> list[tuple[int, int]]:
        """Where each token stands in the folded text, a possessive ending left out."""
        folded = self.folded
        word = _ASCII_WORD if folded.isascii() else _WORD
        spans = [match.span() for match in word.finditer(folded)]
        if self.run_together:
            spans = [part for span in spans for part in self._parts(*span)]
        if "'s" in folded:
            spans = [
                (start, end - 2) if folded[end - 2 : end] == "'s" and end - start > 2 else (start, end)
                for start, end in spans
            ]
        return spans

    @kept
    def keys(self) -> list[str]:
        """Each token's letters and digits."""
        folded = self.folded
        if self.run_together or not folded.isascii():
            keys = [folded[start:end] for start, end in self.spans]
        else:  # the same without the places, which few texts are asked for
            keys = _ASCII_WORD.findall(folded)
            if "'s" in folded:
                keys = [key[:-2] if key.endswith("'s") and len(key) > 2 else key for key in keys]
        return [key.replace("'", "") for key in keys] if "'" in folded else keys

    @kept
    def words(self) -> frozenset[str]:
        """The different keys of the passage."""
        return frozenset(self.keys)

    @property
    def tokens(self) -> Tokens:
        """The words of the passage, in order."""
        return Tokens(self.keys, self.spans)

    @kept
    def run_together(self) -> bool:
        """Whether words may be run together anywhere here: hashtags, handles, a file name, an address."""
        return "#" in self.folded or "@" in self.folded or self.where == "link" or self.where.endswith(".file")

    def capital_at(self, i: int) -> bool:
        """Whether the author wrote token i with a capital."""
        places, start = self._folded_and_places[1], self.spans[i][0]
        return self.text[start if places is None else places[start]].isupper()

    def _camel(self, start: int) -> bool:
        """Whether words may be run together here: a hashtag, a handle, a file name, an address."""
        return self.folded[start - 1 : start] in ("#", "@") or self.where == "link" or self.where.endswith(".file")

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """`#WellDoneGrace` as three tokens; a run without capitals stays one."""
        first, last = self.original(start, end)
        if end - start < 6 or last - first != end - start or not self._camel(start):
            return [(start, end)]
        return [(start + m.start(), start + m.end()) for m in _CAMEL.finditer(self.text[first:last])] or [(start, end)]

    @kept
    def starts(self) -> list[int]:
        """Where sentences begin, in the folded text; the first is 0."""
        folded, starts = self.folded, [0]
        for match in _MARKS.finditer(folded):
            mark, end = match.group()[0], match.end()
            if mark in ".!?;:|" and folded[end : end + 1] not in ("", " ", "\n"):
                continue  # inside a word, a time or an address
            if mark == "." and _ABBREVIATED.search(folded, max(0, match.start() - 5), match.start() + 1):
                continue
            starts.append(end)
        return starts

    def set_apart(self, token: Token) -> bool:
        """Whether the author set the letters of this word apart: `G r a c e`."""
        first, last = self.original(token.start, token.end)
        return last - first > 2 * len(token.key) - 2

    def sentence(self, place: int) -> tuple[int, int]:
        """The bounds in the folded text of the sentence that holds `place`, cut off where it goes on for ever."""
        starts = self.starts
        index = bisect_right(starts, place) - 1
        end = starts[index + 1] if index + 1 < len(starts) else len(self.folded)
        return max(starts[index], place - _REACH), min(end, place + _REACH)

    def between(self, start: int, end: int) -> range:
        """The numbers of the tokens that begin from `start` to before `end` of the folded text."""
        return range(bisect_left(self._begins, start), bisect_left(self._begins, end))

    @kept
    def _begins(self) -> list[int]:
        return [start for start, _ in self.spans]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original text of a folded span."""
        places = self._folded_and_places[1]
        if places is None:
            return start, end
        if not places or start >= len(places):
            return len(self.text), len(self.text)
        last = places[min(end, len(places)) - 1] + 1 if end > start else places[start]
        return places[start], last

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """The folded offsets of a span of the original text."""
        places = self._folded_and_places[1]
        if places is None:
            return start, end
        return bisect_left(places, start), bisect_left(places, end)

    def quote(self, start: int, end: int) -> str:
        """The author's own words at a folded span."""
        first, last = self.original(start, end)
        return self.text[first:last]

    def capital(self, token: Token) -> bool:
        """Whether the author wrote this word with a capital."""
        first, _ = self.original(token.start, token.start + 1)
        return self.text[first : first + 1].isupper()

    def shouted(self, token: Token) -> bool:
        """Whether the whole word stands in capitals (two letters or more)."""
        words = self.quote(token.start, token.end)
        return len(words) > 1 and words.isupper()

    def shouted_or_single(self, token: Token) -> bool:
        """Whether a letter or two stand as capitals, as initials do."""
        return self.quote(token.start, token.end).isupper()

    @kept
    def all_capitals(self) -> bool:
        """Whether the whole passage is written in capitals, so that they say nothing."""
        return self.text.isupper()
