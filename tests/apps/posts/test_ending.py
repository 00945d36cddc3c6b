"""A year after the answer the words go; with a person who is erased, at once. The hash and the outcome stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gatepost.apps.duties.models import Duty
from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.models import Person
from gatepost.apps.people.services import erasing
from gatepost.apps.posts import services
from gatepost.apps.posts.models import Ask, SentPost, Spoken
from gatepost.apps.posts.selectors.standing import stands
from tests.apps.posts.sent import NAMED, OWN, answered, cast, now, sent_by
from tests.site_cast import child, person

pytestmark = pytest.mark.django_db


def a_year_ago(sent: SentPost, days: int = 366) -> None:
    SentPost.objects.filter(pk=sent.pk).update(settled_at=timezone.now() - timedelta(days=days))


def traces(word: str) -> list[str]:
    tables = (SentPost, Ask, Spoken)
    return [str(row) for table in tables for row in table._default_manager.values() if word in str(row)]


def test_a_year_after_the_answer_its_words_are_gone_and_what_was_decided_stays() -> None:
    hill, penfold = cast()
    sent = answered(penfold, sent_by(hill, text=NAMED, place=OWN), "no", "Not Grace, please.")
    a_year_ago(sent)
    assert (services.forget_old(), services.forget_old()) == (1, 0)
    kept = now(sent)
    assert traces("Grace") == []
    assert (kept.state, kept.hash, kept.policy_version, kept.words, kept.findings) == (
        "no", sent.hash, "2026.1", {}, [])  # fmt: skip
    assert (kept.asks.get().by, kept.asks.get().answer) == (penfold, "no")
    assert Entry.objects.get(event="post_forgotten").subject == f"post:{sent.pk}"
    assert not Spoken.objects.exists()


def test_a_day_short_of_it_and_while_it_waits_they_stay() -> None:
    hill, penfold = cast()
    a_year_ago(answered(penfold, sent_by(hill)), days=364)
    waits = sent_by(hill, text="Thursday")
    SentPost.objects.filter(pk=waits.pk).update(sent_at=timezone.now() - timedelta(days=800))
    assert services.forget_old() == 0


def test_a_yes_whose_words_are_gone_allows_nothing() -> None:
    hill, penfold = cast()
    sent = answered(penfold, sent_by(hill))
    a_year_ago(sent)
    services.forget_old()
    assert (stands(now(sent)).yes, "taken out" in str(stands(now(sent)).why)) == (False, True)


def leaves(who: Person) -> Person:
    today = timezone.localdate()
    who.roles.update(ends=today - timedelta(days=1))
    who.enrolments.update(ends=today - timedelta(days=1))
    return Person.objects.get(pk=who.pk)


def test_erasing_an_author_reaches_all_that_they_sent() -> None:
    hill, penfold = cast()
    waits, done = sent_by(hill, text="Chrysanthemum"), answered(penfold, sent_by(hill, text="Chrysanthemum day"))
    erasing.erase(by=person("Imelda Pace"), person=leaves(hill))
    assert traces("Chrysanthemum") == []
    assert [(now(one).state, now(one).why) for one in (waits, done)] == [("fallen", "erased"), ("yes", "")]
    assert not stands(now(done)).yes
    assert Duty.objects.get(cause=f"post:{waits.pk}").state == "dropped"


def test_erasing_a_child_reaches_the_posts_that_speak_of_them_and_no_others() -> None:
    hill, penfold = cast()
    about = answered(penfold, sent_by(hill, text=NAMED, place=OWN), "change", "Not Grace.")
    other = sent_by(hill)
    erasing.erase(by=person("Imelda Pace"), person=leaves(child("Grace Tolliver")))
    assert traces("Grace") == []
    assert (now(about).words, now(other).state, now(other).words["text"]) == ({}, "waiting", "Sports day is on Friday.")


def test_an_erasure_that_fails_takes_nothing_out() -> None:
    hill, _ = cast()
    sent = sent_by(hill)
    with pytest.raises(Exception, match="still has a role"):
        erasing.erase(by=person("Imelda Pace"), person=hill)
    assert now(sent).words["text"] == "Sports day is on Friday."
