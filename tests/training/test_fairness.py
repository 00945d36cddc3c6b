"""False alarms are even: by surname, by the community named, by the English spoken."""

from __future__ import annotations

from functools import cache

import pytest

from training.fairness import OUT, Share, Table, page, tables


@cache
def measured() -> dict[str, Table]:
    return {table.title: table for table in tables()}


@pytest.mark.parametrize("title", ["By surname", "By the community named", "By the English spoken"])
def test_no_group_is_stopped_or_advised_more_than_the_bounds_allow(title: str) -> None:
    assert measured()[title].apart() == []


def test_a_table_in_which_one_group_fares_worse_is_told() -> None:
    table = Table("By surname", {"one": Share(100, 0, 0), "other": Share(100, 30, 0)})
    assert table.apart() == ["other"]


def test_the_page_shows_what_is_measured() -> None:
    assert OUT.read_text("utf-8") == page(list(measured().values()))
