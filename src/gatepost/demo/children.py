"""The children: those of the pack's cast, and as many more as fill the classes, with brothers and sisters among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gatepost.demo.draw import Draw
from gatepost.demo.names import Surname, first_name, languages, surname, surname_of
from gatepost.demo.nouns import Child, Place
from gatepost.demo.tables import Row, cast, table

_MOST_SIBLINGS = 3
_YEARS = ("N", "R", "1", "2", "3", "4", "5", "6", "7")


@dataclass
class Home:
    """A family as far as its children tell: those of the cast keep to themselves."""

    number: int
    surname: Surname
    closed: bool = False
    children: list[Child] = field(default_factory=list)

    def has_room_for(self, year: str) -> bool:
        """Whether another child of that year could be theirs."""
        return not self.closed and len(self.children) < _MOST_SIBLINGS and year not in map(year_now, self.children)


def year_now(child: Child) -> str:
    """The year group of the second school year; one year on from where a leaver left."""
    if child.second_year:
        return child.second_year.year
    return _YEARS[_YEARS.index(child.first_year.year) + 1] if child.first_year else ""


def rooms() -> tuple[Place, ...]:
    """The classes of the three schools."""
    return tuple(Place(row["school"], row["class"], row["year"]) for row in table("classes"))


def homes() -> list[Home]:
    """Every family, its children in the order in which they were thought of."""
    found = _of_the_cast()
    for row in table("classes"):
        for number in range(_missing(row, found)):
            _settle(found, _newcomer(row, number), year=row["year"])
    for row in table("left"):
        for number in range(int(row["how_many"])):
            _settle(found, _leaver(row, number), year=_YEARS[_YEARS.index(row["year"]) + 1])
    _let_a_family_move(found)
    return found


@dataclass(frozen=True)
class _Unnamed:
    draw: Draw
    first_year: Place | None
    second_year: Place | None
    came: str = ""
    went: str = ""


def _of_the_cast() -> list[Home]:
    found: dict[str, Home] = {}
    for row in (*cast("roll"), *_more_of_the_cast()):
        key = row["sibling_group"] or row["pupil_id"]
        home = found.setdefault(key, Home(len(found) + 1, surname_of(row["legal_last"]), closed=True))
        place = Place(row["school"], row["class"], row["year_group"])
        home.children.append(
            Child(
                row["pupil_id"], row["legal_first"], row["legal_last"], row["known_as"], row["home_language"],
                home.number, _before(place), place,
            )
        )  # fmt: skip
    return list(found.values())


def _more_of_the_cast() -> Iterator[Row]:
    years = {(room.school, room.room): room.year for room in rooms()}
    for row in table("children"):
        yield {
            "pupil_id": row["id"], "school": row["school"], "class": row["class"],
            "year_group": years[row["school"], row["class"]], "legal_first": row["first"], "legal_last": row["last"],
            "known_as": "", "home_language": "English", "sibling_group": "",
        }  # fmt: skip


def _before(place: Place) -> Place | None:
    """Where a child of this class was the year before."""
    room = next(
        row["before"] for row in table("classes") if (row["school"], row["class"]) == (place.school, place.room)
    )
    return Place(place.school, room, _YEARS[_YEARS.index(place.year) - 1]) if room else None


def _missing(row: Row, found: list[Home]) -> int:
    here = Place(row["school"], row["class"], row["year"])
    return int(row["size"]) - sum(child.second_year == here for home in found for child in home.children)


def _newcomer(row: Row, number: int) -> _Unnamed:
    draw, here = Draw("pupil", row["school"], row["class"], number), Place(row["school"], row["class"], row["year"])
    was = _before(here)
    if row["year"] == "3" and row["school"] == "SMP" and draw.chance(45):
        was = Place("FXG", "Bramble", "2")  # an infant school's children go on to a primary school
    elif row["year"] == "R" and row["school"] != "FXG" and draw.chance(15):
        was = Place("FXG", "Clover", "N")
    if was is None:
        return _Unnamed(draw, None, here)
    how = draw.weighed((("", 95), ("spring", 2), ("second", 3)))
    if how == "second":
        return _Unnamed(draw, None, here, came=draw.one_of(("", "late")))
    return _Unnamed(draw, was, here, came=how)


def _leaver(row: Row, number: int) -> _Unnamed:
    draw = Draw("leaver", row["school"], row["class"], number)
    return _Unnamed(draw, Place(row["school"], row["class"], row["year"]), None, went=row["when"])


def _settle(found: list[Home], child: _Unnamed, year: str) -> None:
    """Give the child a family: one that is there already, or a new one."""
    draw = child.draw
    home = _family_with_room(found, draw, year) if draw.chance(40) else None
    if home is None:
        home = Home(len(found) + 1, surname(draw))
        found.append(home)
    everyone = [one for other in found for one in other.children]
    taken = {(one.first, one.last) for one in everyone}
    kind = draw.one_of(("boy", "girl"))
    last = home.surname.of(kind)
    first = next(name for name in _first_names(draw, kind, home.surname) if (name, last) not in taken)
    home.children.append(
        Child(
            f"P{len(everyone) + 1:03}", first, last, "", languages()[home.surname.origin],
            home.number, child.first_year, child.second_year, child.came, child.went,
        )
    )  # fmt: skip


def _family_with_room(found: list[Home], draw: Draw, year: str) -> Home | None:
    return next((home for home in draw.some_of(found, 25) if home.has_room_for(year)), None)


def _first_names(draw: Draw, kind: str, family: Surname) -> Iterator[str]:
    while True:
        yield first_name(draw, kind, family)


def _let_a_family_move(found: list[Home]) -> None:
    """One family of St Wenna's had been at Saltmarsh until the November of the first year."""
    home = next(home for home in found if len(home.children) > 1 and all(map(_at_st_wennas, home.children)))
    there = {place.year: place for place in rooms() if place.school == "SMP"}
    home.children = [
        replace(child, moved_from=there[child.first_year.year]) if child.first_year else child
        for child in home.children
    ]  # fmt: skip


def _at_st_wennas(child: Child) -> bool:
    places = (child.first_year, child.second_year)
    return not child.came and all(place is not None and place.school == "WEN" for place in places)
