"""All entries in their order, a page at a time, also such as somebody has made unreadable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection

from gatepost.apps.ledger import chain
from gatepost.apps.ledger.models import Entry

_FIELDS = ("number", "hash", "at", "event", "by", "role", "action", "subject", "clauses", "says", "sealed", "policy",
           "request_id", "previous")  # fmt: skip
_UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError)  # what a field makes of what was never put in


class Row(NamedTuple):
    """An entry as it stands: its hash as it was stored, and as its contents give it."""

    number: int
    hash: str
    facts: chain.Facts | None  # None where it cannot be read
    found: str  # empty where it cannot be read

    @property
    def sound(self) -> bool:
        return self.found == self.hash


def rows(page: int) -> Iterator[list[Row]]:
    """Pages of entries by number, each read for itself: nobody waits for a long reading, and memory stays flat."""
    after: int | None = None
    while found := _page(after, page):
        yield found
        after = found[-1].number


def _page(after: int | None, size: int) -> list[Row]:
    entries = Entry.objects.order_by("number")
    if after is not None:
        entries = entries.filter(number__gt=after)
    try:
        return [_row(told) for told in entries.values_list(*_FIELDS)[:size]]
    except _UNREADABLE:
        numbers = list(entries.values_list("number", flat=True)[:size])
        return [_alone(number) for number in numbers]


def _row(told: tuple[Any, ...]) -> Row:
    number, hash_, at, event, by, role, action, subject, clauses, says, sealed, policy, request_id, previous = told
    facts = chain.Facts(
        number,
        at,
        event,
        by,
        role,
        action,
        subject,
        tuple(clauses),
        dict(says),
        dict(sealed),
        policy,
        request_id,
        previous,
    )
    return Row(number, hash_, facts, chain.entry_hash(facts))


def _alone(number: int) -> Row:
    try:
        return _row(Entry.objects.values_list(*_FIELDS).get(pk=number))
    except _UNREADABLE:
        with connection.cursor() as cursor:
            cursor.execute("SELECT hash FROM ledger_entry WHERE number = %s", [number])
            return Row(number, str(cursor.fetchone()[0]), None, "")
