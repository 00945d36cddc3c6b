"""Ids that are the same every time: a link to Ms Hill's page leads to it after every reset."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from gatepost.apps.people.models import Person

_FERNLEIGH = uuid.uuid5(uuid.NAMESPACE_DNS, "fernleigh.example")


def id_of(key: str) -> uuid.UUID:
    """The id in the database of somebody who was put in by hand: `id_of("S003")` is Ms Hill's."""
    return uuid.uuid5(_FERNLEIGH, key)


class Ids:
    """Whose id is the next."""

    def __init__(self) -> None:
        self._expected: list[str] = []

    def expect(self, key: str) -> None:
        """The next person who is put in is this one."""
        self._expected.append(key)

    def next(self) -> uuid.UUID:
        """Theirs; by chance for somebody whom nobody expected."""
        return id_of(self._expected.pop()) if self._expected else uuid.uuid4()


@contextmanager
def given_in_turn() -> Iterator[Ids]:
    """While the block lasts, a new person's id is told by who they are and not by chance."""
    ids = Ids()
    with patch.object(Person._meta.get_field("id"), "get_default", ids.next):
        yield ids
