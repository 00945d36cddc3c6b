"""The adults at home: two parents or one, two homes, step-parents, grandparents and foster carers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from gatepost.demo.children import Home
from gatepost.demo.draw import Draw
from gatepost.demo.names import Surname, first_name, plain, surname
from gatepost.demo.nouns import Grownup, Tie
from gatepost.demo.tables import Row, table

_HERS = ("mother", "step-mother", "grandmother")
_HIS = ("father", "step-father", "grandfather")


@dataclass
class Directory:
    """Everybody's addresses and numbers, each used once: a number a household, an address a person."""

    grownups: dict[str, Grownup] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    _addresses: set[str] = field(default_factory=set)
    _numbers: int = 100  # the schools' own are below

    def add(self, grownup: Grownup) -> Grownup:
        """Put somebody in."""
        self.grownups[grownup.id] = grownup
        self._addresses.add(grownup.email)
        return grownup

    def address(self, first: str, last: str, at: str) -> str:
        """An address that nobody has."""
        name, number = f"{plain(first)}.{plain(last).replace('.', '-')}".strip("."), 1
        while (found := f"{name}{number if number > 1 else ''}@{at}") in self._addresses:
            number += 1
        return found

    def number(self) -> str:
        """The telephone number of another household, of those that are set aside for drama."""
        self._numbers += 1
        return f"01632 960{self._numbers:03}"


def fill(directory: Directory, homes: Iterable[Home]) -> None:
    """The parents and carers of every family."""
    written: dict[str, list[Row]] = {}
    for row in table("families"):
        written.setdefault(row["child"], []).append(row)
    for home in homes:
        rows = next((written[child.id] for child in home.children if child.id in written), None)
        members = _written(directory, rows) if rows else _drawn(directory, home)
        for order, (adult, relation, responsible) in enumerate(members, 1):
            directory.ties += [Tie(adult, child.id, relation, responsible, order) for child in home.children]


Member = tuple[str, str, bool]


def _written(directory: Directory, rows: list[Row]) -> Iterator[Member]:
    numbers = {dwelling: directory.number() for dwelling in dict.fromkeys(row["home"] for row in rows)}
    for row in rows:
        here = directory.grownups.get(row["worker"])
        if here is None:
            here = directory.add(_person(directory, row["title"], row["first"], row["last"]))
        directory.add(replace(here, telephone=numbers[row["home"]]))
        yield here.id, row["relation"], row["responsible"] == "yes"


def _drawn(directory: Directory, home: Home) -> Iterator[Member]:
    draw = Draw("home", home.children[0].id)
    numbers: dict[str, str] = {}
    shape = draw.weighed(_shapes())
    elsewhere = surname(draw)  # of a step-parent, and of foster carers
    for part in shape.split(" / "):
        relation, responsible, dwelling = part.split(", ")
        number = numbers.get(dwelling) or numbers.setdefault(dwelling, directory.number())
        family = elsewhere if relation in ("step-father", "step-mother", "foster carer") else home.surname
        title, first, last = _named(draw, relation, family)
        adult = directory.add(replace(_person(directory, title, first, last, draw), telephone=number))
        yield adult.id, relation, responsible == "responsible"


@cache
def _shapes() -> tuple[tuple[str, int], ...]:
    return tuple((row["adults"], int(row["share"])) for row in table("shapes"))


def _named(draw: Draw, relation: str, family: Surname) -> tuple[str, str, str]:
    hers = relation in _HERS or (relation not in _HIS and draw.chance(50))
    kind = "woman" if hers else "man"
    first = first_name(draw, kind, family)
    if relation == "mother" and draw.chance(25):
        own = surname(draw)
        return draw.one_of(("Ms", "Miss", "Ms", "Dr")), first_name(draw, kind, own), own.of(kind)
    return draw.weighed((("Mrs" if hers else "Mr", 88), ("Ms" if hers else "Mr", 9), ("Dr", 3))), first, family.of(kind)


def _person(directory: Directory, title: str, first: str, last: str, draw: Draw | None = None) -> Grownup:
    reached = draw is None or not draw.chance(8)  # some have no e-mail address, or none that the school knows
    email = directory.address(first, last, "example.org") if reached else ""
    return Grownup(f"A{len(directory.grownups) + 1:04}", title, first, last, email)
