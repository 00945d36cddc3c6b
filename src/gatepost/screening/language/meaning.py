"""A small linear model that reads what words mean together, and says which words moved it.

One row of whole numbers for each feature of the text, one column for each sign; the sum says how much
the text reads like drafts of that sign. Weights are a readable JSON file made by `make train`; nothing
is fetched. Names, classes, numbers and the school's own name are features by kind, never by letter.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gatepost.screening.reading import Reading

SCALE = 32.0
_START, _END = "<s>", "</s>"

# A row is kept as one long number, a lane of bits for each column, so that adding rows is one addition.
_LANE, _MIDDLE = 24, 128
_MASK = (1 << _LANE) - 1


Name = str | tuple[str, str]


class Judgement(NamedTuple):
    """How much a text reads like a sign (0 to 1), and the place of the words that moved it most."""

    sign: str
    likelihood: float
    start: int
    end: int


class Model:
    """Weights by feature and sign. `limits` is the likelihood from which a sign is seen."""

    def __init__(self, values: dict[str, object]) -> None:
        self.signs: list[str] = values["signs"]  # type: ignore[assignment]
        self.column = {sign: column for column, sign in enumerate(self.signs)}
        self.bias: list[float] = values["bias"]  # type: ignore[assignment]
        self.limits: list[float] = values["limits"]  # type: ignore[assignment]
        table: dict[str, list[int]] = values["weights"]  # type: ignore[assignment]
        # the weight from which a sign is seen, so that only what is seen needs its likelihood worked out
        self._needs = [
            log(max(limit, 1e-9) / max(1 - limit, 1e-9)) - bias
            for limit, bias in zip(self.limits, self.bias, strict=True)
        ]
        self.weights: dict[Name, int] = {_name(name): _packed(row) for name, row in table.items()}

    def judge(self, reading: Reading, signs: tuple[str, ...]) -> Iterator[Judgement]:
        """What the text of a draft reads like, for each of these signs that reaches its limit."""
        names = features(reading)
        rows = list(filter(None, map(self.weights.get, names)))
        total, share = sum(rows), evened(len(names)) / SCALE
        for sign in signs:
            column = self.column.get(sign)
            if column is None:
                continue
            weight = ((total >> column * _LANE & _MASK) - len(rows) * _MIDDLE) * share
            if weight >= self._needs[column]:
                yield Judgement(sign, sigmoid(self.bias[column] + weight), *self._moved(reading, column))

    def _moved(self, reading: Reading, column: int) -> tuple[int, int]:
        """The sentence in which the words weigh most."""
        weight: dict[tuple[int, int], int] = {}
        before = _START
        for word, start, _ in told_words(reading):
            sentence = reading.text.sentence(start)
            for name in (word, (before, word), f"{word[:5]}*"):
                if name in self.weights:
                    own = (self.weights[name] >> column * _LANE & _MASK) - _MIDDLE
                    weight[sentence] = weight.get(sentence, 0) + own
            before = word
        return max(weight, key=lambda place: weight[place], default=(0, len(reading.text.folded)))


def _name(written: str) -> Name:
    """A feature as it is looked up: in the file a pair of words is written with a space between them."""
    left, space, right = written.partition(" ")
    return (left, right) if space else written


def _packed(row: list[int]) -> int:
    return sum((value + _MIDDLE) << column * _LANE for column, value in enumerate(row))


def evened(number: int) -> float:
    """What each of this many features counts for, so that a long text does not gather weight by length alone."""
    return float(6 / max(1, number) ** 0.5)


def sigmoid(value: float) -> float:
    """From any number to a likelihood."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))


def features(reading: Reading) -> set[Name]:
    """Words, pairs of words, beginnings of words, kinds of name, groups of phrases, and who speaks where."""
    words = [word for word, _, _ in told_words(reading)] if _names_anybody(reading) else _plain_words(reading)
    names: set[Name] = set(words)
    names.update(pairwise([_START, *words, _END]))
    names.update([word[:5] + "*" for word in words if len(word) > 5 and word[0] != "<"])
    names.update([f"[{group}]" for group in reading.groups])
    names.add(f"@{reading.draft.channel.kind}")
    names.add(f"@{'outside' if reading.outside else reading.role}")
    return names


def _names_anybody(reading: Reading) -> bool:
    """Whether a pupil, a class or the school is named at all; most texts name none."""
    return bool(reading.mentions or reading.class_spans or reading.brand)


def _plain_words(reading: Reading) -> list[str]:
    """The same words as `told_words` gives, the quick way, where nobody of the roll is named."""
    words, staff = list(reading.text.keys), reading.known.roll.staff_words_all
    for i, capital in enumerate(reading.text.capitals):
        if capital and words[i] in staff:
            words[i] = "<staff>"
    return ["<number>" if word.isdigit() else word for word in words]


def told_words(reading: Reading) -> list[tuple[str, int, int]]:
    """The text's words in order with their places; people, classes, the school and numbers told by kind."""
    passage, roll = reading.text, reading.known.roll
    kinds: dict[int, tuple[str, int]] = {}
    for where, mention in reading.mentions:
        if where is passage:
            kinds[mention.start] = (f"<{mention.kind}>", mention.end)
    for seen in reading.class_spans:
        if seen.passage is passage:
            kinds.setdefault(seen.start, ("<class>", seen.end))
    if reading.brand and reading.brand.passage is passage:
        kinds.setdefault(reading.brand.start, ("<school>", reading.brand.end))
    staff = roll.staff_words_all
    told, after = [], 0
    for key, (start, end), capital in zip(passage.keys, passage.spans, passage.capitals, strict=True):
        if start < after:
            continue
        if kinds and start in kinds:
            word, after = kinds[start]
            told.append((word, start, after))
        elif capital and key in staff:
            told.append(("<staff>", start, end))
        elif key.isdigit():
            told.append(("<number>", start, end))
        else:
            told.append((key, start, end))
    return told


@cache
def model() -> Model:
    """The bundled model."""
    text = (resources.files(__package__) / "models" / "meaning.json").read_text("utf-8")
    return Model(json.loads(text))
