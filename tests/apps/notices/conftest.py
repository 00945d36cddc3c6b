"""The hour of a test."""

from __future__ import annotations

import pytest

from tests.apps.notices.clock import Clock, clock


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the hour."""
    return clock(monkeypatch)
