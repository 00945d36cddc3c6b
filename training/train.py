"""Train the model of meaning from the labelled corpus: `python training/train.py [--check]`.

Deterministic: the same corpus gives the same file to the bit on one machine. With --check nothing is
written; the corpus is cut into five, each fifth is judged by a model that never saw it, and the
figures of the whole checker are printed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from gatepost.archive.scoring import Got, Wanted, figures
from gatepost.policy import Policy, load
from gatepost.screening import Draft, Known, read_known, screen
from gatepost.screening.cases import read_cases
from gatepost.screening.language import meaning
from gatepost.screening.reading import Reading

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
CAST = ROOT / "src/gatepost/policy/packs/learn_to_live/cases/cast"
OUT = ROOT / "src/gatepost/screening/language/models/meaning.json"
KEPT_APART = ("d_unseen", "n_unseen")  # never trained on: they measure

# The signs that need meaning, and the clause whose label stands for each.
SIGNS = {
    "abuse_of_school_page": "SU-6",
    "derogatory": "CC-4",
    "confidential_disclosed": "CC-2c",
    "security_weakened": "CC-2d",
    "political": "CC-5b",
    "brand_used": "CC-1",
    "reputation_harmed": "CC-2b",
    "unlawful_conduct": "CC-2a",
    "child_discussed": "PU-9a",
    "inconsiderate": "PU-9b",
    "individual_matter": "PU-8",
    "school_matter_commented": "PU-1a",
    "school_grumble": "PU-7",
    "improper_contact_seen": "PU-3",
    "disrepute": "PU-11d",
    "open_to_allegation": "KP-2",
    "pupil_as_contact": "PU-10a",
    "private_message_to_pupil": "KP-3",
}
FOLDS = 5
C = 0.6
LEAST = 3  # a feature must occur in this many drafts
PRECISION = 0.88  # the limit of a sign is where its judgements on unseen folds are this often right


class Example:
    """A labelled draft with its features."""

    def __init__(self, row: dict[str, Any], draft: Draft, known: Known, policy: Policy) -> None:
        self.row = row
        self.draft = draft
        reading = Reading(self.draft, known, policy)
        self.features = {name if isinstance(name, str) else " ".join(name) for name in meaning.features(reading)}
        self.share = meaning.evened(len(self.features))
        self.labels = {e["clause"] for e in row["expected"]}
        self.fold = crc32(row["id"].encode()) % FOLDS
        self.applies = {s for s in SIGNS if policy.meanings(s, reading.role, reading.kind)}


def read_corpus(names: list[Path], known: Known, policy: Policy) -> list[Example]:
    rows = [json.loads(line) for name in names for line in name.read_text("utf-8").splitlines() if line.strip()]
    return [Example(row, Draft.model_validate(row), known, policy) for row in rows]


def read_pack_cases(known: Known, policy: Policy) -> list[Example]:
    """The pack's own cases: what the policy's keepers wrote down weighs three times."""
    examples = []
    for case in read_cases(policy, known):
        expected = [{"clause": clause} for clause in case.written.clauses]
        row = {"id": case.place, "expected": expected, "verdict": case.written.verdict.word}
        examples.append(Example(row, case.draft, known, policy))
    return examples * 3


def train(examples: list[Example]) -> dict[str, Any]:
    """Weights for every sign from these examples, without limits."""
    counts = Counter(name for e in examples for name in e.features)
    vocabulary = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}
    matrix = _matrix(examples, vocabulary)
    weights = np.zeros((len(vocabulary), len(SIGNS)))
    bias = []
    for column, (sign, clause) in enumerate(SIGNS.items()):
        rows = [i for i, e in enumerate(examples) if sign in e.applies]
        wanted = np.array([clause in examples[i].labels for i in rows])
        if wanted.sum() < 8:
            bias.append(-9.0)
            continue
        fitted = LogisticRegression(C=C, solver="liblinear", random_state=0, class_weight={True: 2.0, False: 1.0})
        fitted.fit(matrix[rows], wanted)
        weights[:, column] = fitted.coef_[0]
        bias.append(round(float(fitted.intercept_[0]), 4))
    whole = np.clip(np.rint(weights * meaning.SCALE), -127, 127).astype(int)
    table = {name: whole[i].tolist() for name, i in vocabulary.items() if np.abs(whole[i]).max() >= 4}
    return {"signs": list(SIGNS), "bias": bias, "limits": [0.5] * len(SIGNS), "weights": table}


def _matrix(examples: list[Example], vocabulary: dict[str, int]) -> csr_matrix:
    data, rows, columns = [], [], []
    for i, example in enumerate(examples):
        for name in sorted(example.features & vocabulary.keys()):
            rows.append(i)
            columns.append(vocabulary[name])
            data.append(example.share)
    return csr_matrix((data, (rows, columns)), shape=(len(examples), len(vocabulary)))


def likelihoods(values: dict[str, Any], examples: list[Example]) -> np.ndarray:
    """How much each example reads like each sign."""
    table, bias = values["weights"], np.array(values["bias"])
    out = np.zeros((len(examples), len(bias)))
    for i, example in enumerate(examples):
        total = np.zeros(len(bias))
        for name in example.features:
            row = table.get(name)
            if row:
                total += row
        out[i] = 1 / (1 + np.exp(-(bias + total * example.share / meaning.SCALE)))
    return out


def limits(examples: list[Example], judged: np.ndarray) -> list[float]:
    """For each sign the lowest likelihood from which it is right often enough, never under a half."""
    chosen = []
    for column, (sign, clause) in enumerate(SIGNS.items()):
        scored = sorted(
            ((judged[i, column], clause in e.labels) for i, e in enumerate(examples) if sign in e.applies), reverse=True
        )
        best, right = 0.97, 0
        for place, (likelihood, true) in enumerate(scored, 1):
            right += true
            if likelihood < 0.35:
                break
            if right / place >= PRECISION:
                best = likelihood
        chosen.append(round(float(best), 3))
    return chosen


def out_of_fold(examples: list[Example]) -> tuple[np.ndarray, list[dict[str, Any]]]:
    judged, models = np.zeros((len(examples), len(SIGNS))), []
    for fold in range(FOLDS):
        values = train([e for e in examples if e.fold != fold])
        models.append(values)
        inside = [i for i, e in enumerate(examples) if e.fold == fold]
        judged[inside] = likelihoods(values, [examples[i] for i in inside])
    return judged, models


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="print five-fold figures; write nothing")
    arguments = parser.parse_args()
    known, policy = read_known(CAST), load()
    examples = read_corpus([p for p in sorted(CORPUS.glob("*.jsonl")) if p.stem not in KEPT_APART], known, policy)
    examples += read_pack_cases(known, policy)
    judged, models = out_of_fold(examples)
    chosen = limits(examples, judged)
    if arguments.check:
        _check(examples, models, chosen, known, policy, judged)
        return 0
    values = train(examples) | {"limits": chosen}
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(row, separators=(',', ':'))}"
        for name, row in sorted(values["weights"].items())
    )
    head = json.dumps({key: values[key] for key in ("signs", "bias", "limits")})[:-1]
    OUT.write_text(f'{head}, "weights": {{\n{lines}\n}}}}\n', "utf-8")
    print(f"{len(examples)} drafts, {len(values['weights'])} features, {OUT.stat().st_size // 1024} kB")
    return 0


def _check(
    examples: list[Example],
    models: list[dict[str, Any]],
    chosen: list[float],
    known: Known,
    policy: Policy,
    judged: np.ndarray,
) -> None:
    for column, (sign, clause) in enumerate(SIGNS.items()):
        rows = [i for i, e in enumerate(examples) if sign in e.applies]
        seen = [i for i in rows if judged[i, column] >= chosen[column]]
        true = sum(clause in examples[i].labels for i in seen)
        print(
            f"{sign:26} limit {chosen[column]:.2f} found {true:3} of {sum(clause in examples[i].labels for i in rows):3}, wrong {len(seen) - true}"
        )
    pairs = []
    bundled = meaning.model
    for fold, values in enumerate(models):
        fitted = meaning.Model(values | {"limits": chosen})
        vars(meaning)["model"] = lambda fitted=fitted: fitted
        for example in examples:
            if example.fold == fold:
                report = screen(example.draft, known, policy)
                pairs.append((Wanted.of(example.row), Got.of(report.as_json())))
    vars(meaning)["model"] = bundled
    for name, value in figures(pairs)._asdict().items():
        print(f"{name:22} {value}")


if __name__ == "__main__":
    sys.exit(main())
