"""Training is repeatable, and the bundled model is what the corpus gives."""

from __future__ import annotations

import json

import pytest

from gatepost.screening.language import meaning
from tests.house.tree import ROOT

MODEL = ROOT / "src/gatepost/screening/language/models/meaning.json"


def test_the_bundled_weights_fit_their_lanes_and_name_known_signs() -> None:
    values = json.loads(MODEL.read_text("utf-8"))
    assert len(values["signs"]) == len(values["bias"]) == len(values["limits"])
    assert all(len(row) == len(values["signs"]) for row in values["weights"].values())
    assert all(-127 <= value <= 127 for row in values["weights"].values() for value in row)
    assert all(0.3 <= limit <= 1 for limit in values["limits"])
    assert MODEL.stat().st_size < 1_000_000


def test_a_model_read_back_judges_by_every_sign() -> None:
    assert set(meaning.model().signs) == set(json.loads(MODEL.read_text("utf-8"))["signs"])


@pytest.mark.parametrize("count", [1, 4, 100, 10_000])
def test_a_longer_text_does_not_weigh_more_by_its_length(count: int) -> None:
    assert meaning.evened(count) * count**0.5 == pytest.approx(6)
