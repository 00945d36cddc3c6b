"""The hour of a test, on the clock on the wall of an English school."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone

Clock = Callable[[str], None]


def moment(said: str) -> datetime:
    """`2026-10-05 07:30`, a Monday morning in term."""
    return timezone.make_aware(datetime.fromisoformat(said))


def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the hour: `at("2026-10-05 07:30")`."""

    def at(said: str) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment(said))

    return at
