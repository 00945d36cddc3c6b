"""The words of questions are not kept for ever, nor after their people are erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gatepost.apps.duties.models import Duty
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import Person, RoleHeld, the_site
from gatepost.apps.people.services import erasing
from gatepost.apps.questions.models import Question, Turn
from gatepost.apps.questions.services import forgetting
from tests.apps.people.days import happened, today
from tests.apps.questions.asked import answered, asked_by, kept
from tests.site_cast import person

pytestmark = pytest.mark.django_db


def words() -> set[str]:
    return set(Turn.objects.values_list("words", flat=True))


def aged(question: Question, days: int) -> None:
    Question.objects.filter(pk=question.pk).update(last_at=timezone.now() - timedelta(days=days))


def erase(name: str) -> Person:
    """As the law asks: first their roles end."""
    gone = person(name)
    RoleHeld.objects.filter(person=gone).update(ends=today(-1))
    return erasing.erase(by=person("Imelda Pace"), person=gone)


def test_a_year_after_the_last_turn_the_words_go_and_the_rest_stays() -> None:
    old, young = answered(asked_by(person("Rowena Hill"))), answered(asked_by(person("Sandra Cope")))
    aged(old, 366)
    aged(young, 364)
    assert forgetting.forget_old(by=the_site()) == 1
    assert forgetting.forget_old(by=the_site()) == 0
    assert set(old.turns.values_list("words", flat=True)) == {""}
    assert "" not in set(young.turns.values_list("words", flat=True))
    assert happened().count("questions_forgotten") == 1


def test_one_that_waits_keeps_its_words_however_old_it_is() -> None:
    aged(asked_by(person("Rowena Hill")), 800)
    assert forgetting.forget_old(by=the_site()) == 0
    assert "" not in words()


def test_only_the_site_itself_takes_words_out() -> None:
    with pytest.raises(Refused):
        forgetting.forget_old(by=person("Imelda Pace"))


def test_erasing_whoever_asked_takes_the_words_out_and_asks_nobody_for_an_answer_any_more() -> None:
    asked_by(person("Rowena Hill"), words="Is that one waiting?")
    answered(asked_by(person("Rowena Hill")))
    erase("Rowena Hill")
    assert words() == {""}
    assert not Duty.objects.filter(state="open").exists()
    assert set(Question.objects.values_list("state", flat=True)) == {"taken_back", "answered"}


def test_erasing_whom_it_is_about_takes_the_words_out_unless_somebody_still_waits_for_an_answer() -> None:
    penfold = person("Judith Penfold")
    waiting = asked_by(person("Sandra Cope"), about=(penfold,))
    done = answered(asked_by(person("Rowena Hill"), about=(penfold,)), by="Imelda Pace")
    erase("Judith Penfold")
    assert waiting.turns.get().words
    assert set(done.turns.values_list("words", flat=True)) == {""}


def test_a_kept_answer_outlives_whoever_asked_and_no_longer_leads_to_them() -> None:
    one = kept()
    erase("Rowena Hill")
    one.refresh_from_db()
    assert one.question is None
    assert one.state == "kept"
