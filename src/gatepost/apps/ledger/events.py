"""What can happen, as data: each app lists its events in its own events.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from django.utils.translation import gettext

from gatepost.apps.ledger.chain import Value


@dataclass(frozen=True)
class Event:
    """Something that can happen. `says` is the sentence a reader sees; `{…}` in it are the entry's values."""

    name: str  # "role_given"
    says: str
    clauses: tuple[str, ...] = ()

    @property
    def places(self) -> frozenset[str]:
        """The values that its sentence speaks of."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.says) if name)

    def sentence(self, says: Mapping[str, Value]) -> str:
        """The sentence with its values: `gave the role teacher`."""
        return gettext(self.says).format_map(dict.fromkeys(self.places, "–") | dict(says))


_known: dict[str, Event] = {}


def register(*events: Event) -> None:
    """Make events known; the same name for two of them is a mistake."""
    for event in events:
        if _known.setdefault(event.name, event) != event:
            raise ValueError(f"two events are named {event.name}")


def named(name: str) -> Event:
    """The event of this name; LookupError for one that no app lists."""
    return _known[name]


def known() -> tuple[Event, ...]:
    """Every event that can happen, by its sentence."""
    return tuple(sorted(_known.values(), key=lambda event: event.says))


def sentence(name: str, says: Mapping[str, Value]) -> str:
    """What happened, in words; an event that is no longer listed is told by its name."""
    event = _known.get(name)
    return event.sentence(says) if event else name.replace("_", " ")


EVENTS = (
    Event("ledger_verified", "proved the ledger: {size} entries, {faults} wrong"),
    Event("ledger_key_changed", "changed the ledger's key, with which {count} people's keys are locked"),
    Event("ledger_exported", "took the ledger away as {form}: {count} entries"),
)
