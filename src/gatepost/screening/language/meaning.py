"""A small linear model that reads what words mean together, and says which words moved it.

One row of whole numbers for each feature of the text, one column for each sign; the sum of a text's rows,
evened by its length and calibrated, is the likelihood of the sign. Weights are a readable file made by
`make train`; nothing is fetched. Names, classes, numbers and the school's own name are features by kind,
never by letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from math import ceil, exp, log
from typing import TYPE_CHECKING, Literal, NamedTuple

from gatepost.screening.language.features import END, START, beginning, told, told_words, who

if TYPE_CHECKING:
    from gatepost.screening.reading import Reading
    from gatepost.screening.text import Passage

_BESIDE = 0.3  # of the heaviest sentence's weight: a neighbour that has so much is quoted too
_FEW = 24  # features: a text of a dozen words
SCALE = 32.0  # a weight of 1 is written as 32
Pair = tuple[str, str]

# A row is one long number with a lane of bits for each column, so that adding rows is one addition.
_LANE = 24
_TOP = 1 << (_LANE - 1)
_MOST = _TOP >> 1  # more than the rows of all features together can add up to, either way


class Judgement(NamedTuple):
    """How likely a draft shows a sign (0 to 1), and who says so: the first tier, the second, or both."""

    sign: str
    likelihood: float
    by: Literal["first", "second", "both"] = "first"


class Place(NamedTuple):
    """The words that say so most: offsets in a passage's folded text."""

    passage: Passage
    start: int
    end: int


class Column(NamedTuple):
    """A sign: its starting weight, and how a weight becomes a likelihood (`sigmoid(slope * weight + level)`).

    `ruled` is added to the level where a rule that goes by words has seen the sign.
    """

    sign: str
    bias: float
    slope: float
    level: float
    ruled: float = 0.0

    def likelihood(self, weight: float, *, ruled: bool = False) -> float:
        """From an evened sum of weights to a likelihood; `ruled` where a rule by words has spoken too."""
        return sigmoid(self.slope * (self.bias + weight) + self.level + self.ruled * ruled)

    def needs(self, likelihood: float) -> float:
        """The evened sum of weights that has this likelihood."""
        return (logit(likelihood) - self.level) / self.slope - self.bias


class Rows(dict[str, int]):
    """The row of each word: its own weights and those of its beginning, spread into lanes when it is first met.

    A word that the model does not know has the row of its beginning; it is not kept, so that no draft is.
    """

    def __init__(self, written: dict[str, str]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, word: str) -> int:
        opening, known = beginning(word), self._written.get(word)
        row = self[opening] if opening in self._written else 0
        if known is not None:
            row = self[word] = row + spread(known)
        return row


class PairRows(dict[Pair, int]):
    """The row of each pair of words that the model knows, spread into lanes when it is first met."""

    def __init__(self, written: dict[Pair, str]) -> None:
        super().__init__()
        self._written = written
        self.known = written.keys()

    def __missing__(self, pair: Pair) -> int:
        row = self[pair] = spread(self._written[pair])
        return row


class Weight(NamedTuple):
    """The sum of a text's rows, and what each unit of it counts for."""

    total: int
    size: int
    share: float


class Bars(NamedTuple):
    """From which likelihood each of some signs is told, also as packed numbers that a sum is held against."""

    levels: dict[str, float]
    needs: tuple[tuple[int, float], ...]
    packed: dict[int, int]


