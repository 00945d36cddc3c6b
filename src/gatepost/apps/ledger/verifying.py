"""Is the ledger whole? Every entry is read and hashed anew, in flat memory, and each fault is named by its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from gatepost.apps.ledger import chain, guards, merkle, signing, tree
from gatepost.apps.ledger.diagnosing import Diagnosis
from gatepost.apps.ledger.models import Checkpoint, Entry, Knot, Sealed
from gatepost.apps.ledger.notes import NoteError
from gatepost.apps.ledger.reading import Row, rows

PAGE = 1_000


@dataclass(frozen=True)
class Fault:
    """Something wrong, at an entry; without a number, with the ledger as a whole."""

    number: int | None
    says: str

    def __str__(self) -> str:
        return f"entry {self.number}: {self.says}" if self.number is not None else f"the ledger: {self.says}"


@dataclass(frozen=True)
class Kept:
    """What the ledger was at a size, and where that is known from."""

    size: int
    root: bytes
    source: str


@dataclass
class Outcome:
    """What was found."""

    size: int = 0
    root: bytes = merkle.EMPTY
    last: str = chain.BEFORE_THE_FIRST
    last_at: datetime | None = None
    faults: int = 0
    agreed: list[str] = field(default_factory=list)  # the checkpoints that the ledger still keeps to

    @property
    def whole(self) -> bool:
        return not self.faults


def verify(tell: Callable[[Fault], None], against: Iterable[Kept] = ()) -> Outcome:
    """Read all of the ledger, and hold it against every checkpoint; each fault is told as soon as it is found."""
    outcome = Outcome()

    def found(fault: Fault) -> None:
        outcome.faults += 1
        tell(fault)

    kept = sorted([*against, *_made_here(found)], key=lambda one: one.size)
    for fault in _Walk(outcome, kept).faults():
        found(fault)
    return outcome


class _Walk:
    """One reading, from the first entry to the last."""

    def __init__(self, outcome: Outcome, against: Sequence[Kept]) -> None:
        self.outcome, self.frontier = outcome, merkle.Frontier()
        self.waiting = list(against)
        self.safe = 0  # up to here the ledger is what a checkpoint says

    def faults(self) -> Iterator[Fault]:
        for name in guards.missing(connection):
            yield Fault(None, f"the database no longer refuses what it must: its trigger {name} is missing")
        diagnosis = Diagnosis()
        for page in rows(PAGE):
            for row in page:
                yield from (Fault(*told) for told in diagnosis.of(row))
                yield from self._grown(row)
            yield from _sealed_faults(page)
        yield from (Fault(*told) for told in diagnosis.end())
        yield from self._end()

    def _grown(self, row: Row) -> Iterator[Fault]:
        """The tree with this entry in it, held against what was kept of the tree at this size."""
        self.outcome.last, self.outcome.last_at = row.hash, row.facts.at if row.facts else self.outcome.last_at
        yield from self._reached()
        made = self.frontier.add(bytes.fromhex(row.found or "0" * 64))
        size = self.outcome.size = self.frontier.size
        for level in range(tree.STEP, len(made), tree.STEP):
            kept = Knot.objects.filter(level=level, index=(size >> level) - 1).values_list("hash", flat=True).first()
            if kept != made[level].hex():
                first = size - (1 << level) + 1
                yield Fault(row.number, f"the hash kept over the entries {first} to {size} is not theirs")

    def _reached(self) -> Iterator[Fault]:
        """Every checkpoint of the size that the ledger has now."""
        while self.waiting and self.waiting[0].size <= self.frontier.size:
            kept = self.waiting.pop(0)
            if kept.size != self.frontier.size or kept.root == self.frontier.root():
                self.safe = kept.size
                self.outcome.agreed.append(kept.source)
            else:
                yield Fault(kept.size, self._otherwise(kept))

    def _otherwise(self, kept: Kept) -> str:
        """Where the ledger parted from a checkpoint: after the last one that it still agrees with."""
        one = self.safe + 1 == kept.size
        between = (
            f"entry {kept.size} is not that" if one else f"the entries {self.safe + 1} to {kept.size} are not those"
        )
        why = "" if self.outcome.faults else f": {'it was' if one else 'they were'} changed together with the hashes"
        return f"{between} of {kept.source}{why}"

    def _end(self) -> Iterator[Fault]:
        yield from self._reached()
        self.outcome.root = self.frontier.root()
        for kept in self.waiting:
            gone = f"{self.frontier.size + 1} to {kept.size}"
            yield Fault(self.frontier.size + 1, f"the entries {gone} are missing: {kept.source} has {kept.size}")
        for number, person in _orphans():
            yield Fault(number, f"personal values of {person} stand beside an entry that is not there")
        after = Knot.objects.filter(level=tree.STEP, index__gte=self.frontier.size >> tree.STEP).count()
        if after:
            yield Fault(None, f"{after} kept hashes are over entries that are not there: the last ones were cut off")


def _sealed_faults(page: Sequence[Row]) -> Iterator[Fault]:
    """Whether beside the entries of a page stand just the personal values that they name."""
    first, last = page[0].number, page[-1].number
    beside: dict[int, dict[str, str]] = {}
    for sealed in Sealed.objects.filter(entry_id__gte=first, entry_id__lte=last).iterator(PAGE):
        beside.setdefault(sealed.entry_id, {})[str(sealed.person)] = sealed.hash()
    for row in page:
        named, there = (row.facts.sealed if row.facts else {}), beside.get(row.number, {})
        if named == there:
            continue
        for person in sorted(named.keys() | there.keys()):
            if person not in there:
                yield Fault(row.number, f"the sealed values of {person} are missing")
            elif person not in named:
                yield Fault(row.number, f"sealed values of {person} were put beside it")
            elif named[person] != there[person]:
                yield Fault(row.number, f"the sealed values of {person} were changed")


def _orphans() -> Iterator[tuple[int, str]]:
    there = Entry.objects.values("number")
    found = Sealed.objects.exclude(entry_id__in=there).order_by("entry_id").values_list("entry_id", "person")
    return ((number, str(person)) for number, person in found[:PAGE])


def _made_here(tell: Callable[[Fault], None]) -> Iterator[Kept]:
    """The checkpoints that were made here; one whose signature is not ours is told."""
    for made in Checkpoint.objects.order_by("size", "pk").iterator(PAGE):
        name = f"the checkpoint of {made.made_at:%Y-%m-%d %H:%M} UTC"
        try:
            found = signing.ours(made.note)
        except NoteError as problem:
            tell(Fault(None, f"{name} is not what was signed: {problem}"))
        else:
            yield Kept(found.size, found.root, name)
