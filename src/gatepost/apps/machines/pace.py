"""How often a token may ask in a minute, counted for all processes together in the token's own row.

A process takes requests by the block and gives them out itself: one write to the database does for many of them.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from math import ceil
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from gatepost.apps.machines.models import Token

_MINUTE = 60
_BLOCKS = 60  # to the minute: what one process has left over at its end is that little
_MOST = 2_000
_lock = Lock()
_left: OrderedDict[UUID, tuple[int, int]] = OrderedDict()  # a minute, and how many requests are left of the block


def wait(token: Token) -> int:
    """Seconds until this token may ask again; 0 if it may now, which counts as one."""
    now = time.time()
    minute = int(now // _MINUTE)
    with _lock:
        kept, left = _left.get(token.pk, (0, 0))
        if kept == minute and left > 0:
            _left[token.pk] = minute, left - 1
            return 0
    taken = _take(token, minute)
    if not taken:
        return max(1, ceil((minute + 1) * _MINUTE - now))
    with _lock:
        kept, left = _left.get(token.pk, (0, 0))
        _left[token.pk] = minute, taken - 1 + (left if kept == minute else 0)
        _left.move_to_end(token.pk)
        while len(_left) > _MOST:
            _left.popitem(last=False)
    return 0


def forget() -> None:
    """What this process has taken ahead."""
    with _lock:
        _left.clear()


def _take(token: Token, minute: int) -> int:
    """A block of the minute, or what is left of it; 0 if nothing is."""
    most, day = int(settings.API_PER_MINUTE), timezone.localdate()
    block = max(1, most // _BLOCKS)
    row = Token.objects.filter(pk=token.pk)
    if row.filter(minute__lt=minute).update(minute=minute, taken=block, used_on=day):
        return block
    if row.filter(minute=minute, taken__lte=most - block).update(taken=F("taken") + block):
        return block
    return 0
