"""Where something belongs, which is what authority asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Place:
    """The schools that something belongs to, and the people whom it is about. No school means the whole federation."""

    schools: frozenset[int] = frozenset()
    people: frozenset[UUID] = frozenset()

    def place(self) -> Place:
        """Itself: what somebody asks about twice is looked up once."""
        return self


class Subject(Protocol):
    """What an action is done to."""

    def place(self) -> Place: ...
