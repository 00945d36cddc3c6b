"""The ledger's verbs: record what happened, destroy a person's key, make a checkpoint.

Record last: what a transaction has done before does not keep others waiting, but from `record` to its end nobody else
can record. A mistake in what is recorded undoes the whole transaction, so nothing happens that is not in the ledger.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from gatepost.apps.ledger import chain, context, events, head, sealing, signing, still, tree
from gatepost.apps.ledger.chain import Value
from gatepost.apps.ledger.models import Checkpoint, Entry, PersonKey, Sealed
from gatepost.apps.ledger.notes import Checkpoint as Signed

_BATCH = 500
_NOTABLE = timedelta(minutes=1)
_log = logging.getLogger(__name__)


class Leave(Protocol):
    """On what grounds somebody acts."""

    @property
    def action(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def clauses(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Happened:
    """What happened, to what. `says` holds nothing personal; `personal` is sealed with a key of the person's own."""

    event: str
    subject: str
    says: Mapping[str, Value] | None = None
    personal: Mapping[UUID, Mapping[str, str]] | None = None


def record(
    event: str,
    *,
    by: UUID,
    leave: Leave,
    subject: str,
    says: Mapping[str, Value] | None = None,
    personal: Mapping[UUID, Mapping[str, str]] | None = None,
) -> Entry:
    """Add an entry, in the caller's transaction. `personal` is sealed with a key of the person's own."""
    return _add([Happened(event, subject, says, personal)], by, leave)[0]


def record_many(happened: Iterable[Happened], *, by: UUID, leave: Leave) -> int:
    """Add an entry for each, all or none, in flat memory; how many there were."""
    rest, count = iter(happened), 0
    with transaction.atomic(savepoint=False):
        while batch := list(islice(rest, _BATCH)):
            count += len(_add(batch, by, leave))
    return count


def destroy_key(person: UUID) -> bool:
    """Make a person's sealed values unreadable for good, in the caller's transaction; False if it was done before.

    Somebody of whom nothing is sealed gets a destroyed key too, so that nothing will be.
    """
    with transaction.atomic(savepoint=False):
        head.taken()  # so that nobody seals with the key meanwhile
        now, kept = timezone.now(), PersonKey.objects.filter(pk=person).first()
        if kept is None:
            PersonKey.objects.create(person=person, wrapped=b"", destroyed_at=now)
        elif kept.destroyed_at is None:
            PersonKey.objects.filter(pk=person).update(wrapped=b"", destroyed_at=now)
            transaction.on_commit(_forget_old_pages)
        return kept is None or kept.destroyed_at is None


def change_key(former: str, *, by: UUID, leave: Leave) -> int:
    """Lock every person's key with today's ledger key instead of the former one; how many there were.

    WrongLedgerKey if one opens with neither. Twice does no harm.
    """
    changed = 0
    with transaction.atomic(savepoint=False):
        head.taken()
        for kept in PersonKey.objects.filter(destroyed_at=None).iterator(_BATCH):
            if (wrapped := sealing.rewrapped(bytes(kept.wrapped), kept.person, former)) is not None:
                PersonKey.objects.filter(pk=kept.pk).update(wrapped=wrapped)
                changed += 1
        before = str(signing.key(former))
        told = Entry.objects.filter(event="ledger_key_changed", says__former=before).exists()
        if before != str(signing.key()) and (changed or not told):
            says: dict[str, Value] = {"former": before, "count": changed}
            record("ledger_key_changed", by=by, leave=leave, subject="ledger:all", says=says)
    return changed


def checkpoint(by: UUID) -> Checkpoint:
    """Sign what the ledger holds now. Worth something only where it is kept elsewhere."""
    with transaction.atomic(savepoint=False):
        size = head.taken().number
        note = signing.signed(Signed(signing.origin(), size, tree.root(size)))
        return Checkpoint.objects.get_or_create(size=size, note=note, defaults={"by": by})[0]


def _add(happened: list[Happened], by: UUID, leave: Leave) -> list[Entry]:
    with transaction.atomic(savepoint=False):
        last = head.taken()
        keys = sealing.keys_for(person for one in happened for person in one.personal or ())
        entries: list[Entry] = []
        sealed: list[Sealed] = []
        previous, at = last.hash, _now(last.at)
        for number, one in enumerate(happened, last.number + 1):
            beside = [sealing.seal(number, who, told, keys[who]) for who, told in sorted((one.personal or {}).items())]
            entries.append(_entry(one, number, at, previous, by, leave, beside))
            previous = entries[-1].hash
            sealed += beside
        head.add(entries)
        if sealed:
            Sealed.objects.bulk_create(sealed)
        tree.grow(last.number, entries[-1].number)
        still.look_again()
    return entries


def _entry(
    one: Happened, number: int, at: datetime, previous: str, by: UUID, leave: Leave, sealed: list[Sealed]
) -> Entry:
    event, says = events.named(one.event), chain.sound(one.says or {})
    if unsaid := event.places - says.keys():
        raise ValueError(
            f"{event.name}: its sentence speaks of {', '.join(sorted(unsaid))}, which `says` does not hold"
        )
    entry = Entry(
        number=number,
        at=at,
        event=event.name,
        by=by,
        role=leave.role,
        action=leave.action,
        subject=chain.plain("subject", one.subject),
        clauses=sorted({*event.clauses, *leave.clauses}),
        says=says,
        sealed={str(beside.person): beside.hash() for beside in sealed},
        policy=context.policy(),
        request_id=context.request_id.get(),
        previous=previous,
    )
    entry.hash = chain.entry_hash(entry.facts())
    return entry


def _now(last: datetime) -> datetime:
    """Now, but never before the last entry: where the clock was set back, entries have the last one's time."""
    now = timezone.now()
    if last - now > _NOTABLE:
        _log.warning(
            "the clock is %.0f seconds behind the last entry of the ledger; is it right?", (last - now).total_seconds()
        )
    return max(now, last)


def _forget_old_pages() -> None:
    """SQLite overwrites what is deleted (secure_delete), but an older page may still lie in its log: end the log too."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
