"""Deciding: by whom, with what words, once, and about what was read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gatepost.apps.duties.models import Duty
from gatepost.apps.ledger.models import Entry
from gatepost.apps.notices.models import Notice
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import Person, RoleHeld
from gatepost.apps.people.services import absences
from gatepost.apps.posts import services
from gatepost.apps.posts.models import Ask, SentPost
from gatepost.apps.posts.selectors import sent as selected
from gatepost.apps.posts.selectors.standing import stands
from tests.apps.posts.sent import HIDDEN, OWN, PAGE, SCENE, UNLISTED, answered, cast, now, sent_by
from tests.site_cast import LONG_AGO, person, school

pytestmark = pytest.mark.django_db


def owed(sent: SentPost) -> str:
    return Duty.objects.get(cause=f"post:{sent.pk}").state


def told(who: Person, sent: SentPost) -> int:
    return Notice.objects.filter(person=who, about=f"post:{sent.pk}", category="post").count()


# -- the answers --


@pytest.mark.parametrize(
    ("answer", "reason"), [("yes", ""), ("no", "Not on that platform."), ("change", "Leave the day out.")]
)
def test_an_answer_settles_it_and_its_author_is_told_once(answer: str, reason: str) -> None:
    hill, penfold = cast()
    sent = answered(penfold, sent_by(hill), answer, reason)
    ask = sent.asks.get()
    assert (now(sent).state, ask.answer, ask.reason, ask.by, ask.role) == (
        answer, answer, reason, penfold, "head_of_school_slt")  # fmt: skip
    assert (owed(sent), told(hill, sent)) == ("done", 1)
    assert Entry.objects.get(event="post_answered").says == {"answer": answer, "state": answer}


@pytest.mark.parametrize("answer", ["no", "change"])
def test_a_no_or_a_change_needs_a_reason_and_a_yes_does_not(answer: str) -> None:
    hill, penfold = cast()
    sent = sent_by(hill)
    with pytest.raises(ValidationError) as problem:
        answered(penfold, sent, answer, "  \n ")
    assert list(problem.value.error_dict) == ["reason"]
    assert (now(sent).state, Entry.objects.filter(event="post_answered").count()) == ("waiting", 0)


@pytest.mark.parametrize(
    ("answer", "reason"), [("maybe", ""), ("", ""), ("no", "x" * 2_001), ("no", "a\0b"), ("no", "\ud800")]
)
def test_an_answer_that_is_none_changes_nothing(answer: str, reason: str) -> None:
    hill, penfold = cast()
    sent = sent_by(hill)
    with pytest.raises(ValidationError):
        answered(penfold, sent, answer, reason)
    assert now(sent).state == "waiting"


def test_a_yes_counts_once_everybody_who_is_asked_has_said_it() -> None:
    hill, penfold = cast()
    sent = sent_by(hill, text=HIDDEN, place=UNLISTED)  # SLT for the platform, the network manager for the link
    assert answered(penfold, sent).state == "waiting"
    assert (owed(sent), told(hill, sent)) == ("open", 0)
    assert answered(person("Desmond Clay"), sent).state == "yes"
    assert (owed(sent), told(hill, sent)) == ("done", 1)


def test_one_no_is_enough() -> None:
    hill, penfold = cast()
    sent = sent_by(hill, text=HIDDEN, place=UNLISTED)
    assert answered(penfold, sent, "no", "Not there.").state == "no"
    with pytest.raises(services.AnsweredMeanwhile):
        answered(person("Desmond Clay"), sent)


def test_whoever_may_answer_all_of_it_answers_all_of_it_at_once() -> None:
    hill, _ = cast()
    sent = answered(person("Desmond Clay"), sent_by(hill, text=HIDDEN, place=UNLISTED))
    assert sent.state == "yes"
    assert {ask.role for ask in sent.asks.all()} == {"network_manager"}


# -- by whom --


def test_nobody_decides_on_their_own_not_even_in_a_second_role() -> None:
    _, penfold = cast()
    RoleHeld.objects.create(person=penfold, role="dso", school=None, starts=LONG_AGO)
    RoleHeld.objects.create(person=penfold, role="network_manager", school=None, starts=LONG_AGO)
    sent = sent_by(Person.objects.get(pk=penfold.pk))
    again = Person.objects.get(pk=penfold.pk)
    with pytest.raises(Refused) as refused:
        answered(again, sent)
    assert refused.value.hidden
    assert list(selected.to_decide(again)) == []
    assert selected.waiting(person("Imelda Pace")) == [sent]


def test_only_the_role_that_is_asked_may_answer() -> None:
    hill, penfold = cast()
    sent = sent_by(hill, text=HIDDEN, place=PAGE)  # a site is the network manager's to list
    for other in (penfold, person("Chidi Okoro")):
        with pytest.raises(ValidationError, match="somebody else"):
            answered(other, sent)
    assert now(sent).state == "waiting"
    assert answered(person("Desmond Clay"), sent).state == "yes"


@pytest.mark.parametrize("name", ["Anders Holm", "Patricia Savage", "Sandra Cope", "Marian Webb", "Rowena Hill"])
def test_nobody_of_another_school_or_without_the_role_answers_or_sees_it(name: str) -> None:
    hill, _ = cast()
    sent, other = sent_by(hill), person(name)
    with pytest.raises(Refused):
        answered(other, sent)
    assert sent not in selected.to_decide(other)
    assert (sent in selected.seen_by(other)) == (other == hill)


def test_a_post_for_the_whole_federation_is_not_one_heads_to_allow() -> None:
    _, penfold = cast()
    pace = person("Imelda Pace")
    sent = sent_by(pace, school="")
    with pytest.raises(Refused):
        answered(penfold, sent)
    assert answered(person("Chidi Okoro"), sent).state == "yes"


def test_a_deputy_answers_while_the_other_is_away_and_not_before() -> None:
    hill, penfold = cast()
    banks = person("Lorna Banks")
    RoleHeld.objects.create(person=banks, role="head_of_school_slt", school=school("SMP"), starts=LONG_AGO,
                            deputises=penfold.roles.get(), counts="away")  # fmt: skip
    sent = sent_by(hill, text="A lovely day", place=OWN, pictures=(SCENE,))
    with pytest.raises(Refused):
        answered(Person.objects.get(pk=banks.pk), sent)
    absences.record(by=penfold, person=penfold, starts=timezone.localdate())
    again = Person.objects.get(pk=banks.pk)
    assert again in selected.shown(hill, now(sent)).seats[0].people
    assert answered(again, sent).state == "yes"


# -- whoever leaves --


def leave(who: Person) -> Person:
    who.roles.update(ends=timezone.localdate() - timedelta(days=1))
    return Person.objects.get(pk=who.pk)


def test_whoever_has_left_answers_no_more_and_others_still_can() -> None:
    hill, penfold = cast()
    sent = sent_by(hill)
    gone = leave(penfold)
    with pytest.raises(Refused):
        answered(gone, sent)
    assert answered(person("Chidi Okoro"), sent).state == "yes"


def test_a_yes_outlasts_whoever_gave_it() -> None:
    hill, penfold = cast()
    sent = answered(penfold, sent_by(hill))
    leave(penfold)
    assert stands(now(sent)).yes


def test_where_nobody_holds_the_role_it_goes_to_the_executive_head_who_sees_it_and_cannot_say_yes() -> None:
    hill, _ = cast()
    leave(person("Desmond Clay"))
    pace = person("Imelda Pace")
    sent = sent_by(hill, text=HIDDEN, place=PAGE)
    shown = selected.shown(hill, now(sent))
    assert [seat.roles for seat in shown.empty] == [("Network manager",)]
    assert shown.besides == [pace]
    assert Notice.objects.filter(person=pace, about__startswith="duty:").exists()
    assert selected.waiting(pace) == [sent]
    with pytest.raises(ValidationError, match="somebody else"):
        answered(pace, sent)


# -- two at once, twice, and a page grown old --


def test_of_two_the_second_sees_the_firsts_answer_and_changes_nothing() -> None:
    hill, penfold = cast()
    sent = sent_by(hill)
    services.decide(by=penfold, sent=sent, answer="no", reason="Not there.", version=1)
    with pytest.raises(services.AnsweredMeanwhile) as meanwhile:
        services.decide(by=person("Chidi Okoro"), sent=sent, answer="yes", version=1)
    assert meanwhile.value.sent.asks.get().by == penfold
    assert (now(sent).state, Ask.objects.get().answer) == ("no", "no")


def test_a_second_tap_on_yes_is_the_same_yes() -> None:
    hill, penfold = cast()
    sent = sent_by(hill)
    for _tap in range(2):
        assert services.decide(by=penfold, sent=sent, answer="yes", version=1).state == "yes"
    assert (Entry.objects.filter(event="post_answered").count(), told(hill, sent)) == (1, 1)


def test_whoever_answers_a_page_grown_old_is_shown_what_has_changed() -> None:
    hill, penfold = cast()
    sent = sent_by(hill, text=HIDDEN, place=UNLISTED)
    services.decide(by=penfold, sent=sent, answer="yes", version=1)
    with pytest.raises(services.AnsweredMeanwhile):
        services.decide(by=person("Desmond Clay"), sent=sent, answer="yes", version=1)
    assert answered(person("Desmond Clay"), sent).state == "yes"


def test_what_one_has_allowed_another_in_the_same_role_does_not_refuse() -> None:
    hill, penfold = cast()
    sent = answered(penfold, sent_by(hill, text=HIDDEN, place=UNLISTED))  # the network manager is still to answer
    with pytest.raises(services.AnsweredMeanwhile):
        answered(person("Chidi Okoro"), sent, "no", "Not there.")
    assert now(sent).state == "waiting"


def test_a_post_taken_back_or_replaced_while_it_was_read_is_answered_no_more() -> None:
    hill, penfold = cast()
    sent = sent_by(hill)
    services.take_back(by=hill, sent=sent)
    with pytest.raises(services.AnsweredMeanwhile):
        services.decide(by=penfold, sent=sent, answer="yes", version=1)
    assert now(sent).state == "back"
