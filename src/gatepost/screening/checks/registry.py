"""How a check is declared: the signs it sees, and what a draft must hold for it to look at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from gatepost.screening.checks.weighing import weighed
from gatepost.screening.finding import Sighting
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.reading import Reading, Signal
from gatepost.screening.signs import SIGNS

Look = Callable[[Reading], Iterable[Sighting]]


class Check(NamedTuple):
    """A function that looks for signs. It is called if the draft holds one signal of each set in `needs`."""

    name: str
    signs: tuple[str, ...]
    look: Look
    needs: tuple[frozenset[Signal], ...] = ()
    weigh: Callable[[Reading, Sighting], Sighting | None] | None = None

    def sightings(self, reading: Reading) -> Iterable[Sighting]:
        """What it sees; where words alone speak, each as the whole draft bears it out."""
        if self.weigh is None:
            return self.look(reading)
        return filter(None, (self.weigh(reading, sighting) for sighting in self.look(reading)))

    @property
    def place(self) -> str:
        """Where it stands in the code: `gatepost.screening.checks.names:14`."""
        return f"{self.look.__module__}:{self.look.__code__.co_firstlineno}"

    @property
    def says(self) -> str:
        """The first line of its docstring."""
        return (self.look.__doc__ or "").strip().splitlines()[0]


def check(
    *signs: str, when: Iterable[str | Pattern] = (), also: Iterable[str | Pattern] = (), by_words: bool = False
) -> Callable[[Look], Check]:
    """Declare a function as the check that sees these signs.

    With `when` it is called only if one of those groups of phrases, patterns or traits of a draft occurs;
    with `also`, only if one of those does too. `by_words` says that it goes by turns of phrase, which may
    stand in any innocent text: then the model of meaning weighs what it sees.
    """
    unknown = set(signs) - SIGNS.keys()
    if unknown:
        raise ValueError(f"no such sign: {', '.join(sorted(unknown))}; add it to signs.py")
    needs = tuple(frozenset(map(_signal, need)) for need in (when, also) if need)

    def declare(look: Look) -> Check:
        return Check(look.__name__, signs, look, needs, weighed if by_words else None)

    return declare


def _signal(need: str | Pattern) -> Signal:
    return need.number if isinstance(need, Pattern) else need
