"""A clock for the tests of what is due: `with at("2026-11-26 10:00")` it is that time, wherever somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

from gatepost.demo.clock import Clock, set_by_hand


def moment(text: str) -> datetime:
    """That time on the clock on the wall."""
    return timezone.make_aware(datetime.fromisoformat(text))


@contextmanager
def at(text: str) -> Iterator[Clock]:
    """It is that time."""
    with set_by_hand(moment(text)) as clock:
        yield clock
