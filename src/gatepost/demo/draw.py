"""Chance that falls the same way every time: what is drawn depends on the key alone, on any machine and Python."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
SEED = "fernleigh"


class Draw:
    """A run of draws of its own for each key, so that a line added to one table changes nobody else."""

    def __init__(self, *key: object) -> None:
        self._key, self._drawn = "/".join((SEED, *map(str, key))), 0

    def below(self, end: int) -> int:
        """A whole number from 0 up to `end`, without it."""
        self._drawn += 1
        return int.from_bytes(hashlib.sha256(f"{self._key}/{self._drawn}".encode()).digest()[:8]) % end

    def chance(self, percent: int) -> bool:
        """True so many times in a hundred."""
        return self.below(100) < percent

    def one_of(self, things: Sequence[Thing]) -> Thing:
        """One of them."""
        return things[self.below(len(things))]

    def weighed(self, things: Sequence[tuple[Thing, int]]) -> Thing:
        """One of them, each as often as its weight says."""
        left = self.below(sum(weight for _, weight in things))
        for thing, weight in things:
            left -= weight
            if left < 0:
                return thing
        raise ValueError("nothing to draw from")

    def some_of(self, things: Sequence[Thing], how_many: int) -> list[Thing]:
        """So many different ones, in an order of chance."""
        left, found = list(things), list[Thing]()
        while left and len(found) < how_many:
            found.append(left.pop(self.below(len(left))))
        return found
