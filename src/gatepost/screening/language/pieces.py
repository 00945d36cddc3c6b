"""A draft as the second tier reads it: word pieces in order, people by kind, who speaks before what is said.

Word pieces are those of BERT (Wu and others 2016, section 4.1): the longest known beginning, then the longest known
continuation (`##…`), down to single letters. The text is the folded one, so case and look-alikes are gone already.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from gatepost.screening.language.features import kinds, who
from gatepost.screening.text import Passage

if TYPE_CHECKING:
    from gatepost.screening.reading import Reading

FIRST, BETWEEN, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST = 160  # pieces that are read at once: about 120 words
BESIDE = {"photo.caption": "caption", "photo.ocr": "picture"}  # what announces the words of a picture
_LONGEST_PIECE = 18
_LONGEST_WORD = 100  # letters; what is longer is no word
_MOST_FACTS = 24  # words that tell who speaks: a role is what somebody wrote into a draft
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


def speaker(reading: Reading) -> list[str]:
    """The words that tell who speaks, where, and with what beside: `teacher`, `closed`, `group`, `photo`."""
    facts = [*who(reading), *(["photo"] if reading.draft.photos else []), *(["link"] if reading.draft.links else [])]
    return " ".join(facts).replace("@", "").replace("_", " ").split()[:_MOST_FACTS]


class Sentence(NamedTuple):
    """The words and marks of one sentence of a passage, in order, its place in the folded text, and where each word begins."""

    passage: Passage
    start: int
    end: int
    words: list[str]
    begins: list[int]

    def part(self, first: int, last: int) -> Sentence:
        """Its words from `first` to before `last`."""
        start = self.begins[first] if first else self.start
        end = self.begins[last] if last < len(self.words) else self.end
        return Sentence(self.passage, start, end, self.words[first:last], self.begins[first:last])


def sentences(reading: Reading) -> Iterator[Sentence]:
    """The sentences of a draft: those of its text, then those beside or in its pictures, each of these announced."""
    for passage in reading.prose:
        starts = passage.starts
        announced = BESIDE.get(passage.where)
        bounds = pairwise([*starts, len(passage.folded)])
        for (start, end), words in zip(bounds, _by_sentence(_words(reading, passage), starts), strict=True):
            if words and announced:
                yield Sentence(passage, start, start, [BETWEEN, announced], [start, start])
                announced = ""
            if words:
                yield Sentence(passage, start, end, [word for word, _ in words], [begins for _, begins in words])


def _by_sentence(words: Iterable[tuple[str, int]], starts: list[int]) -> list[list[tuple[str, int]]]:
    found: list[list[tuple[str, int]]] = [[] for _ in starts]
    for word, begins in words:
        found[bisect_right(starts, begins) - 1].append((word, begins))
    return found


def spoken(reading: Reading) -> Iterator[str]:
    """The words and marks of a draft in order."""
    return chain.from_iterable(sentence.words for sentence in sentences(reading))


def _words(reading: Reading, passage: Passage) -> Iterator[tuple[str, int]]:
    """Words and marks with their places in the folded text; people, classes and the school by kind."""
    folded, spans, at = passage.folded, passage.spans, 0
    for kind in kinds(reading, passage):
        start = spans[kind.first][0]
        yield from ((match.group(), match.start()) for match in _WORD.finditer(folded, at, start))
        yield kind.name, start
        at = spans[kind.last - 1][1]
    yield from ((match.group(), match.start()) for match in _WORD.finditer(folded, at))


class Pieces:
    """The numbers of the pieces of words, by the place of each piece in the model's list."""

    def __init__(self, listed: list[str]) -> None:
        self._number = {piece: number for number, piece in enumerate(listed)}

    def head(self, speaks: Iterable[str]) -> int:
        """How many pieces tell who speaks, with what stands around them."""
        return sum(len(self.of_word(word)) for word in (FIRST, *speaks, BETWEEN))

    def read(self, speaks: Iterable[str], said: Iterable[str]) -> tuple[list[int], int]:
        """The pieces of a text, at most `LONGEST`, and how many of them tell who speaks."""
        found = [number for word in (FIRST, *speaks, BETWEEN) for number in self.of_word(word)]
        head = len(found)
        for word in said:
            found += self.of_word(word)
            if len(found) >= LONGEST:
                break
        return [*found[: LONGEST - 1], self._number[BETWEEN]], head

    def of_word(self, word: str) -> list[int]:
        """The numbers of a word's pieces; nothing is kept, so that no draft is."""
        numbers, start = self._number, 0
        if len(word) > _LONGEST_WORD:
            return [numbers[UNKNOWN]]
        found: list[int] = []
        while start < len(word):
            opening = "##" if start else ""
            ends = range(min(len(word), start + _LONGEST_PIECE), start, -1)
            end = next((end for end in ends if opening + word[start:end] in numbers), start)
            if end == start:
                return [numbers[UNKNOWN]]
            found.append(numbers[opening + word[start:end]])
            start = end
        return found
