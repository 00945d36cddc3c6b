"""What the ledger's tests share: a leave, a few events of their own, entries, and hands that tamper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from gatepost.apps.ledger import chain, events, guards, services
from gatepost.apps.ledger.models import Entry, subject
from gatepost.apps.ledger.verifying import Fault, Kept, Outcome, verify

HILL, OKORO, GRACE = (UUID(int=number) for number in (101, 102, 103))

POSTED = events.Event("tests_posted", "posted {what}", ("SU-4",))
events.register(POSTED)


@dataclass(frozen=True)
class Given:
    """Leave, as authority gives it."""

    action: str = "post.publish"
    role: str = "teacher"
    clauses: tuple[str, ...] = ("PU-1",)


def post(what: str = "a picture of the boats", *, by: UUID = HILL, about: UUID = GRACE, **personal: str) -> Entry:
    """Ms Hill posts something about Grace."""
    sealed = {about: personal} if personal else None
    return services.record(
        "tests_posted", by=by, leave=Given(), subject=subject("person", about), says={"what": what}, personal=sealed
    )


def posts(count: int) -> list[Entry]:
    """One after another."""
    return [post(f"picture {number}") for number in range(1, count + 1)]


def faults(*against: Kept) -> list[str]:
    """What a reading of the whole ledger finds wrong."""
    return [str(fault) for fault in read(*against)[0]]


def read(*against: Kept) -> tuple[list[Fault], Outcome]:
    """A reading of the whole ledger: its faults and its outcome."""
    found: list[Fault] = []
    return found, verify(found.append, against)


@contextmanager
def unguarded() -> Iterator[None]:
    """With the hands of somebody who owns the database."""
    connection.check_constraints()  # on PostgreSQL no trigger comes down while checks wait
    guards.take_down(connection)
    yield
    if connection.vendor == "postgresql":
        connection.check_constraints()
    guards.put_up(connection)


def tamper(sql: str, *values: str | int | None) -> None:
    """Change the tables behind the ledger's back."""
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def rehash(number: int) -> None:
    """Give an entry the hash of what it now holds, as a careful forger would."""
    tamper(
        "UPDATE ledger_entry SET hash = %s WHERE number = %s",
        chain.entry_hash(Entry.objects.get(pk=number).facts()),
        number,
    )


def says(what: str) -> str:
    """What `says` holds, as the database has it."""
    return json.dumps({"what": what})
