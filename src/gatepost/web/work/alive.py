"""Which workers are alive: each says so in the shared cache, again and again, until it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.core.cache import cache
from django.db import DatabaseError, connection

PULSE, BELIEVED = 15, 120  # seconds: how often it says so, and how long that is believed
_ANY = "worker:any"


def is_alive(worker_id: str) -> bool:
    """Whether this worker said so of late."""
    return cache.get(f"worker:{worker_id}") is not None


def anybody_alive() -> bool:
    """Whether any worker did."""
    return cache.get(_ANY) is not None


@contextmanager
def living(worker_id: str) -> Iterator[None]:
    """This worker is alive for as long as the block lasts."""
    ended = Event()
    _say(worker_id)
    pulse = Thread(target=_pulse, args=(worker_id, ended), daemon=True)
    pulse.start()
    try:
        yield
    finally:
        ended.set()
        pulse.join(timeout=PULSE)
        cache.delete(f"worker:{worker_id}")


def _pulse(worker_id: str, ended: Event) -> None:
    while not ended.wait(PULSE):
        try:
            _say(worker_id)
        except DatabaseError:  # busy or away: BELIEVED is long enough for the next try
            connection.close()
    connection.close()


def _say(worker_id: str) -> None:
    cache.set(f"worker:{worker_id}", 1, BELIEVED)
    cache.set(_ANY, 1, BELIEVED)