class Model:
    """Weights by feature and sign."""

    def __init__(self, columns: Sequence[Column], written: dict[str, str]) -> None:
        self.columns = tuple(columns)
        self._numbers = {column.sign: number for number, column in enumerate(columns)}
        self.words = Rows({name: row for name, row in written.items() if " " not in name})
        self.pairs = PairRows({(left, right): row for left, right, row in _pairs_of(written)})
        self._tops = sum(_TOP << number * _LANE for number in range(len(columns)))

    def bars(self, likelihoods: dict[str, float]) -> Bars:
        """Bars for these signs, each with the likelihood from which it is told. Work them out once and keep them."""
        needs = ((self._numbers[sign], level) for sign, level in likelihoods.items())
        return Bars(likelihoods, tuple((number, self.columns[number].needs(level)) for number, level in needs), {})

    def judge(self, reading: Reading, bars: Bars) -> Iterator[Judgement]:
        """What the text of a draft shows, for each sign that reaches its bar."""
        if not self.reaches(reading, bars):
            return
        total, _, share = reading.weight
        for number, need in bars.needs:
            weight = self.lane(total, number) * share
            if weight >= need:
                column = self.columns[number]
                yield Judgement(column.sign, column.likelihood(weight))

    def reaches(self, reading: Reading, bars: Bars) -> bool:
        """Whether any sign reaches its bar: one subtraction for all, the top bit of a lane tells."""
        total, size, _ = reading.weight
        return bool((total + self._tops - self._held_against(bars, size)) & self._tops)

    def weigh(self, reading: Reading) -> Weight:
        """The sum of the rows of a draft's features."""
        words = told(reading)
        distinct, pairs = {*words}, {*pairwise([START, *words, END])}
        size = len(distinct) + len(pairs)
        return Weight(self._total(distinct, pairs, who(reading)), size, evened(size) / SCALE)

    def knows(self, sign: str) -> bool:
        """Whether it has learnt this sign."""
        return sign in self._numbers

    def likelihood(self, reading: Reading, sign: str, *, ruled: bool = False) -> float:
        """How likely the text shows a sign, whatever the bars."""
        number = self._numbers[sign]
        return self.columns[number].likelihood(
            self.lane(reading.weight.total, number) * reading.weight.share, ruled=ruled
        )

    def evidence(self, reading: Reading, sign: str) -> float:
        """What a draft's words say of a sign, as log-odds."""
        return self.of_row(reading, reading.weight.total, sign)

    def of_row(self, reading: Reading, row: int, sign: str) -> float:
        """The same for a sum of some rows of a draft."""
        number = self._numbers[sign]
        column = self.columns[number]
        return column.slope * (column.bias + self.lane(row, number) * reading.weight.share) + column.level

    def _total(self, words: Iterable[str], pairs: set[Pair], speaker: Iterable[str]) -> int:
        row = self.words.__getitem__
        of_words = sum(map(row, words)) + sum(map(row, speaker))
        return of_words + sum(map(self.pairs.__getitem__, self.pairs.known & pairs))

    def _held_against(self, bars: Bars, size: int) -> int:
        """What a sum must reach in each lane for a text of this many features; unreachable where there is no bar."""
        held = bars.packed.get(size)
        if held is None:
            share = evened(size) / SCALE
            levels = dict(bars.needs)
            held = 0
            for number in range(len(self.columns)):
                level = ceil(levels[number] / share) if number in levels else _MOST
                held += max(-_MOST, min(_MOST, level)) << number * _LANE  # so that no lane borrows from the next
            if len(bars.packed) < 2_000:
                bars.packed[size] = held
        return held

    def pointed(self, reading: Reading, sign: str, _: float = 0.0) -> Place:
        """The sentence in which the words weigh most for a sign, with its neighbours that weigh a good part of that."""
        number = self._numbers[sign]
        weights = {place: self.lane(row, number) for place, row in sorted(reading.weight_by_sentence.items())}
        if not weights:
            return Place(reading.text, 0, len(reading.text.folded))
        places, most = list(weights), max(weights.values())
        first = last = places.index(max(weights, key=weights.__getitem__))
        enough = max(1, _BESIDE * most)
        while first and weights[places[first - 1]] >= enough:
            first -= 1
        while last + 1 < len(places) and weights[places[last + 1]] >= enough:
            last += 1
        return Place(reading.text, places[first][0], places[last][1])

    def by_sentence(self, reading: Reading) -> dict[tuple[int, int], int]:
        """The sum of the rows of each sentence's words and pairs, by its bounds in the folded text."""
        rows: dict[tuple[int, int], int] = {}
        before = START
        for word, start, _ in told_words(reading):
            row = self.words[word] + (self.pairs[before, word] if (before, word) in self.pairs.known else 0)
            sentence = reading.text.sentence(start)
            rows[sentence] = rows.get(sentence, 0) + row
            before = word
        return rows

    def words_for(self, reading: Reading, sign: str, most: int = 5) -> list[str]:
        """The words and pairs of a draft that speak most for a sign."""
        words, number = told(reading), self._numbers[sign]
        rows = {word: self.words[word] for word in words} | {
            " ".join(pair): self.pairs[pair] for pair in self.pairs.known & {*pairwise([START, *words, END])}
        }
        weights = {name: self.lane(row, number) for name, row in rows.items()}
        return [name for name in sorted(weights, key=lambda name: -weights[name])[:most] if weights[name] > 0]

    def lane(self, row: int, number: int) -> int:
        """The weight that a row or a sum of rows holds in one lane."""
        return ((row + self._tops) >> number * _LANE & (2 * _TOP - 1)) - _TOP


_CELL = re.compile(r"([A-Za-z])(-?\d+)")
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def spread(written: str) -> int:
    """A written row as one number: `a12c-3` is 12 in the first lane and -3 in the third."""
    return sum(int(weight) << _LETTERS.index(letter) * _LANE for letter, weight in _CELL.findall(written))


def written(weights: Sequence[int]) -> str:
    """A row as it is written: a letter for the column, then its weight; columns of no weight are left out.

    >>> written([12, 0, -3])
    'a12c-3'
    """
    return "".join(f"{letter}{weight}" for letter, weight in zip(_LETTERS, weights, strict=False) if weight)


def _pairs_of(written: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for name, row in written.items():
        left, space, right = name.partition(" ")
        if space:
            yield left, right, row


def evened(number: int) -> float:
    """What each of this many features counts for, so that a long text does not gather weight by length alone.

    A few words are not made up for: they say little.
    """
    return float(6 / max(_FEW, number) ** 0.5)


def sigmoid(value: float) -> float:
    """From any number to a likelihood."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))


def logit(likelihood: float) -> float:
    """From a likelihood to the number whose sigmoid it is."""
    inside = max(1e-9, min(1 - 1e-9, likelihood))
    return log(inside / (1 - inside))


def read_model(text: str) -> Model:
    """A model from its file: a line of JSON with the columns, then a feature and its row on each line."""
    head, _, body = text.partition("\n")
    columns = [Column(**values) for values in json.loads(head)["columns"]]
    return Model(columns, dict(line.rsplit("\t", 1) for line in body.splitlines()))


@cache
def model() -> Model:
    """The bundled model."""
    return read_model((resources.files(__package__) / "models" / "meaning.txt").read_text("utf-8"))
