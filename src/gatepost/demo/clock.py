"""A clock that is set by hand, so that a year can happen in seconds and every entry still bears its own time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


class Clock:
    """The time that it is for everything in this process; it only moves on."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """The time."""
        return self._now

    def move(self, to: datetime) -> None:
        """It is this time now."""
        if to < self._now:
            raise ValueError(f"time cannot go back from {self._now:%d %b %Y %H:%M} to {to:%d %b %Y %H:%M}")
        self._now = to


@contextmanager
def set_by_hand(start: datetime) -> Iterator[Clock]:
    """While the block lasts, Django's clock is the one that is handed out: what services ask for the time."""
    clock = Clock(start)
    with patch.object(timezone, "now", clock.now):
        yield clock
