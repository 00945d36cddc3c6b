"""What was read stays true for as long as nothing has happened, and whatever happens adds an entry to the ledger.

So the hash of the last entry is the stamp of all that services change: one quick query tells a process whether what it
read before still holds. Within a transaction nothing is kept or taken, for there the change may come before its entry:
every service decides on what it reads itself.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection

Value = TypeVar("Value")
MOST = 2_000
_kept: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()
_lock = Lock()
_look: ContextVar[list[str] | None] = ContextVar("look", default=None)


def still(key: tuple[Hashable, ...], read: Callable[[], Value], stamp: str | None = None) -> Value:
    """What `read` gives, or gave when nothing has happened since. Whoever takes it must not change it.

    Several in a row may share one `stamp`.
    """
    stamp = stamp_now() if stamp is None else stamp
    if not stamp or connection.in_atomic_block:
        return read()
    known: tuple[str, Value] | None = _kept.get(key)
    if known is not None and known[0] == stamp:
        return known[1]
    value = read()  # read after the stamp: if something happens in between, the next one sees another stamp
    _keep(key, stamp, value)
    return value


def stamp_now() -> str:
    """The stamp of all that services change; empty where nothing is to be kept."""
    if not settings.KEEP_WHILE_NOTHING_HAPPENS or connection.in_atomic_block:
        return ""
    look = _look.get()
    if look is None:
        return _stamp()
    if not look:
        look.append(_stamp())
    return look[0]


@contextmanager
def one_look() -> Iterator[None]:
    """While the block lasts, everything is read as of one moment: for a request that only looks. Its stamp is asked once."""
    token = _look.set([])
    try:
        yield
    finally:
        _look.reset(token)


def look_again() -> None:
    """Something has happened in this block after all."""
    if look := _look.get():
        look.clear()


def _stamp() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM ledger_entry ORDER BY number DESC LIMIT 1")
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def _keep(key: Hashable, stamp: str, value: object) -> None:
    with _lock:
        _kept[key] = (stamp, value)
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
