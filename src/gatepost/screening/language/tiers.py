"""The model of meaning as the checks ask it: the first tier alone, or both tiers where the second is there.

Both answer the same questions, so no check knows how many tiers there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING

from gatepost.screening.language import meaning, sentences
from gatepost.screening.language.meaning import Bars, Judgement, Model, Place, Weight, sigmoid
from gatepost.screening.language.sentences import Encoder, Sense

if TYPE_CHECKING:
    from gatepost.policy import Policy
    from gatepost.screening.reading import Reading

UNSURE_FROM = 0.05  # of any sign, by the first tier: see decision 16 for what is read and what is missed by it
_FARTHEST = 600  # characters of a sentence that are quoted


class Both:
    """Two tiers: where the first, which counts words, is not sure that a draft is innocent, the second reads its sentences,
    and both make one likelihood.
    """

    def __init__(self, first: Model, second: Encoder) -> None:
        self.first, self._second = first, second
        self._unsure: dict[frozenset[str], Bars] = {}

    def knows(self, sign: str) -> bool:
        """Whether it has learnt this sign."""
        return sign in self._second.numbers and self.first.knows(sign)

    def bars(self, likelihoods: dict[str, float]) -> Bars:
        """Bars for these signs, each with the likelihood from which it is told."""
        return self.first.bars(likelihoods)

    def weigh(self, reading: Reading) -> Weight:
        """What the first tier makes of the words."""
        return self.first.weigh(reading)

    def by_sentence(self, reading: Reading) -> dict[tuple[int, int], int]:
        """The same sentence by sentence."""
        return self.first.by_sentence(reading)

    def sense(self, reading: Reading) -> Sense:
        """What the second tier makes of the sentences."""
        return self._second.sense(reading)

    def reads(self, reading: Reading) -> bool:
        """Whether the second tier reads this draft: the first is not sure of it, or has not seen all its words."""
        unsure = len(reading.prose) > 1 or self.first.reaches(reading, self._bars_of_doubt(reading))
        return unsure and not self._left_unread(reading)

    def _left_unread(self, reading: Reading) -> bool:
        """Whether a draft that should be read is not, because only a first look was asked for."""
        reading.unread = reading.unread or reading.at_first_look
        return reading.at_first_look

    def _bars_of_doubt(self, reading: Reading) -> Bars:
        """From where the first tier is not sure, for the signs that mean anything for this role and channel."""
        signs = reading.policy.signs_that_matter(reading.role, reading.kind)
        bars = self._unsure.get(signs)
        if bars is None:
            bars = self.first.bars({sign: UNSURE_FROM for sign in sorted(signs) if self.first.knows(sign)})
            if len(self._unsure) < 1_000:
                self._unsure[signs] = bars
        return bars

    def judge(self, reading: Reading, bars: Bars) -> Iterator[Judgement]:
        """What the draft shows, for each sign that reaches its bar."""
        if not self.reads(reading):
            yield from self.first.judge(reading, bars)
            return
        for sign, told_from in bars.levels.items():
            likelihood = self.likelihood(reading, sign)
            if likelihood >= told_from:
                alone = self.first.likelihood(reading, sign) >= told_from
                yield Judgement(sign, likelihood, "both" if alone else "second")

    def likelihood(self, reading: Reading, sign: str, *, ruled: bool = False) -> float:
        """How likely the draft shows a sign, whatever the bars; where a rule has spoken both tiers are asked."""
        read = not self._left_unread(reading) if ruled else self.reads(reading)
        if not read:
            return self.first.likelihood(reading, sign, ruled=ruled)
        number = self._second.numbers[sign]
        blend = self._second.blends[number]
        of_words, of_sentences = self.first.evidence(reading, sign), reading.sense.most[number]
        return sigmoid(blend.first * of_words + blend.second * of_sentences + blend.level + blend.ruled * ruled)

    def words_for(self, reading: Reading, sign: str) -> list[str]:
        """The words and pairs that speak most for a sign."""
        return self.first.words_for(reading, sign)

    def pointed(self, reading: Reading, sign: str, told_from: float = 1.0) -> Place:
        """The sentence that says so most by itself, with its neighbours that would be told by themselves too."""
        if not self.reads(reading):
            return self.first.pointed(reading, sign)
        number = self._second.numbers[sign]
        blend = self._second.blends[number]
        rows = reading.weight_by_sentence
        found, likely = [], []
        for sentence, said in reading.sense.sentences(number):
            if sentence.end == sentence.start:
                continue  # it only announces the words of a picture
            row = sum(
                row for (start, _), row in rows.items()
                if sentence.passage is reading.text and sentence.start <= start < sentence.end
            )  # fmt: skip
            of_words = self.first.of_row(reading, row, sign)
            found.append(sentence)
            likely.append(sigmoid(blend.first * of_words + blend.second * said[number] + blend.level))
        if not found:
            return Place(reading.text, 0, len(reading.text.folded))
        first = last = likely.index(max(likely))
        passage = found[first].passage
        while first and found[first - 1].passage is passage and likely[first - 1] >= told_from:
            first -= 1
        while last + 1 < len(found) and found[last + 1].passage is passage and likely[last + 1] >= told_from:
            last += 1
        start, folded = found[first].start, passage.folded
        end = min(found[last].end, start + _FARTHEST)
        while start < end and folded[start].isspace():
            start += 1
        return Place(passage, start, end)


@contextmanager
def judging(other: Model | Both, policy: Policy) -> Iterator[None]:
    """Let another model judge meanwhile, in this thread's process: for measuring, never while a site serves."""
    bundled = model
    policy.__dict__.pop("_stakes", None)  # a policy keeps the bars of the model that it was first used with
    globals()["model"] = lambda: other
    try:
        yield
    finally:
        globals()["model"] = bundled
        policy.__dict__.pop("_stakes", None)


@cache
def digest(*, first_alone: bool = False) -> str:
    """A hash of the tiers that judge here: with another the same draft may get another verdict."""
    names = ["meaning.txt", *(["sentences.npz"] if sentences.wanted() and not first_alone else [])]
    models = resources.files(__package__) / "models"
    return sha256(b"".join(sha256((models / name).read_bytes()).digest() for name in names)).hexdigest()[:16]


@cache
def model() -> Model | Both:
    """What judges meaning here."""
    first, second = meaning.model(), sentences.encoder()
    return Both(first, second) if second else first
