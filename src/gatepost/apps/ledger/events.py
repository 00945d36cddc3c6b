"""What can happen, as data: each app lists its events in its own events.py."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """Something that can happen. `says` is the sentence a reader sees; `{…}` in it are the entry's values."""

    name: str  # "role_given"
    says: str
    clauses: tuple[str, ...] = ()


_known: dict[str, Event] = {}


def register(*events: Event) -> None:
    """Make events known; the same name for two of them is a mistake."""
    for event in events:
        if _known.setdefault(event.name, event) != event:
            raise ValueError(f"two events are named {event.name}")


def named(name: str) -> Event:
    """The event of this name; LookupError for one that no app lists."""
    return _known[name]
