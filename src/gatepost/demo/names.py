"""Invented names that fit together: a family's names come from one of the origins in tables/names.csv."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from gatepost.demo.draw import Draw
from gatepost.demo.tables import table

LETTERS = str.maketrans("łŁøØđĐßæÆœŒı", "lLoOdDsaAoOi")


@dataclass(frozen=True)
class Surname:
    """A family's name; in some languages its women and men have it in two forms."""

    origin: str
    his: str
    hers: str

    def of(self, kind: str) -> str:
        """As a boy, girl, man or woman has it."""
        return self.hers if kind in ("girl", "woman") else self.his


@cache
def _names() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(row["origin"], row["kind"]): tuple(row["names"].split("; ")) for row in table("names")}


@cache
def _origins() -> tuple[tuple[str, int], ...]:
    return tuple((row["origin"], int(row["share"])) for row in table("origins"))


@cache
def _of_the_cast() -> dict[str, Surname]:
    forms = [_surname(origin, form) for (origin, kind), forms in _names().items() if kind == "cast" for form in forms]
    return {name: surname for surname in forms for name in (surname.his, surname.hers)}


@cache
def _avoided() -> frozenset[tuple[str, str]]:
    """First and last names that together are somebody's whom people know."""
    return frozenset((first, last) for first, _, last in (row["name"].partition(" ") for row in table("avoid")))


@cache
def languages() -> dict[str, str]:
    """The language spoken at home, by origin."""
    return {row["origin"]: row["language"] for row in table("origins")}


def surname(draw: Draw) -> Surname:
    """A family name, each origin as often as its share says."""
    origin = draw.weighed(_origins())
    return _surname(origin, draw.one_of(_names()[origin, "family"]))


def surname_of(name: str) -> Surname:
    """A family name that stands in the cast already."""
    return _of_the_cast().get(name) or Surname("english", name, name)


def first_name(draw: Draw, kind: str, family: Surname) -> str:
    """A first name for a boy, girl, man or woman; children of families from abroad have an English one now and then."""
    settled = kind in ("boy", "girl") and draw.chance(12)
    names = _names()["english" if settled else family.origin, kind]
    while (found := draw.one_of(names), family.of(kind)) in _avoided():
        pass
    return found


def plain(text: str) -> str:
    """In the letters of an e-mail address: `Łukasz O'Neill` becomes `lukasz.oneill`."""
    letters = unicodedata.normalize("NFKD", text.translate(LETTERS)).encode("ascii", "ignore").decode().lower()
    return ".".join("".join(char for char in word if char.isalnum() or char == "-") for word in letters.split())


def _surname(origin: str, form: str) -> Surname:
    his, _, hers = form.partition("/")
    return Surname(origin, his, hers or his)
