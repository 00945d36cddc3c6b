"""Going through what was said to be wrong, and the cases that come of it: nobody real is left in them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from gatepost.apps.lessons import selectors
from gatepost.apps.lessons.services import reviewing
from gatepost.apps.people.authority import Refused
from tests.apps.lessons.said import POEM, a_post, agreed, made, said_by
from tests.apps.people.days import happened
from tests.site_cast import person

pytestmark = pytest.mark.django_db
PLAY = "Grace Tolliver is Macbeth tonight!"


def test_agreed_it_is_labelled_and_whoever_said_it_is_told() -> None:
    lesson = agreed(said_by(person("Rowena Hill")))
    assert (lesson.state, lesson.wanted, lesson.expected) == ("agreed", "allow", [])
    assert lesson.decided_by == person("Imelda Pace")
    assert list(person("Rowena Hill").notices.values_list("category", "about")) == [("post", f"lesson:{lesson.pk}")]
    assert not person("Judith Penfold").notices.filter(opened_at=None).exists()


def test_that_it_stands_needs_a_word_to_whoever_said_it() -> None:
    lesson = said_by(person("Rowena Hill"))
    with pytest.raises(ValidationError):
        reviewing.uphold(by=person("Judith Penfold"), lesson=lesson, answer=" ")
    reviewing.uphold(by=person("Judith Penfold"), lesson=lesson, answer="She is in 4J.")
    lesson.refresh_from_db()
    assert (lesson.state, lesson.answer) == ("not_agreed", "She is in 4J.")
    assert "finding_upheld" in happened()


def test_two_decide_once() -> None:
    lesson = agreed(said_by(person("Rowena Hill")))
    with pytest.raises(ValidationError, match="meanwhile"):
        reviewing.uphold(by=person("Judith Penfold"), lesson=lesson, answer="No.")


def test_nobody_decides_on_their_own_nor_on_what_names_them_nor_elsewhere() -> None:
    own = said_by(person("Judith Penfold"), a_post(by="head_of_school_slt"))
    named = said_by(person("Rowena Hill"), a_post(f"{POEM} Mrs Penfold says so."))
    for lesson, name in (
        (own, "Judith Penfold"),
        (named, "Judith Penfold"),
        (named, "Anders Holm"),
        (named, "Sandra Cope"),
    ):
        with pytest.raises(Refused):
            reviewing.agree(by=person(name), lesson=lesson, verdict="allow")
        with pytest.raises(Refused):
            reviewing.uphold(by=person(name), lesson=lesson, answer="No.")


@pytest.mark.parametrize(
    ("verdict", "clauses", "words"),
    [
        ("allow", ("SU-4c",), ""),
        ("block", (), ""),
        ("nonsense", ("SU-4c",), ""),
        ("block", ("XX-9",), ""),
        ("block", ("SU-4c",), "words that do not stand there"),
    ],
)
def test_a_label_that_contradicts_itself_is_told(verdict: str, clauses: tuple[str, ...], words: str) -> None:
    with pytest.raises(ValidationError):
        agreed(said_by(person("Rowena Hill")), verdict, clauses, words)


def test_the_site_offers_the_same_words_with_made_up_people_in_them() -> None:
    lesson = agreed(said_by(person("Rowena Hill"), a_post(f"{PLAY} Ms Hill wept. Ring 07911 123456.")))
    text = reviewing.offered(lesson).draft.text
    for real in ("Grace", "Tolliver", "Hill", "07911"):
        assert real not in text
    assert "is Macbeth tonight!" in text
    assert "Ring 07700 900123." in text


def test_a_case_is_made_of_it_and_what_was_sent_is_gone() -> None:
    lesson = agreed(said_by(person("Rowena Hill"), a_post(PLAY)), "block", ("SU-4c",), "Grace Tolliver")
    lesson = made(lesson, "A child who is named with what they do.", reviewing.offered(lesson).words)
    assert (lesson.draft, lesson.found, lesson.said) == ({}, {}, "")
    assert lesson.case["text"].endswith(" is Macbeth tonight!")
    assert lesson.expected[0]["span"] == lesson.case["text"].removesuffix(" is Macbeth tonight!")
    assert "Tolliver" not in str(lesson.case) + str(lesson.expected) + lesson.title
    assert list(selectors.cases()) == [lesson]


@pytest.mark.parametrize(
    "words",
    [
        "Grace is Macbeth.",
        "Ms Hill is proud.",
        "Ring 07911 123456.",
        "Write to nan@gmail.com.",
    ],
)
def test_no_case_is_made_while_somebody_real_may_be_left_in_it(words: str) -> None:
    lesson = agreed(said_by(person("Rowena Hill")))
    draft = reviewing.offered(lesson).draft
    for text, title in ((words, "A poet."), (draft.text, words)):
        with pytest.raises(ValidationError, match="somebody real"):
            reviewing.make_case(
                by=person("Imelda Pace"), lesson=lesson, draft=draft.model_copy(update={"text": text}), title=title
            )
    assert not selectors.cases().exists()


def test_a_case_is_made_once_and_by_whoever_may_review_it() -> None:
    lesson = agreed(said_by(person("Rowena Hill")))
    with pytest.raises(Refused):
        reviewing.make_case(
            by=person("Rowena Hill"), lesson=lesson, draft=reviewing.offered(lesson).draft, title="A poet is no pupil."
        )
    offered = reviewing.offered(lesson).draft
    made(lesson)
    with pytest.raises(ValidationError, match="already"):
        reviewing.make_case(by=person("Imelda Pace"), lesson=lesson, draft=offered, title="A poet is no pupil.")
