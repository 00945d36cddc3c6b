"""Urgent letters go within seconds of the commit, by a task; where that is lost, the next round sends them."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django_tasks_db.models import DBTaskResult

from gatepost.apps.notices import services
from gatepost.apps.notices.letters import tasks
from gatepost.apps.notices.models import Letter
from gatepost.web.work import periodic
from gatepost.web.work.worker import work
from tests.site_cast import federation, person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _letters_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    federation()
    monkeypatch.setattr(periodic, "PERIODIC", ())


def told(about: str = "concern:1", category: str = "safeguarding") -> None:
    with transaction.atomic():
        services.notify(to=[person("Chidi Okoro")], category=category, about=about)


def sent() -> int:
    work(once=True)
    return len(mail.outbox)


def test_a_worker_sends_it_with_its_next_task() -> None:
    told()
    assert sent() == 1


def test_however_many_are_told_of_one_task_is_enough() -> None:
    for number in range(5):
        told(f"concern:{number}")
    assert DBTaskResult.objects.count() == 1
    assert sent() == 1
    assert mail.outbox[0].subject == "Gatepost: 5 new items: 5 safeguarding"


def test_the_task_names_nobody() -> None:
    told()
    assert DBTaskResult.objects.get().args_kwargs == {"args": [], "kwargs": {}}


def test_what_is_not_urgent_waits_for_its_hour() -> None:
    told("post:1", "post")
    assert not DBTaskResult.objects.exists()


def test_what_was_undone_is_told_to_nobody() -> None:
    with transaction.atomic():
        services.notify(to=[person("Chidi Okoro")], category="alarm", about="duty:1")
        transaction.set_rollback(True)
    assert sent() == 0


def test_where_the_task_is_lost_the_next_round_sends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> None:
        raise DatabaseError

    monkeypatch.setattr(services, "hurry_along", lost)
    told()
    assert sent() == 0
    monkeypatch.setattr(
        periodic, "PERIODIC", (periodic.Periodic("letters", periodic.AGAIN, periodic.letters, together=True),)
    )
    assert sent() == 1
    assert Letter.objects.get().sent_at is not None


def test_one_task_beside_another_sends_no_letter_twice() -> None:
    told()
    for _ in range(3):
        tasks.hurry.enqueue()
    assert sent() == 1
