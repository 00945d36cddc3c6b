"""How many drafts were checked today. Written down now and then, for a write at each check would cost more than the check."""

from __future__ import annotations

import logging
import time
from threading import Lock

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from gatepost.apps.posts.models import DailyCount
from gatepost.apps.posts.services.checking import CHECKS

_EVERY = 2.0  # seconds: what a process has not written down when it ends is that little
_log = logging.getLogger("gatepost.api")
_lock = Lock()
_waiting = 0
_written = 0.0


def one_more(number: int = 1) -> None:
    """So many more today."""
    global _waiting, _written  # noqa: PLW0603 (one a process)
    now = time.monotonic()
    with _lock:
        _waiting += number
        if now - _written < _EVERY:
            return
        _written = now
    write()


def write() -> None:
    """Write down what waits. A count that cannot be kept never stands in the way of a check."""
    global _waiting
    with _lock:
        number, _waiting = _waiting, 0
    if not number:
        return
    try:
        with transaction.atomic():
            row, _new = DailyCount.objects.get_or_create(day=timezone.localdate(), kind=CHECKS)
            DailyCount.objects.filter(pk=row.pk).update(number=F("number") + number)
    except DatabaseError:
        _log.exception("checks were not counted")
