"""The figures are those that the evaluation set's own script gives."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatepost.archive.scoring import VERDICTS, Figures, Got, Wanted, figures, overlap

Row = dict[str, Any]
Scorer = Callable[[dict[str, Row], dict[str, Row]], dict[str, Any]]
THEIRS = Path(__file__).parents[3] / "shared" / "eval" / "score.py"
WORDS = "Grace Tolliver ran the race for 4J on sports day".split()


def scorers() -> list[Scorer]:
    """A plain reckoning of the figures, and the evaluation set's script where it lies beside the repository."""
    found: list[Scorer] = [plainly]
    if THEIRS.exists():
        spec = importlib.util.spec_from_file_location("theirs", THEIRS)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found.append(module.score)
    return found


def plainly(gold: dict[str, Row], predicted: dict[str, Row]) -> dict[str, Any]:
    """Four of the figures, counted draft by draft."""
    stopped = [row for row in gold.values() if row["verdict"] in ("hold", "block")]
    innocent = [row for row in gold.values() if row["verdict"] == "allow"]

    def got(row: Row) -> Any:
        return predicted.get(row["id"], {}).get("verdict")

    def share(hits: list[bool]) -> float:
        return round(sum(hits) / len(hits), 4) if hits else 0.0

    return {
        "drafts": len(gold),
        "verdict_accuracy": share([got(row) == row["verdict"] for row in gold.values()]),
        "unsafe_pass": share([got(row) not in ("advise", "hold", "block") for row in stopped]),
        "false_stop": share([got(row) not in ("allow", "advise") for row in innocent]),
        "false_advice": share([got(row) == "advise" for row in innocent]),
    }


def some_words(dice: random.Random) -> str:
    start = dice.randrange(len(WORDS))
    return " ".join(WORDS[start : start + dice.randrange(1, 4)])


def labels_and_predictions(seed: int) -> tuple[dict[str, Row], dict[str, Row]]:
    """Labels, and predictions as bad as they come: absent, of no verdict, pointing anywhere or nowhere."""
    dice = random.Random(seed)  # noqa: S311 (not for secrets)
    clauses = ["SU-4b", "SU-4c", "CC-4", "KP-3"]
    gold: dict[str, Row] = {}
    predicted: dict[str, Row] = {}
    for number in range(dice.randrange(1, 60)):
        ref = f"D{number}"
        expected = [
            {"clause": clause, "span": dice.choice([None, "", some_words(dice)])}
            for clause in dice.sample(clauses, dice.randrange(3))
        ]
        gold[ref] = {"id": ref, "verdict": dice.choice(VERDICTS), "expected": expected}
        if dice.random() < 0.9:
            spans: list[Row] = [{}, {"span": None}, {"span": some_words(dice).upper()}]
            findings = [
                {
                    "clause": dice.choice(clauses),
                    **dice.choice(spans),
                }
                for _ in range(dice.randrange(4))
            ]
            predicted[ref] = {"id": ref, "verdict": dice.choice([*VERDICTS, "perhaps", None]), "findings": findings}
    return gold, predicted


def ours(gold: dict[str, Row], predicted: dict[str, Row]) -> Figures:
    return figures((Wanted.of(row), Got.of(predicted.get(ref, {}))) for ref, row in gold.items())


@given(st.integers(0, 10_000))
def test_the_figures_agree_with_every_other_reckoning(seed: int) -> None:
    gold, predicted = labels_and_predictions(seed)
    mine = ours(gold, predicted)._asdict()
    for scorer in scorers():
        theirs = scorer(gold, predicted)
        assert {name: mine[name] for name in theirs} == theirs


def test_a_hand_reckoned_set() -> None:
    gold: dict[str, Row] = {
        "a": {"id": "a", "verdict": "block", "expected": [{"clause": "SU-4b", "span": "Grace T"}]},
        "b": {"id": "b", "verdict": "hold", "expected": [{"clause": "SU-5", "span": None}]},
        "c": {"id": "c", "verdict": "allow", "expected": []},
        "d": {"id": "d", "verdict": "allow", "expected": []},
    }
    predicted: dict[str, Row] = {
        "a": {"verdict": "block", "findings": [{"clause": "SU-4b", "span": "well done grace t"}]},
        "b": {"verdict": "allow", "findings": []},
        "c": {"verdict": "advise", "findings": [{"clause": "KP-1", "span": "honestly"}]},
    }
    found = ours(gold, predicted)
    assert found.drafts == 4
    assert found.verdict_accuracy == 0.25
    assert found.unsafe_pass == 0.5
    assert found.false_stop == 0.5
    assert found.false_advice == 0.5
    assert (found.clause_precision, found.clause_recall, found.clause_f1) == (0.5, 0.5, 0.5)
    assert found.pointed_at_the_words == 1.0
    assert found.confusion == {"block->block": 1, "hold->allow": 1, "allow->advise": 1, "allow->none": 1}


def test_no_drafts_give_no_figures_and_no_crash() -> None:
    assert figures([]).verdict_accuracy == 0.0


@pytest.mark.parametrize(
    ("quoted", "words", "meet"),
    [
        ("Grace", "well done GRACE", True),
        ("well done Grace", "grace", True),
        ("the race", "race day", True),
        ("racing", "race day", False),
        ("", "race", False),
    ],
)
def test_quotations_meet_by_holding_one_another_or_by_a_word(quoted: str, words: str, *, meet: bool) -> None:
    assert overlap(quoted, words) is meet
