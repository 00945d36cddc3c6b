"""The second tier of the model of meaning: it reads a draft's words in their order, where the first tier counts them.

A small transformer (six layers, weights of half a byte) that started from MiniLM and learnt from the corpus; see
docs/model-card.md and decision 16. It needs numpy (`gatepost[semantic]`) and nothing else; no model is ever fetched.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from gatepost.screening.language import pieces
from gatepost.screening.language.pieces import LONGEST, Pieces, Sentence
from gatepost.screening.language.transformer import logits

if TYPE_CHECKING:
    from gatepost.screening.reading import Reading

SWITCH = "GATEPOST_SECOND_TIER"  # `no` leaves it out; then the first tier judges alone
_NO = ("no", "off", "0", "false")
_MOST = 20  # stretches of a long text that are read: some 2,500 words
_TOGETHER = 16  # texts that are read side by side, so that memory stays bounded
_DECIMALS = 2  # what is said is rounded: the last digits differ from processor to processor

Said = tuple[float, ...]  # log-odds, one for each sign


class Blend(NamedTuple):
    """How both tiers together say how likely a sign is: `sigmoid(first * z1 + second * z2 + level (+ ruled))`."""

    sign: str
    first: float
    second: float
    level: float
    ruled: float


class Sense:
    """What the second tier makes of a draft: of each stretch that it reads at once, and, when asked, of each sentence."""

    def __init__(self, encoder: Encoder, speaks: list[str], stretches: list[list[Sentence]]) -> None:
        self._encoder, self._speaks, self._stretches = encoder, speaks, stretches
        self._of_stretch = encoder.read(speaks, ([w for s in stretch for w in s.words] for stretch in stretches))
        self._of_sentence: dict[int, list[Said]] = {}

    @property
    def most(self) -> Said:
        """What the draft says of each sign: of a long one, what its most telling stretch says."""
        return tuple(map(max, zip(*self._of_stretch, strict=True)))

    def sentences(self, number: int) -> list[tuple[Sentence, Said]]:
        """The sentences of the stretch that tells most of this sign, and what each says by itself."""
        at = max(range(len(self._of_stretch)), key=lambda place: self._of_stretch[place][number])
        if at not in self._of_sentence:
            words = (sentence.words for sentence in self._stretches[at])
            self._of_sentence[at] = self._encoder.read(self._speaks, words)
        return list(zip(self._stretches[at], self._of_sentence[at], strict=True))


class Encoder:
    """The network, ready to read."""

    def __init__(self, head: dict[str, Any], weights: dict[str, Any]) -> None:
        import numpy  # noqa: PLC0415 (an extra: Gatepost runs without it)

        self._np = numpy
        self.blends = tuple(Blend(**values) for values in head["blends"])
        self.numbers = {blend.sign: number for number, blend in enumerate(self.blends)}
        self._pieces = Pieces(head["pieces"])
        self._embedding = weights["embedding"]
        self._weights = {
            name: values.whole() if hasattr(values, "whole") else values
            for name, values in weights.items()
            if name != "embedding"
        }

    def sense(self, reading: Reading) -> Sense:
        """What it makes of a draft."""
        speaks = pieces.speaker(reading)
        return Sense(self, speaks, list(self._stretches(speaks, pieces.sentences(reading))))

    def read(self, speaks: list[str], texts: Iterable[list[str]]) -> list[Said]:
        """What each of these texts, as words, says of each sign."""
        read = [self._pieces.read(speaks, words) for words in texts]
        said: list[Said] = []
        for at in range(0, len(read), _TOGETHER):
            said += self._said(read[at : at + _TOGETHER])
        return said

    def _said(self, texts: list[tuple[list[int], int]]) -> list[Said]:
        np = self._np
        lengths = np.array([len(numbers) for numbers, _ in texts], np.float32)
        filled = np.zeros((len(texts), int(lengths.max())), np.int64)
        for row, (numbers, _) in enumerate(texts):
            filled[row, : len(numbers)] = numbers
        words = self._embedding.rows(filled.reshape(-1)).reshape(*filled.shape, -1)
        said = logits(np, self._weights, words, np.array([head for _, head in texts]), lengths)
        return [tuple(row) for row in np.round(said.astype(np.float64), _DECIMALS).tolist()]

    def _stretches(self, speaks: list[str], sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
        """A draft's sentences in stretches that can be read at once; at most `_MOST`. There is always one."""
        room = LONGEST - self._pieces.head(speaks) - 1
        found: list[Sentence] = []
        left, done = room, 0
        for sentence in sentences:
            for part, size in self._parts(sentence, room):
                if size > left and found:
                    yield found
                    found, left, done = [], room, done + 1
                    if done == _MOST:
                        return
                found.append(part)
                left -= size
        if found or not done:
            yield found

    def _parts(self, sentence: Sentence, room: int) -> Iterator[tuple[Sentence, int]]:
        """A sentence whole, or cut where it is too long to be read at once; with each part its number of pieces."""
        first, size = 0, 0
        for at, word in enumerate(sentence.words):
            more = len(self._pieces.of_word(word))
            if size + more > room and at > first:
                yield sentence.part(first, at), size
                first, size = at, 0
            size += more
        yield sentence.part(first, len(sentence.words)), size


def wanted() -> bool:
    """Whether the second tier judges here: numpy is installed and `GATEPOST_SECOND_TIER` does not say no."""
    return os.environ.get(SWITCH, "").strip().lower() not in _NO and find_spec("numpy") is not None


@cache
def encoder() -> Encoder | None:
    """The bundled second tier; None where it is not wanted. What the environment says counts when it is first asked for."""
    if not wanted():
        return None
    # Drafts are judged side by side: threads within one get in the way of the next. It counts where numpy is loaded here first.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from gatepost.screening.language import packed  # noqa: PLC0415 (it needs numpy, which may be absent)

    return Encoder(*packed.read((resources.files(__package__) / "models" / "sentences.npz").read_bytes()))
