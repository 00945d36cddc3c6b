"""Days as the tests speak of them, and what the ledger says last."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from gatepost.apps.ledger.models import Entry


def today(days: int = 0) -> date:
    """Today, or so many days from it."""
    return timezone.localdate() + timedelta(days=days)


def last_entry() -> Entry:
    """What happened last."""
    found = Entry.objects.order_by("-number").first()
    assert found is not None, "nothing has happened yet"
    return found


def happened() -> list[str]:
    """The events of the ledger, in their order."""
    return list(Entry.objects.order_by("number").values_list("event", flat=True))
