"""How a check is declared: the signs it sees, and the phrases without which it need not look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from gatepost.screening.finding import Sighting
from gatepost.screening.reading import Reading
from gatepost.screening.signs import SIGNS

Look = Callable[[Reading], Iterable[Sighting]]


class Check(NamedTuple):
    """A function that looks for signs. With `when`, it is called only if one of those groups occurs."""

    name: str
    signs: tuple[str, ...]
    look: Look
    when: frozenset[str] = frozenset()

    @property
    def place(self) -> str:
        """Where it stands in the code: `gatepost.screening.checks.names:14`."""
        return f"{self.look.__module__}:{self.look.__code__.co_firstlineno}"

    @property
    def says(self) -> str:
        """The first line of its docstring."""
        return (self.look.__doc__ or "").strip().splitlines()[0]


def check(*signs: str, when: Iterable[str] = ()) -> Callable[[Look], Check]:
    """Declare a function as the check that sees these signs."""
    unknown = set(signs) - SIGNS.keys()
    if unknown:
        raise ValueError(f"no such sign: {', '.join(sorted(unknown))}; add it to signs.py")

    def declare(look: Look) -> Check:
        return Check(look.__name__, signs, look, frozenset(when))

    return declare
