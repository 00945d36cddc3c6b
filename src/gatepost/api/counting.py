"""How many drafts were checked today. Written down now and then, for a write at each check would cost more than the check."""

from __future__ import annotations

import logging
import time
from datetime import date
from threading import Lock

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from gatepost.apps.posts.models import DailyCount
from gatepost.apps.posts.services.checking import CHECKS

_EVERY = 2.0  # seconds: what a process has not written down when it ends is that little
_log = logging.getLogger("gatepost.api")
_lock = Lock()
_waiting: dict[date, int] = {}
_written = 0.0


def one_more(number: int = 1) -> None:
    """So many more today."""
    global _written  # noqa: PLW0603 (one a process)
    now, today = time.monotonic(), timezone.localdate()
    with _lock:
        _waiting[today] = _waiting.get(today, 0) + number
        if now - _written < _EVERY:
            return
        _written = now
        due = dict(_waiting)
        _waiting.clear()
    write(due)


def write(due: dict[date, int] | None = None) -> None:
    """Write down what waits. A count that cannot be kept never stands in the way of a check."""
    if due is None:
        with _lock:
            due = dict(_waiting)
            _waiting.clear()
    try:
        with transaction.atomic():
            for day, number in due.items():
                row, _new = DailyCount.objects.get_or_create(day=day, kind=CHECKS)
                DailyCount.objects.filter(pk=row.pk).update(number=F("number") + number)
    except DatabaseError:
        _log.exception("checks were not counted")
