"""Answers kept for others: they name nobody, today and on every day after."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from gatepost.apps.people import roll
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import the_site
from gatepost.apps.questions import anonymous
from gatepost.apps.questions.models import Precedent
from gatepost.apps.questions.selectors import precedents
from gatepost.apps.questions.services import keeping
from tests.apps.people.days import happened
from tests.apps.questions.asked import ANSWER, WORDS, answered, asked_by, kept
from tests.cast import fernleigh, learn_to_live
from tests.site_cast import child, federation, person

pytestmark = pytest.mark.django_db
KIND = "May a teacher add a parent on Facebook who lives next door?"


def shown() -> list[str]:
    return [one.asked for one in precedents.shown()]


@pytest.mark.parametrize(
    "words",
    [
        "May I add a parent on Facebook who lives next door? Keep it apart.",
        "Somebody who left us two years ago sent a friend request. Not before they are eighteen.",
        "A parent wrote rude words beneath our post. Keep a copy, then take it down, and tell SLT.",
        "May we show a film with Grace Kelly in it? Yes.",
        "May we post the plan of the trip in May? Not the day, nor the place.",
    ],
)
def test_what_tells_of_nobody_may_be_kept(words: str) -> None:
    assert anonymous.judged(words, fernleigh(), learn_to_live()).may_be_kept


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("May I add Grace Tolliver's mum?", "Grace Tolliver"),
        ("May I add Grace's mum?", "Grace"),
        ("Mrs Tolliver asked me to be her friend.", "Mrs Tolliver"),
        ("Ms Hill posts pictures of her class.", "Ms Hill"),
        ("Is Rowena allowed to do that?", "Rowena"),
        ("May the boy with the wheelchair in 4J be in it?", "the boy with the wheelchair"),
        ("Ring me on 07911 123456.", "07911 123456"),
    ],
)
def test_what_tells_of_somebody_may_not_and_the_words_are_pointed_at(words: str, found: str) -> None:
    looked = anonymous.judged(words, fernleigh(), learn_to_live())
    assert not looked.may_be_kept
    assert any(found in one.span for one in looked.findings if one.verdict > 1)


def test_where_nobody_is_known_nothing_can_be_told_and_nothing_is_kept() -> None:
    assert not anonymous.look("May I add a parent?").may_be_kept


def test_what_cannot_be_screened_is_neither_kept_nor_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    one = kept()
    assert precedents.shown() == [one]

    def fails() -> None:
        raise RuntimeError("Grace Tolliver")

    monkeypatch.setattr(precedents, "known_now", fails)
    monkeypatch.setattr(anonymous, "known_now", fails)
    assert precedents.shown() == []
    with pytest.raises(ValidationError, match="just now"):
        keeping.change(by=person("Judith Penfold"), precedent=one, asked=WORDS, answered=ANSWER)


def test_a_kept_answer_is_found_by_words_like_its_own_and_by_its_clause() -> None:
    one = kept()
    assert precedents.found("can i friend a mum on facebook") == [one]
    assert precedents.found("facebook") == [one]
    assert precedents.found("what about politics on election day") == []
    assert precedents.of_clause(["PU-10", "PU-10a"]) == [one]
    assert precedents.of_clause(["SU-4"]) == []


def test_one_that_shares_a_single_word_of_several_is_not_offered() -> None:
    kept()
    assert precedents.found("the office facebook password was stolen yesterday") == []


def test_an_answer_that_names_somebody_is_not_kept() -> None:
    federation()
    question = answered(asked_by(person("Rowena Hill")))
    child("Grace Tolliver")
    roll.touch()
    with pytest.raises(ValidationError, match="underlined"):
        keeping.keep(by=person("Judith Penfold"), question=question, asked="May I add Grace’s mum?", answered="No.")
    assert not Precedent.objects.exists()
    assert "precedent_kept" not in happened()


def test_only_slt_of_the_school_keeps_an_answer_and_never_whoever_asked_or_whom_it_is_about() -> None:
    federation()
    question = answered(asked_by(person("Rowena Hill"), about=(person("Judith Penfold"),)), by="Imelda Pace")
    for name in ("Rowena Hill", "Judith Penfold", "Anders Holm", "Desmond Clay"):
        with pytest.raises(Refused):
            keeping.keep(by=person(name), question=question, asked=KIND, answered="No.")


def test_what_is_not_answered_yet_cannot_be_kept() -> None:
    question = asked_by(person("Rowena Hill"))
    with pytest.raises(ValidationError, match="first"):
        keeping.keep(by=person("Judith Penfold"), question=question, asked=KIND, answered="No.")


def test_a_new_child_whose_name_stands_in_one_hides_it_at_once_and_by_night_until_somebody_has_looked() -> None:
    one = kept(asked="A page is called Grace Darling fans. May I like it?", answer="Grace is welcome.")
    assert precedents.shown() == [one]
    child("Grace Tolliver")
    roll.touch()
    assert precedents.shown() == []
    assert keeping.look_again(by=the_site()) == 1
    assert keeping.look_again(by=the_site()) == 0
    one.refresh_from_db()
    assert one.state == "hidden"
    assert person("Judith Penfold").notices.filter(about=f"precedent:{one.pk}").exists()
    keeping.change(by=person("Judith Penfold"), precedent=one, asked="A fan page. May I like it?", answered="Yes.")
    assert shown() == ["A fan page. May I like it?"]
    assert not person("Judith Penfold").notices.filter(about=f"precedent:{one.pk}", opened_at=None).exists()


def test_taken_away_nobody_finds_it_and_its_words_are_gone() -> None:
    one = kept()
    with pytest.raises(Refused):
        keeping.take_away(by=person("Anders Holm"), precedent=one)
    keeping.take_away(by=person("Judith Penfold"), precedent=one)
    one.refresh_from_db()
    assert (shown(), one.asked, one.answered) == ([], "–", "–")
    with pytest.raises(ValidationError, match="taken away"):
        keeping.change(by=person("Judith Penfold"), precedent=one, asked=KIND, answered="No.")


def test_tapped_twice_it_is_kept_once() -> None:
    one = kept()
    assert one.question is not None
    again = keeping.keep(by=person("Judith Penfold"), question=one.question, asked=WORDS, answered=ANSWER)
    assert again == one
    assert happened().count("precedent_kept") == 1
