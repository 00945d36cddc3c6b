"""Who is in the made-up federation: invented, varied, and the same every time."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from gatepost.demo.cast import CAST
from gatepost.demo.draw import Draw
from gatepost.demo.offices import EMPLOYED
from gatepost.demo.people import everybody
from gatepost.demo.tables import cast, table

PEOPLE = everybody()
ON_ROLL = {child.id: child for child in PEOPLE.children if child.second_year}


def test_everybody_is_the_same_every_time() -> None:
    assert everybody.__wrapped__() == PEOPLE


def test_chance_falls_as_it_always_fell() -> None:
    draw = Draw("a test")
    assert [draw.below(1000) for _ in range(5)] == [874, 366, 533, 812, 270]


def test_there_are_as_many_as_promised() -> None:
    assert len(ON_ROLL) == 600
    assert len({post.who for post in PEOPLE.posts if post.role in EMPLOYED and not post.ends}) == 80
    assert len({post.who for post in PEOPLE.posts if post.role == "governor" and not post.ends}) == 12
    assert 880 <= len({tie.adult for tie in PEOPLE.ties if tie.child in ON_ROLL}) <= 960


def test_everybody_of_the_packs_cast_is_there() -> None:
    assert {row["pupil_id"] for row in cast("roll")} <= ON_ROLL.keys()
    assert {row["staff_id"] for row in cast("staff")} <= PEOPLE.grownups.keys()


def test_each_class_is_as_full_as_its_table_says() -> None:
    full = Counter(
        (child.second_year.school, child.second_year.room) for child in ON_ROLL.values() if child.second_year
    )
    assert full == {(row["school"], row["class"]): int(row["size"]) for row in table("classes")}


def test_nobody_has_the_id_or_the_name_of_another_child() -> None:
    assert len({child.id for child in PEOPLE.children}) == len(PEOPLE.children)
    names = Counter((child.first, child.last) for child in PEOPLE.children)
    assert [name for name, count in names.items() if count > 1] == [("Leo", "Barnes")]  # the pack has two of them


def test_every_child_has_somebody_and_nearly_every_child_somebody_responsible() -> None:
    told = {tie.child for tie in PEOPLE.ties}
    responsible = {tie.child for tie in PEOPLE.ties if tie.responsible}
    assert told == {child.id for child in PEOPLE.children}
    assert 0 < len(told - responsible) < 30  # with foster carers the responsibility lies elsewhere


@pytest.mark.parametrize(
    "relation", ["mother", "father", "step-father", "step-mother", "grandmother", "grandfather", "foster carer"]
)
def test_families_are_of_many_shapes(relation: str) -> None:
    assert [tie for tie in PEOPLE.ties if tie.relation == relation]


def test_some_children_have_two_homes_and_some_share_parents() -> None:
    numbers: dict[str, set[str]] = {}
    for tie in PEOPLE.ties:
        numbers.setdefault(tie.child, set()).add(PEOPLE.grownups[tie.adult].telephone)
    assert sum(len(found) > 1 for found in numbers.values()) > 100
    assert sum(count > 1 for count in Counter(tie.adult for tie in PEOPLE.ties).values()) > 200


def test_names_are_of_many_kinds() -> None:
    names = [f"{child.first} {child.last}" for child in PEOPLE.children]
    names += [one.name for one in PEOPLE.grownups.values()]
    for kind in (r"'", r"-", r"[łżąę]", r"[áéíóú]", r"[ăâțș]", r"\b\w{2,3}$", r"[\w'-]{14}", r" (?:ap|al|da|van) "):
        assert len([name for name in names if re.search(kind, name)]) >= 5, kind


def test_no_number_and_no_address_is_anybodys() -> None:
    for one in PEOPLE.grownups.values():
        assert re.fullmatch(r"|01632 960\d{3}", one.telephone), one
        assert re.fullmatch(r"|[a-z0-9.-]+@(?:fernleigh\.example|example\.org)", one.email), one


def test_no_two_share_an_address_nor_two_households_a_number() -> None:
    addresses = Counter(one.email for one in PEOPLE.grownups.values() if one.email)
    assert max(addresses.values()) == 1
    homes: dict[str, set[int]] = {}
    where = {child.id: child.home for child in PEOPLE.children}
    for tie in PEOPLE.ties:
        homes.setdefault(PEOPLE.grownups[tie.adult].telephone, set()).add(where[tie.child])
    assert all(len(found) == 1 for found in homes.values())


def test_nobody_bears_the_name_of_somebody_whom_people_know() -> None:
    avoided = {row["name"] for row in table("avoid")}
    assert not avoided & {one.name for one in PEOPLE.grownups.values()}
    assert not avoided & {f"{child.first} {child.last}" for child in PEOPLE.children}


def test_whoever_governs_as_a_parent_is_one() -> None:
    parents = {tie.adult for tie in PEOPLE.ties}
    governing = {post.who for post in PEOPLE.posts if post.title == "Parent governor"}
    assert governing
    assert governing <= parents


def test_the_cast_to_sign_in_as_is_in_the_tables() -> None:
    assert {member.email for member in CAST} <= {one.email for one in PEOPLE.grownups.values()}
