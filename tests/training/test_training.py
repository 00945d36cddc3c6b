"""The bundled model is what training writes: whole, small, and read back as it was."""

from __future__ import annotations

import json

import pytest

from gatepost.screening.language import meaning
from gatepost.screening.signs import SIGNS
from tests.house.tree import ROOT

MODEL = ROOT / "src/gatepost/screening/language/models/meaning.txt"
LINES = MODEL.read_text("utf-8").splitlines()


def test_every_column_is_a_known_sign_with_levels_that_make_sense() -> None:
    columns = json.loads(LINES[0])["columns"]
    assert {column["sign"] for column in columns} <= SIGNS.keys()
    assert all(column["slope"] > 0 and column["ruled"] >= 0 for column in columns)
    assert len(columns) == len(meaning.model().columns)


def test_the_rows_of_all_features_together_fit_their_lanes() -> None:
    rows = [meaning.spread(line.rsplit("\t", 1)[1]) for line in LINES[1:]]
    model = meaning.model()
    for number in range(len(model.columns)):
        assert sum(abs(model.lane(row, number)) for row in rows) < 1 << 22
    assert MODEL.stat().st_size < 8_000_000


@pytest.mark.parametrize("count", [24, 100, 10_000])
def test_a_longer_text_does_not_weigh_more_by_its_length(count: int) -> None:
    assert meaning.evened(count) * count**0.5 == pytest.approx(6)


def test_a_few_words_are_not_made_up_for() -> None:
    assert meaning.evened(1) == meaning.evened(20)
