"""How both tiers are blended into one likelihood, fitted on drafts that the second tier never learnt from.

`make train` does it each time, and so does `make sentences`: a blend belongs to one first tier and one second.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from gatepost.policy import Policy
from gatepost.screening import Known
from gatepost.screening.language import packed
from gatepost.screening.language.sentences import Encoder
from gatepost.screening.reading import Reading
from training import corpus
from training.corpus import Example, held_out
from training.fitting import FEW, SIGNS, Level

MODELS = corpus.ROOT / "src/gatepost/screening/language/models"
FIRST, SECOND = MODELS / "meaning.txt", MODELS / "sentences.npz"
TRUSTED = 3.0  # the log-odds that a rule is worth at least beside both tiers: the near misses here are written to deceive, and life is not
_FREE, _SLACK = 10.0, 0.3  # how freely a sign's own blend may stretch the even one, and leave it


def blend_anew(
    examples: Sequence[Example], sums: np.ndarray, levels: Sequence[Level], known: Known, policy: Policy
) -> int:
    """Fit the blend again and write it into the second tier's file, beside which first tier it is for; how many drafts it was
    fitted on. `sums` are what the first tier makes of each example when it has not seen it.
    """
    head, weights = packed.read(SECOND.read_bytes())
    apart = [place for place, example in enumerate(examples) if held_out(example)]
    held = [examples[place] for place in apart]
    encoder = Encoder(head | {"blends": []}, weights)
    second = np.array([encoder.sense(Reading(example.draft, known, policy)).most for example in held])
    blends = blend(held, calibrated(sums, levels)[apart], second)
    SECOND.write_bytes(packed.with_head(SECOND.read_bytes(), head | {"blends": blends, "first": first_tier()}))
    return len(held)


def first_tier() -> str:
    """Which first tier the blend was fitted with."""
    return sha256(FIRST.read_bytes()).hexdigest()[:16]


def calibrated(sums: np.ndarray, levels: Sequence[Level]) -> np.ndarray:
    """The first tier's log-odds, as `Model.evidence` gives them."""
    slopes, starts = (
        np.array(values) for values in zip(*((level.slope, level.level) for level in levels), strict=True)
    )
    out: np.ndarray = sums * slopes + starts
    return out


def blend(examples: Sequence[Example], first: np.ndarray, second: np.ndarray) -> list[dict[str, Any]]:
    """For each sign how both tiers together become how often it is there (Platt's way), on drafts that neither learnt from.

    One blend is fitted over all signs; a sign's own may leave it the further, the more drafts show it. Only drafts by which no
    rule was written tell how far a rule can be trusted.
    """
    known = [
        (row, number)
        for row, example in enumerate(examples)
        for number, sign in enumerate(SIGNS)
        if sign in example.shows and example.rules_unseen
    ]
    rows, numbers = map(np.array, zip(*known, strict=True))
    shown = np.array([examples[row].shows[SIGNS[number]] for row, number in known])
    ruled = np.array([SIGNS[number] in examples[row].ruled for row, number in known], float)
    signals = np.column_stack([first[rows, numbers], second[rows, numbers], ruled])
    even = LogisticRegression(C=10.0).fit(signals, shown)
    found = []
    for number, sign in enumerate(SIGNS):
        mine = numbers == number
        weights, level = even.coef_[0], float(even.intercept_[0])
        if FEW <= shown[mine].sum() < mine.sum():
            weights, level = _own(signals[mine], shown[mine], weights, level)
        a, b, by_rule = (max(0.0, float(weight)) for weight in weights)
        found.append(
            {"sign": sign, "first": round(a, 3), "second": round(b, 3), "level": round(level, 3),
             "ruled": round(max(TRUSTED, by_rule), 3)}
        )  # fmt: skip
    return found


def _own(signals: np.ndarray, shown: np.ndarray, weights: np.ndarray, level: float) -> tuple[np.ndarray, float]:
    """The blend of one sign: how it leaves the even one is what is kept small."""
    even = signals @ weights + level
    steps = np.column_stack([_FREE * even, _SLACK * signals])  # the larger a column, the less its weight costs
    fitted = LogisticRegression(C=1.0).fit(steps, shown)
    scale, leaves = _FREE * fitted.coef_[0][0], _SLACK * fitted.coef_[0][1:]
    return scale * weights + leaves, float(scale * level + fitted.intercept_[0])
