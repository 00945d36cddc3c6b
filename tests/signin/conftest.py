"""For every test of the door: a federation, and nobody who has tried too often yet."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.site_cast import federation


@pytest.fixture(autouse=True)
def fernleigh(db: None) -> None:
    cache.clear()
    federation()


@pytest.fixture(autouse=True)
def nothing_waits_for_a_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test is one transaction that never commits, so what waits for that is done at once."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda done: done())
