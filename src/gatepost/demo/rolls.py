"""The story of the children: rolls read in from files, and what the offices did by hand in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from gatepost.demo.happenings import (
    AddTie,
    Correct,
    CorrectChild,
    EndTie,
    Happening,
    Join,
    Leave,
    ReadIn,
    Return,
)
from gatepost.demo.nouns import Child, Grownup, People
from gatepost.demo.offices import NETWORK_MANAGER, OFFICE, SENCO
from gatepost.demo.terms import Story, at

ZOSIA = "P012"  # of the pack's cast: on the form she was Zofia, and everybody calls her Zosia
_LEFT = {"autumn": (11, 27), "spring": (3, 12)}


def rolls(people: People, story: Story) -> Iterator[Happening]:
    """Everything about pupils and their families."""
    for time, day in (("autumn", (9, 3)), ("spring", (1, 6)), ("summer", (7, 15))):
        yield ReadIn(at(story.day(*day), 16), NETWORK_MANAGER, time)
    yield ReadIn(at(story.later(9, 2), 16), NETWORK_MANAGER, "second")
    for child in people.children:
        yield from _of_one(child, story)
    where = {child.id: child.first_year for child in people.children}
    for tie in people.ties:
        place = where[tie.child]
        if by_hand(tie.adult) and place:
            yield AddTie(at(story.day(9, 7), 10), OFFICE[place.school], tie)
    for adult, one in moved_out(people):
        yield EndTie(at(story.day(4, 14), 14), SENCO, adult, one)
    yield Correct(at(story.day(10, 6), 9), OFFICE["SMP"], misspelt(people).id, "email", misspelt(people).email)
    yield CorrectChild(at(story.day(9, 17), 9), OFFICE["SMP"], ZOSIA, "Zosia")


def by_hand(adult: str) -> bool:
    """Whether an adult is put to their child by hand: the file of parents would not know them as workers."""
    return not adult.startswith("A")


def misspelt(people: People) -> Grownup:
    """The parent whose e-mail address came with a slip in the first file."""
    return next(one for one in people.grownups.values() if one.name == "Daniel Tolliver")


def moved_out(people: People) -> list[tuple[str, str]]:
    """Step-fathers who moved out in the spring, and the children for whom they no longer answer."""
    stays = {child.id for child in people.children if child.first_year and child.second_year and not child.came}
    steps = [tie for tie in people.ties if tie.relation == "step-father" and tie.child in stays]
    gone = list(dict.fromkeys(tie.adult for tie in steps))[5:20:6]
    return [(tie.adult, tie.child) for tie in people.ties if tie.adult in gone and tie.child in stays]


def _of_one(child: Child, story: Story) -> Iterator[Happening]:
    if child.came == "late" and child.second_year:
        yield Join(at(story.begins("late"), 9), OFFICE[child.second_year.school], child, child.second_year)
    if child.went in _LEFT and child.first_year:
        day = story.day(*_LEFT[child.went])
        yield Leave(at(day, 15), OFFICE[child.first_year.school], child.id, child.first_year.school)
    if child.moved_from and child.first_year:
        friday = story.day(11, 9) + timedelta(days=4 - story.day(11, 9).weekday())
        yield Leave(at(friday, 15), OFFICE[child.moved_from.school], child.id, child.moved_from.school)
        yield Return(at(friday + timedelta(days=3), 9), SENCO, child.id, child.first_year)
