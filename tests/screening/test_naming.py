"""Who of the roll is named, for what must name nobody: strict with our own people, fair to all others."""

from __future__ import annotations

import pytest

from gatepost.screening.naming import names_in
from tests.cast import fernleigh, id_of


def named(words: str) -> list[str]:
    return [words[one.start : one.end] for one in names_in(words, fernleigh())]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Well done Grace Tolliver!", ["Grace Tolliver"]),
        ("GRACE TOLLIVER, #wellDoneGrace and @gracetolliver", ["GRACE TOLLIVER", "Grace", "gracetolliver"]),
        ("May I add Grace's mum?", ["Grace"]),
        ("Grace’s mum asked.", ["Grace"]),
        ("Grace", ["Grace"]),
        ("I saw Will there.", ["Will"]),
        ("Mrs Tolliver and Mr. Okoro came.", ["Mrs Tolliver", "Mr. Okoro"]),
        ("Judith rang, and Judy Penfold too.", ["Judith", "Judy Penfold"]),
        ("Rowena Hill, J. Penfold", ["Rowena Hill", "Penfold"]),
    ],
)
def test_our_own_people_are_found_however_they_are_written(words: str, names: list[str]) -> None:
    assert named(words) == names


@pytest.mark.parametrize(
    "words",
    [
        "Will you come? We will go up the hill to the church.",
        "We read of Rosa Parks, Grace Kelly and Judith Kerr.",
        "The Church of England, St Wenna's Church, Hill House, Baker Street.",
        "In April and in May we bake; on 4 June and the 5th August as well.",
        "A long page of hope, bright and early.",
        "",
    ],
)
def test_words_places_months_and_other_people_are_nobody_of_ours(words: str) -> None:
    assert named(words) == []


def test_it_says_who_can_be_meant() -> None:
    (one,) = names_in("Mrs Fairweather said so.", fernleigh())
    assert one.kind == "staff"  # Mrs Fairweather of the PTFA is also the mother of two
    assert one.people == (id_of("Tina Fairweather"),)
    (one,) = names_in("Grace Tolliver said so.", fernleigh())
    assert (one.kind, one.people) == ("pupil", (id_of("Grace Tolliver"),))
