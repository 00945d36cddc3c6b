"""Several at one post: one answer counts and the others are told; a post sent many times at once is one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from gatepost.apps.duties.models import Duty
from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.models import Person
from gatepost.apps.posts import services
from gatepost.apps.posts.models import SentPost
from tests.apps.posts.sent import a_post, cast, now, sent_by
from tests.site_cast import person

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


def at_once(act: Callable[[int], str]) -> list[str]:
    """How it went for each; SQLite's tables of a test are one thread's own, so there they act in turns."""

    def done(number: int) -> str:
        try:
            return act(number)
        except services.AnsweredMeanwhile as told:
            return type(told).__name__
        finally:
            connections.close_all()

    if connection.vendor != "postgresql":
        return [act_in_turn(act, number) for number in range(MANY)]
    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(done, range(MANY)))


def act_in_turn(act: Callable[[int], str], number: int) -> str:
    try:
        return act(number)
    except services.AnsweredMeanwhile as told:
        return type(told).__name__


def test_of_those_who_answer_at_once_one_counts_and_the_others_are_told() -> None:
    hill, _ = cast()
    sent = sent_by(hill)
    names = ("Judith Penfold", "Imelda Pace", "Chidi Okoro", "Desmond Clay")
    people = [person(name).pk for name in names]

    def decide(number: int) -> str:
        by = Person.objects.get(pk=people[number])
        seen = SentPost.objects.get(pk=sent.pk)
        answer = ("yes", "no", "change", "no")[number]
        return services.decide(by=by, sent=seen, answer=answer, reason="So.", version=1).state

    went = at_once(decide)
    assert sorted(went)[:3] == ["AnsweredMeanwhile"] * 3
    assert now(sent).state == next(one for one in went if one != "AnsweredMeanwhile")
    assert Entry.objects.filter(event="post_answered").count() == 1


def test_the_same_post_sent_at_once_from_many_tabs_is_one() -> None:
    hill, _ = cast()

    def send(_number: int) -> str:
        by = Person.objects.get(pk=hill.pk)
        return str(services.send(by=by, post=a_post(author=by)).pk)

    assert len(set(at_once(send))) == 1
    assert (SentPost.objects.count(), Duty.objects.count()) == (1, 1)
