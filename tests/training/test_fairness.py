"""False alarms are even: by surname, by the community named, by the English spoken."""

from __future__ import annotations

from functools import cache

import pytest

from gatepost.policy import load
from tests.tiers import BOTH, FIRST, judged_by
from training.fairness import COMMUNITIES, ENGLISH, OUT, SURNAMES, Share, Table, shown, tables

# Nine thousand drafts by surname are too many for the second tier here: `make train CHECK=--check` measures them.
MEASURED = [(FIRST, SURNAMES), (FIRST, COMMUNITIES), (FIRST, ENGLISH), (BOTH, COMMUNITIES), (BOTH, ENGLISH)]


@cache
def measured(tier: str, title: str) -> Table:
    with judged_by(tier, load()):
        (table,) = tables([title])
        return table


@pytest.mark.parametrize(("tier", "title"), MEASURED)
def test_no_group_is_stopped_or_advised_more_than_the_bounds_allow(tier: str, title: str) -> None:
    assert measured(tier, title).apart() == []


def test_a_table_in_which_one_group_fares_worse_is_told() -> None:
    table = Table(SURNAMES, {"one": Share(100, 0, 0), "other": Share(100, 30, 0)})
    assert table.apart() == ["other"]
    assert "Outside the bounds: other." in shown(table)


@pytest.mark.parametrize(("tier", "title"), MEASURED)
def test_the_page_shows_what_is_measured(tier: str, title: str) -> None:
    both, first = OUT.read_text("utf-8").split("## The first tier alone")
    assert shown(measured(tier, title)) in (both if tier == BOTH else first)
    assert "Outside the bounds" not in both + first
