"""Telling other systems what has happened: from the ledger, so that nothing is missed; again until they have it."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import Entry, subject
from gatepost.apps.machines.models import Delivery, Hook
from gatepost.apps.machines.services import secrets
from gatepost.apps.notices import services as notices
from gatepost.apps.people.authority import require
from gatepost.apps.people.models.person import the_site
from gatepost.outside import STRICT, Allow, OutsideError, post

# After each try that failed, how long until the next: close together at first, for most troubles pass in a minute.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 840, 1_200, 1_440, 1_440, 1_440))
LEASE = timedelta(minutes=2)  # longer than any try takes: whoever has not said by then how it went has died
_BATCH = 1_000
_GONE = 410  # "do not send me this any more", as Standard Webhooks has it
_log = logging.getLogger("gatepost.machines")


@dataclass(frozen=True)
class Outcome:
    """How a try went, in a word that may be shown."""

    said: str
    well: bool = False
    final: bool = False


def deliver(*, seconds: float = 20.0, allow: Allow = STRICT) -> int:
    """Tell what is due, for so long at most; how much was told. Any number of workers may do it at once."""
    if settings.DEMO:
        return 0
    feed()
    until, told = time.monotonic() + seconds, 0
    silent: set[UUID] = set()
    while time.monotonic() < until and (one := _claimed(silent)) is not None:
        outcome = _tried(one, allow)
        told += outcome.well
        if not outcome.well:
            silent.add(one.hook_id)  # the others need not wait for it
        _noted(one, outcome)
    return told


def feed() -> int:
    """Write down for each hook what it is to be told of the ledger's new entries; how many tellings."""
    last = Entry.objects.aggregate(last=Max("number"))["last"] or 0
    behind = Hook.objects.filter(ended_at=None, stopped_at=None, read__lt=last)
    return sum(_fed(hook.pk) for hook in behind)


def _fed(key: UUID) -> int:
    with transaction.atomic():
        hook = Hook.objects.select_for_update().get(pk=key)
        new = list(Entry.objects.filter(number__gt=hook.read).values_list("number", "event")[:_BATCH])
        wanted, now = set(hook.events), timezone.now()
        due = [Delivery(hook=hook, entry=number, due_at=now) for number, event in new if event in wanted]
        Delivery.objects.bulk_create(due, ignore_conflicts=True)
        if new:
            Hook.objects.filter(pk=hook.pk).update(read=new[-1][0])
    return len(due) + (_fed(key) if len(new) == _BATCH else 0)


def _claimed(silent: set[UUID]) -> Delivery | None:
    """The next that is due, taken so that nobody else tries it meanwhile."""
    while True:
        now = timezone.now()
        due = Delivery.objects.filter(sent_at=None, given_up_at=None, due_at__lte=now)
        due = due.filter(hook__ended_at=None, hook__stopped_at=None).exclude(hook__in=silent)
        one = due.select_related("hook").order_by("due_at", "entry").first()
        if one is None:
            return None
        mine = Delivery.objects.filter(pk=one.pk, due_at=one.due_at, sent_at=None, given_up_at=None)
        if mine.update(due_at=now + LEASE, tries=F("tries") + 1):
            one.tries += 1
            return one


def _tried(one: Delivery, allow: Allow) -> Outcome:
    """Outside any transaction, for it waits for somebody else's server."""
    secret = secrets.opened(bytes(one.hook.secret))
    if secret is None:
        return Outcome("secret", final=True)
    body, moment = _body(one.entry), int(time.time())
    headers = {
        "Content-Type": "application/json",
        "webhook-id": str(one.pk),
        "webhook-timestamp": str(moment),
        "webhook-signature": secrets.signature(secret, str(one.pk), moment, body),
    }
    try:
        answer = post(one.hook.address, body=body, headers=headers, allow=allow)
    except OutsideError as problem:
        return Outcome(problem.reason.value)
    return Outcome(str(answer.status), well=200 <= answer.status < 300, final=answer.status == _GONE)


def _body(number: int) -> bytes:
    """The same at every try. It names what happened to what, and nothing of who or why: they ask us for that."""
    entry = Entry.objects.get(pk=number)
    data = {
        "number": entry.number,
        "subject": entry.subject,
        "clauses": entry.clauses,
        "request_id": entry.request_id,
    }
    told = {"type": entry.event, "timestamp": entry.at.isoformat(), "data": data}
    return json.dumps(told, separators=(",", ":"), sort_keys=True).encode()


def _noted(one: Delivery, outcome: Outcome) -> None:
    now, waits = timezone.now(), WAITS[one.tries - 1 :]
    row = Delivery.objects.filter(pk=one.pk)
    if outcome.well:
        row.update(sent_at=now, said=outcome.said)
    elif outcome.final or not waits:
        _given_up(one, outcome, now)
    else:
        row.update(due_at=now + waits[0], said=outcome.said)


def _given_up(one: Delivery, outcome: Outcome, now: datetime) -> None:
    """The whole hook stops, and whoever set it up is told: a system that hears nothing should not go unnoticed."""
    days = sum(WAITS, timedelta()).days if not outcome.final else 0
    with transaction.atomic():
        leave = require(the_site(), "hook.tell", one.hook)
        Delivery.objects.filter(pk=one.pk).update(given_up_at=now, said=outcome.said)
        Hook.objects.filter(pk=one.hook_id, stopped_at=None).update(stopped_at=now)
        about = subject("hook", one.hook_id)
        notices.notify(to=[one.hook.made_by], category="duty", about=about, key=f"{about} {now:%Y-%m-%d}")
        ledger.record("hook_given_up", by=the_site().pk, leave=leave, subject=about, says={"days": days})
    _log.warning("a webhook was given up: %s", outcome.said)
