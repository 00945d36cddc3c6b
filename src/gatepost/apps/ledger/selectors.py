"""What can be read of the ledger. Who may see which entries is for the people app to say: it knows the schools."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from gatepost.apps.ledger import merkle
from gatepost.apps.ledger.models import Checkpoint, Entry
from gatepost.apps.ledger.tree import Tree

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What a reader asks for."""

    event: str = ""
    subject: str = ""
    day: date | None = None
    before: int | None = None


@dataclass(frozen=True)
class Page:
    """Some entries, the newest first; `older` is where the next page begins."""

    entries: tuple[Entry, ...]
    older: int | None


@dataclass(frozen=True)
class State:
    """The ledger in figures."""

    size: int
    root: str
    last: Entry | None
    checkpoint: Checkpoint | None


def page(entries: QuerySet[Entry], asked: Asked) -> Page:
    """A page by number, so that it stays the same page while others record."""
    found = list(chosen(entries, asked).order_by("-number")[: PAGE + 1])
    return Page(tuple(found[:PAGE]), found[PAGE - 1].number if len(found) > PAGE else None)


def chosen(entries: QuerySet[Entry], asked: Asked) -> QuerySet[Entry]:
    """Those that were asked for."""
    if asked.event:
        entries = entries.filter(event=asked.event)
    if asked.subject:
        entries = entries.filter(subject=asked.subject)
    if asked.day:
        begins, ends = _day(asked.day)
        entries = entries.filter(at__gte=begins, at__lt=ends)
    return entries if asked.before is None else entries.filter(number__lt=asked.before)


def state() -> State:
    """How large the ledger is, its root, and the checkpoint made last."""
    last = Entry.objects.order_by("-number").first()
    size = last.number if last else 0
    return State(size, merkle.root(size, Tree().node).hex(), last, Checkpoint.objects.order_by("-size", "-pk").first())


def _day(day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight, here: 23 or 25 hours on two days of the year."""
    zone = timezone.get_current_timezone()
    return (
        datetime.combine(day, time.min, tzinfo=zone),
        datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone),
    )
