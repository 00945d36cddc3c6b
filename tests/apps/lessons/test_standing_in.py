"""Made-up people in place of real ones, of another federation altogether."""

from __future__ import annotations

import pytest

from gatepost.apps.lessons.standing_in import StandIns, left_over
from gatepost.screening import Draft, Federation, Known, Pupil, School, Staff
from tests.cast import draft, fernleigh, photo

HARBOUR = Known.of(
    Federation(
        "Harbour Trust",
        email_domains=("harbour.example.net",),
        schools=(School("WHK", "Whelk Lane School", "Whelk Lane"),),
    ),
    pupils=[
        Pupil("r1", "WHK", "9Z", "3", "Bertie", "Quill", photo_consent="no"),
        Pupil("r2", "WHK", "9Z", "3", "Ivy", "Stokes", photo_consent="yes"),
        Pupil("r3", "WHK", "9Z", "3", "Zofia", "Brzeska", "Zosia", photo_consent="yes"),
    ],
    staff=[Staff("s1", "Ms", "Nora", "Finch", "Teacher", "WHK")],
)


def stood_in(words: str, **more: object) -> Draft:
    return StandIns(HARBOUR, fernleigh(), "WHK").draft(draft(words, school="WHK", **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Well done Bertie Quill!", "Well done William Fairweather!"),
        ("BERTIE QUILL, then Bertie again", "WILLIAM FAIRWEATHER, then William again"),
        ("Mrs Quill came with Bertie’s aunt.", "Mrs Fairweather came with William’s aunt."),
        ("Zosia B. and Zosia", "Grace T. and Grace"),
        ("#bertiequill", "#williamfairweather"),
        ("Ask Ms Finch, or Nora.", "Ask Dr Pace, or Imelda."),
        ("At Whelk Lane School in 9Z", "At Saltmarsh Primary School in 1D"),
        ("ring 01632 960 123", "ring 07700 900123"),
        ("n.finch@harbour.example.net or nan@gmail.com", "somebody@fernleigh.example or somebody@mail.example"),
        ("Nobody at all, in the rain.", "Nobody at all, in the rain."),
    ],
)
def test_each_stands_in_for_the_same_one_in_the_form_in_which_they_were_named(words: str, left: str) -> None:
    assert stood_in(words).text == left


def test_a_tag_becomes_somebody_with_the_same_consent_and_a_stranger_stays_one() -> None:
    (one,) = stood_in("Look!", photos=[photo("r1", "unknown", "x9", caption="Bertie", file="bertie-quill.jpg")]).photos
    assert one.people == ("P003", "unknown", "unknown")
    assert fernleigh().pupils["P003"].photo_consent == "no"
    assert (one.caption, one.file) == ("William", "williamfairweather.jpg")


def test_nobody_is_stood_in_for_by_a_name_that_is_borne_here() -> None:
    words = stood_in("Zosia Brzeska and Ivy Stokes").text
    assert "Ivy" not in words
    assert words.count(" and ") == 1


def test_what_is_left_over_is_told_with_its_place() -> None:
    whole = draft(
        "Bertie Quill of Whelk Lane",
        photos=[photo("r1", file="bertie-quill.jpg")],
        links=["https://a.example/nora-finch"],
    )
    assert {(one.where, one.words) for one in left_over(whole, HARBOUR, fernleigh())} == {
        ("text", "Bertie Quill"),
        ("text", "Whelk Lane"),
        ("photo.file", "bertie-quill"),
        ("link", "nora-finch"),
        ("photo", "r1"),
    }
    assert left_over(stood_in("Bertie Quill of Whelk Lane School", photos=[photo("r1")]), HARBOUR, fernleigh()) == []
