"""Logistic regression for each sign over the features of the examples, calibrated on drafts it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from multiprocessing import get_context
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from gatepost.screening.language.meaning import SCALE, Column, Model, written
from training.corpus import FOLDS, Example

SIGNS = (
    "abuse_of_school_page", "account_not_registered", "adult_site", "blog_tied_to_school", "brand_used",
    "child_discussed", "child_singled_out", "colleague_named", "confidential_disclosed", "contact_with_pupils",
    "derogatory", "disrepute", "ex_pupil_as_contact", "hateful", "improper_contact_seen", "inconsiderate",
    "individual_matter", "not_professional", "open_to_allegation", "own_personal_data",
    "personal_email_for_school", "political", "privacy_loosened", "private_message_to_pupil", "pupil_as_contact",
    "reputation_harmed", "school_grumble", "school_matter_commented", "school_work_on_own_account",
    "security_weakened", "slighting", "unlawful_conduct",
)  # fmt: skip
C = 1.0  # how freely weights may grow
LEAST = 2  # a feature must occur in this many drafts
TRUSTED = 2.0  # the log-odds that a rule is worth at least: near misses here are written to deceive, and life is not
FEW = 8  # a sign shown by fewer drafts is not learnt


class Fit(NamedTuple):
    """Whole-number weights by feature, and for each sign its column."""

    columns: list[Column]
    weights: dict[str, list[int]]

    def model(self) -> Model:
        """The model as the checker runs it."""
        return Model(self.columns, {name: written(row) for name, row in self.weights.items()})


class _Table(NamedTuple):
    names: list[str]
    matrix: csr_matrix


def _table(examples: Sequence[Example]) -> _Table:
    counts = Counter(name for example in examples for name in example.features)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    at = {name: place for place, name in enumerate(names)}
    data, rows, places = [], [], []
    for row, example in enumerate(examples):
        for name in sorted(example.features & at.keys()):
            rows.append(row)
            places.append(at[name])
            data.append(example.share)
    return _Table(names, csr_matrix((data, (rows, places)), shape=(len(examples), len(names))))


def _one_sign(given: tuple[csr_matrix, np.ndarray]) -> tuple[np.ndarray, float]:
    matrix, shown = given
    if shown.sum() < FEW:
        return np.zeros(matrix.shape[1]), -9.0
    fitted = LogisticRegression(C=C, solver="liblinear", random_state=0).fit(matrix, shown)
    return fitted.coef_[0], float(fitted.intercept_[0])


def fit(examples: Sequence[Example], calibration: Sequence[Level] = ()) -> Fit:
    """Weights for every sign from these examples."""
    table = _table(examples)
    jobs = []
    for sign in SIGNS:
        rows = [row for row, example in enumerate(examples) if sign in example.shows]
        jobs.append((table.matrix[rows], np.array([examples[row].shows[sign] for row in rows])))
    with get_context("fork").Pool(2) as pool:
        fitted = pool.map(_one_sign, jobs, chunksize=1)
    whole = np.rint(np.array([weights for weights, _ in fitted]).T * SCALE).astype(int)
    levels = calibration or [Level(1.0, 0.0, 0.0)] * len(SIGNS)
    columns = [
        Column(sign, round(bias, 4), *level) for sign, (_, bias), level in zip(SIGNS, fitted, levels, strict=True)
    ]
    return Fit(columns, {name: row.tolist() for name, row in zip(table.names, whole, strict=True) if row.any()})


def sums(fitted: Fit, examples: Sequence[Example]) -> np.ndarray:
    """Bias and evened weight of every example for every sign, before calibration."""
    out = np.zeros((len(examples), len(SIGNS)))
    bias = np.array([column.bias for column in fitted.columns])
    for place, example in enumerate(examples):
        total = np.zeros(len(SIGNS))
        for name in example.features & fitted.weights.keys():
            total += fitted.weights[name]
        out[place] = bias + total * example.share / SCALE
    return out


class Folds(NamedTuple):
    """For each fold a model that never saw its groups, and what those models say of every example."""

    fits: list[Fit]
    sums: np.ndarray


def out_of_fold(examples: Sequence[Example]) -> Folds:
    """Judge every example by a model that saw none of its group."""
    fits, out = [], np.zeros((len(examples), len(SIGNS)))
    for fold in range(FOLDS):
        fits.append(fit([example for example in examples if example.fold != fold]))
        inside = [place for place, example in enumerate(examples) if example.fold == fold]
        out[inside] = sums(fits[-1], [examples[place] for place in inside])
    return Folds(fits, out)


class Level(NamedTuple):
    """How a column's sum becomes a likelihood: see `meaning.Column`."""

    slope: float
    level: float
    ruled: float


def calibrate(examples: Sequence[Example], judged: np.ndarray) -> list[Level]:
    """For each sign the levels by which its likelihood is how often the sign was there (Platt's way).

    Only drafts by which no rule was written tell how far a rule can be trusted.
    """
    levels = []
    for number, sign in enumerate(SIGNS):
        rows = [row for row, example in enumerate(examples) if sign in example.shows and example.rules_unseen]
        shown = np.array([examples[row].shows[sign] for row in rows])
        if shown.sum() < FEW:
            levels.append(Level(1.0, -9.0, 0.0))
            continue
        ruled = np.array([sign in examples[row].ruled for row in rows], float)
        fitted = LogisticRegression(C=10.0).fit(np.column_stack([judged[rows, number], ruled]), shown)
        slope, by_rule = map(float, fitted.coef_[0])
        levels.append(
            Level(round(max(0.2, slope), 3), round(float(fitted.intercept_[0]), 3), round(max(TRUSTED, by_rule), 3))
        )
    return levels
