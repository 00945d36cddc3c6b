"""Asking SLT: who sees a question, by when it is answered, and what becomes of it."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from gatepost.apps.duties.models import Duty
from gatepost.apps.ledger.models import Entry, Sealed
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import Absence, RoleHeld
from gatepost.apps.people.selectors import acts
from gatepost.apps.questions.models import Question
from gatepost.apps.questions.selectors import questions
from gatepost.apps.questions.services import answering, asking
from tests.apps.people.days import happened, today
from tests.apps.questions.asked import WORDS, answered, asked_by
from tests.site_cast import child, federation, parent, person, school

pytestmark = pytest.mark.django_db


def seen(name: str) -> list[Question]:
    """What somebody of the cast sees, read anew."""
    return list(questions.seen_by(person(name)))


def open_duties() -> list[str]:
    return list(Duty.objects.filter(state="open").values_list("kind", flat=True))


# -- asking --


def test_whoever_asked_and_slt_within_reach_see_it_and_nobody_else() -> None:
    question = asked_by(person("Rowena Hill"))
    for name in ("Rowena Hill", "Judith Penfold", "Imelda Pace", "Chidi Okoro"):
        assert seen(name) == [question], name
    for name in ("Anders Holm", "Sandra Cope", "Desmond Clay", "Patricia Savage", "Marian Webb"):
        assert seen(name) == [], name


def test_a_question_of_the_whole_federation_is_for_those_who_stand_above_the_schools() -> None:
    question = asked_by(person("Desmond Clay"), code="")
    assert seen("Imelda Pace") == [question]
    assert seen("Judith Penfold") == []


def test_an_answer_is_owed_by_slt_in_two_school_days_and_whoever_asked_is_never_asked_for_it() -> None:
    person("Judith Penfold")
    question = asked_by(person("Rowena Hill"))
    duty = questions.owed(question)
    assert duty is not None
    assert (duty.kind, duty.clause, duty.within) == ("doubt_answered", "PU-11c", "2 school days")
    assert duty.due_at is not None
    assert [row.person for row in duty.barred.all()] == [person("Rowena Hill")]


def test_slt_told_of_it_is_whoever_is_there() -> None:
    penfold = person("Judith Penfold")
    person("Chidi Okoro")
    Absence.objects.create(person=penfold, starts=today(), ends=today(3))
    role = penfold.roles.get()
    RoleHeld.objects.create(
        person=person("Lorna Banks"), role=role.role, school=school(), deputises=role, counts="away", starts=today(-9)
    )
    asked_by(person("Rowena Hill"))
    assert person("Lorna Banks").notices.count() == 1
    assert not penfold.notices.exists()
    assert seen("Lorna Banks")


def test_those_whom_it_is_about_see_nothing_of_it_not_even_in_the_ledger() -> None:
    person("Imelda Pace")
    question = asked_by(person("Rowena Hill"), about=(person("Judith Penfold"),))
    assert seen("Judith Penfold") == []
    assert seen("Imelda Pace") == [question]
    assert not person("Judith Penfold").notices.exists()
    told = set(acts.seen_by(person("Judith Penfold")).values_list("event", flat=True))
    assert not told & {"question_asked", "duty_raised"}
    assert "question_asked" in set(acts.seen_by(person("Imelda Pace")).values_list("event", flat=True))


def test_whom_it_is_about_may_not_answer_it_keep_it_or_go_on_with_it() -> None:
    penfold = person("Judith Penfold")
    question = asked_by(person("Rowena Hill"), about=(penfold,))
    with pytest.raises(Refused):
        answering.answer(by=penfold, question=question, words="No.", seen=1)
    for verb in (asking.helped, asking.take_back):
        with pytest.raises(Refused):
            verb(by=penfold, question=question)


def test_one_of_slt_asks_too_but_never_answers_what_they_asked_themselves() -> None:
    penfold = person("Judith Penfold")
    question = asked_by(penfold)
    assert seen("Judith Penfold") == [question]
    assert list(questions.to_answer(penfold)) == []
    with pytest.raises(Refused):
        answering.answer(by=penfold, question=question, words="Yes.", seen=1)


def test_only_somebody_of_slt_there_can_be_the_one_it_is_about() -> None:
    for name in ("Sandra Cope", "Anders Holm", "Rowena Hill"):
        with pytest.raises(ValidationError) as wrong:
            asked_by(person("Rowena Hill"), about=(person(name),))
        assert "about" in wrong.value.error_dict


def test_parents_and_whoever_holds_no_role_there_do_not_ask() -> None:
    federation()
    for who in (parent(child("Grace Tolliver"), "Alan Wren"), person("Rowena Hill")):
        with pytest.raises(Refused):
            asked_by(who, code="FXG")


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 4_001, "a\x00b", "\ud800"])
def test_words_that_cannot_be_kept_are_told_and_nothing_is_asked(words: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        asked_by(person("Rowena Hill"), words=words)
    assert "words" in wrong.value.error_dict
    assert not Question.objects.exists()
    assert happened() == []


def test_tapped_twice_it_is_asked_once() -> None:
    hill = person("Rowena Hill")
    assert asked_by(hill) == asked_by(hill)
    assert len(open_duties()) == 1
    assert happened().count("question_asked") == 1


def test_the_ledger_says_that_something_was_asked_and_not_what() -> None:
    asked_by(person("Rowena Hill"), words="Chrysanthemum hippopotamus")
    assert happened()[-1] == "question_asked"
    told = "".join(str(entry.facts()) for entry in Entry.objects.all())
    assert "hippopotamus" not in told
    assert not Sealed.objects.exists()


# -- what becomes of it --


def test_an_answer_settles_what_was_owed_and_tells_whoever_asked() -> None:
    question = answered(asked_by(person("Rowena Hill")))
    assert question.state == "answered"
    assert open_duties() == []
    assert list(person("Rowena Hill").notices.values_list("category", "about")) == [
        ("question", f"question:{question.pk}")
    ]


def test_that_it_helped_closes_it() -> None:
    hill = person("Rowena Hill")
    question = answered(asked_by(hill))
    asking.helped(by=hill, question=question)
    question.refresh_from_db()
    assert question.state == "helped"
    with pytest.raises(ValidationError, match="closed"):
        asking.ask_again(by=hill, question=question, words="One more")
    with pytest.raises(ValidationError, match="closed"):
        answering.answer(by=person("Judith Penfold"), question=question, words="More", seen=2)


def test_asked_again_an_answer_is_owed_again_and_the_duty_leads_to_the_same_question() -> None:
    hill = person("Rowena Hill")
    question = answered(asked_by(hill))
    asking.ask_again(by=hill, question=question, words="But she is my sister.")
    assert open_duties() == ["doubt_answered"]
    key = UUID(Duty.objects.get(state="open").cause.removeprefix("question:"))
    assert questions.seen_by(hill).get(questions.called(key)) == question
    with pytest.raises(ValidationError, match="already"):
        asking.ask_again(by=hill, question=question, words="And my aunt.")
    answered(question)
    assert open_duties() == []


def test_taken_back_nothing_is_owed_and_its_words_are_gone() -> None:
    hill = person("Rowena Hill")
    question = asked_by(hill)
    asking.take_back(by=hill, question=question)
    assert list(question.turns.values_list("words", flat=True)) == [""]
    assert list(Duty.objects.values_list("state", flat=True)) == ["dropped"]
    assert seen("Judith Penfold") == []
    with pytest.raises(ValidationError, match="taken back"):
        answering.answer(by=person("Judith Penfold"), question=question, words="No.", seen=1)


def test_taking_back_what_was_asked_again_leaves_what_was_answered() -> None:
    hill = person("Rowena Hill")
    question = answered(asked_by(hill))
    asking.ask_again(by=hill, question=question, words="But she is my sister.")
    asking.take_back(by=hill, question=question)
    question.refresh_from_db()
    assert question.state == "answered"
    assert [bool(words) for words in question.turns.values_list("words", flat=True)] == [True, True, False]


def test_nobody_goes_on_with_another_s_question() -> None:
    question = answered(asked_by(person("Rowena Hill")))
    for name in ("Sandra Cope", "Judith Penfold"):
        with pytest.raises(Refused):
            asking.ask_again(by=person(name), question=question, words="And?")


def test_the_second_of_two_who_answer_reads_the_first_one_first() -> None:
    question = answered(asked_by(person("Rowena Hill")))
    with pytest.raises(ValidationError, match="while you wrote"):
        answering.answer(by=person("Imelda Pace"), question=question, words="Yes.", seen=1)
    assert question.turns.count() == 2
    answering.answer(by=person("Imelda Pace"), question=question, words="I agree.", seen=2)
    assert question.turns.count() == 3


def test_an_answer_that_cites_what_the_policy_lacks_is_not_sent() -> None:
    question = asked_by(person("Rowena Hill"))
    with pytest.raises(ValidationError, match="XX-1"):
        answering.answer(by=person("Judith Penfold"), question=question, words="No.", seen=1, clauses=["PU-10", "XX-1"])
    assert WORDS in question.turns.get().words
