"""What became of an entry that is not as it was recorded: changed, replaced, moved, inserted, or gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gatepost.apps.ledger import chain
from gatepost.apps.ledger.models import Entry
from gatepost.apps.ledger.reading import Row

Told = tuple[int, str]

_AROUND = 20  # how far from its place an entry is looked for
_SEARCHES = 2_000  # and how often, so that a ledger of which nothing is right is read in good time too


@dataclass
class _Moved:
    """Entries in a row that stand equally far from where they were recorded."""

    first: int
    last: int
    by: int

    def told(self) -> Told:
        if self.first == self.last:
            return self.first, f"was moved: it was recorded as entry {self.first - self.by}"
        recorded = f"as {self.first - self.by} to {self.last - self.by}"
        return self.first, f"was moved, and all up to entry {self.last}: they were recorded {recorded}"


class Diagnosis:
    """The entries one after another; it remembers the last two."""

    def __init__(self) -> None:
        self.last: Row | None = None
        self.before = chain.BEFORE_THE_FIRST  # the hash of the one before the last
        self.moved: _Moved | None = None
        self.last_moved = False
        self.searches = _SEARCHES

    def of(self, row: Row) -> Iterator[Told]:
        """What is wrong with this entry, or with how it follows the last."""
        yield from self._gap(row)
        place = row.number if row.sound else self._recorded_as(row)
        if place is None:
            yield from self._run_ends()
            yield (
                row.number,
                "was changed: its contents do not give its hash" if row.facts else "cannot be read: it was changed",
            )
        elif place != row.number:
            yield from self._moved(row, row.number - place)
        else:
            yield from self._run_ends()
            yield from self._link(row)
        self.before, self.last = self.last.hash if self.last else chain.BEFORE_THE_FIRST, row
        self.last_moved = self.moved is not None

    def end(self) -> Iterator[Told]:
        """What is left to say after the last."""
        if self.moved and self.moved.by < 0:
            gone = "an entry between them is" if self.moved.by == -1 else f"{-self.moved.by} entries between them are"
            yield self.moved.first, f"does not follow entry {self.moved.first - 1}: {gone} missing"
        yield from self._run_ends()

    def _gap(self, row: Row) -> Iterator[Told]:
        due = self._due()
        if row.number == due + 1:
            yield due, "is missing"
        elif row.number > due:
            yield due, f"is missing, and all up to entry {row.number - 1}"
        elif row.number < due:
            yield row.number, "does not belong: the first entry is number 1"

    def _moved(self, row: Row, by: int) -> Iterator[Told]:
        """Gathered, for where one entry is inserted all that follow are moved."""
        if self.moved is None or self.moved.by != by:
            yield from self._run_ends()
            yield from self._inserted(row)
            self.moved = _Moved(row.number, row.number, by)
        self.moved.last = row.number

    def _run_ends(self) -> Iterator[Told]:
        if self.moved:
            yield self.moved.told()
            self.moved = None

    def _link(self, row: Row) -> Iterator[Told]:
        """How an entry that is sound in itself follows the last. Whoever changed that one gave it a new hash."""
        if row.facts is None or row.number != self._due():
            return
        if row.facts.previous == (self.last.hash if self.last else chain.BEFORE_THE_FIRST):
            if self.last and self.last.facts and row.facts.at < self.last.facts.at:
                yield row.number, f"is dated before entry {self.last.number}"
        elif self.last is None:
            yield row.number, "is not the first that was recorded: others came before it"
        elif inserted := list(self._inserted(row)):
            yield from inserted
        elif self.last.sound:
            yield self.last.number, f"was replaced: entry {row.number} was recorded after another one"

    def _inserted(self, row: Row) -> Iterator[Told]:
        """Where this one follows the one before the last, the last was put between."""
        if self.last_moved or self.last is None or row.facts is None:
            return
        if row.facts.previous == self.before != self.last.hash:
            yield self.last.number, f"was inserted: what now is entry {row.number} was recorded before it"

    def _recorded_as(self, row: Row) -> int | None:
        """The number under which an entry's contents do give its hash; None if none does."""
        facts = row.facts
        if facts is None:
            return None
        return next((n for n in self._places(facts) if chain.entry_hash(facts._replace(number=n)) == row.hash), None)

    def _places(self, facts: chain.Facts) -> Iterator[int]:
        """Where it may have been recorded, the likeliest first."""
        if self.moved:
            yield facts.number - self.moved.by
        if self.searches > 0:
            self.searches -= 1
            follows = Entry.objects.filter(hash=facts.previous).values_list("number", flat=True).first()
            yield 1 if follows is None else follows + 1
            yield from (facts.number + step * way for step in range(1, _AROUND + 1) for way in (-1, 1))

    def _due(self) -> int:
        return self.last.number + 1 if self.last else 1
