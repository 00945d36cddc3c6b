"""Proving the ledger and taking it away, each under its action. What is done is the ledger's; who may is said here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.db import transaction

from gatepost.apps.ledger import exporting, proving, signing, verifying
from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.chain import Value
from gatepost.apps.ledger.models import Checkpoint, Entry, subject
from gatepost.apps.ledger.notes import Key
from gatepost.apps.ledger.verifying import Fault, Kept, Outcome
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Person
from gatepost.apps.people.models.person import SYSTEM_ID

Tell = Callable[[Fault], None]
_WHOLE = subject("ledger", "all")


def verify(*, by: Person, tell: Tell, kept: Iterable[tuple[str, str]] = (), key: Key | None = None) -> Outcome:
    """Read all of the ledger and tell each fault. It is held against every checkpoint made here, and those in `kept`.

    `kept` are names and notes; NoteError if one is not signed by this ledger, or by `key`. What a person proved is
    recorded; the site's own nightly reading changes nothing, so that it can be done on a copy.
    """
    leave = require(by, "ledger.verify")
    against = [_of_file(name, note, key) for name, note in kept]
    outcome = verifying.verify(tell, against)
    if by.pk != SYSTEM_ID:
        says = {"size": outcome.size, "faults": outcome.faults}
        ledger.record("ledger_verified", by=by.pk, leave=leave, subject=_WHOLE, says=says)
    return outcome


def checkpoint(*, by: Person) -> Checkpoint:
    """Sign what the ledger holds now, to be kept elsewhere."""
    require(by, "ledger.verify")
    return ledger.checkpoint(by.pk)


def prove_entry(*, by: Person, number: int) -> str:
    """The proof that an entry stands in the ledger; NoSuchEntry if it does not."""
    require(by, "ledger.verify")
    return proving.of_entry(number)


def prove_growth(*, by: Person, note: str) -> str:
    """The proof that the ledger of a kept checkpoint is the beginning of today's."""
    require(by, "ledger.verify")
    return proving.of_growth(note)


def change_key(*, by: Person, former: str) -> int:
    """Lock the ledger's personal values with today's key instead of the former; how many people's there were."""
    leave = require(by, "ledger.change_key")
    return ledger.change_key(former, by=by.pk, leave=leave)


def export(*, by: Person, form: str) -> Iterator[str]:
    """All of the ledger as a file; that it was taken away is the last entry in it."""
    with transaction.atomic():
        leave = require(by, "ledger.export")
        says: dict[str, Value] = {"form": form, "count": proving.size_now() + 1}
        last = ledger.record("ledger_exported", by=by.pk, leave=leave, subject=_WHOLE, says=says)
    return exporting.lines(Entry.objects.filter(number__lte=last.number), form)


def _of_file(name: str, note: str, key: Key | None) -> Kept:
    found = signing.ours(note, key)
    return Kept(found.size, found.root, name)
