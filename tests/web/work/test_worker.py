"""The worker: tasks once each, failures without words, tasks of the dead taken up again, and what comes round."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gatepost.web.work import periodic, reaping
from gatepost.web.work import worker as working
from gatepost.web.work.alive import anybody_alive, is_alive, living
from gatepost.web.work.periodic import PERIODIC, Periodic, do_what_is_due
from gatepost.web.work.reaping import TRIES, reap
from gatepost.web.work.worker import Discreet, work
from tests.web.work import chores

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = timedelta(hours=1)


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    cache.clear()


def running(*workers: str) -> DBTaskResult[Any, Any]:
    """A task that the last of these workers began an hour ago."""
    result = chores.note.enqueue("/nowhere", "x")
    row = DBTaskResult.objects.get(pk=result.id)
    row.status, row.started_at, row.worker_ids = TaskResultStatus.RUNNING, timezone.now() - LONG_AGO, list(workers)
    row.save()
    return row


def test_once_means_until_nothing_is_left(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        chores.note.enqueue(str(tmp_path), name)
    work(once=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "three", "two"]
    assert DBTaskResult.objects.successful().count() == 3


def test_a_failure_keeps_its_kind_and_its_place_but_not_its_words() -> None:
    chores.fail.enqueue()
    work(once=True)
    failed = DBTaskResult.objects.get()
    assert failed.status == TaskResultStatus.FAILED
    assert failed.exception_class_path == "builtins.ValueError"
    assert "chores.py" in failed.traceback
    assert "olliver" not in failed.traceback


def test_a_task_whose_worker_died_is_put_back() -> None:
    row = running("gone")
    assert reap() == 1
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY


def test_a_task_whose_worker_lives_is_left_alone() -> None:
    with living("here"):
        row = running("here")
        assert reap() == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.RUNNING


def test_a_task_that_kills_its_workers_has_failed_after_three_of_them() -> None:
    row = running(*["gone"] * TRIES)
    reap()
    row.refresh_from_db()
    assert row.status == TaskResultStatus.FAILED
    assert row.exception_class_path.endswith(reaping.WorkerDied.__qualname__)


def test_a_worker_is_alive_for_as_long_as_it_works() -> None:
    assert not anybody_alive()
    with living("here"):
        assert is_alive("here")
        assert anybody_alive()
    assert not is_alive("here")


def test_what_is_due_is_done_by_one_worker_and_not_again_before_its_time() -> None:
    done: list[int] = []
    chore = (Periodic("count", timedelta(hours=1), lambda: done.append(1)),)
    assert do_what_is_due(chore) == ["count"]
    assert do_what_is_due(chore) == []
    assert done == [1]


def test_what_a_worker_died_at_is_left_to_others_after_half_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, float] = {}
    monkeypatch.setattr(cache, "add", lambda key, _value, seconds: kept.setdefault(key, seconds) is not None)

    def die() -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        do_what_is_due((Periodic("a day's work", timedelta(days=1), die),))
    assert list(kept.values()) == [periodic.AT_IT.total_seconds()]


def test_what_rows_tell_apart_is_done_by_all_workers_at_once() -> None:
    chore = (Periodic("letters", timedelta(hours=1), lambda: None, together=True),)
    assert do_what_is_due(chore) == do_what_is_due(chore) == ["letters"]


def test_a_round_that_left_more_to_do_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    left = [True, True, False]
    chore = Periodic("sweep", timedelta(hours=1), lambda: left.pop(0))
    monkeypatch.setattr(periodic, "PERIODIC", (chore,))
    work(once=True)
    assert left == []


def test_who_is_told_to_stop_ends_the_round_first(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def stopped_in_the_middle() -> None:
        signal.raise_signal(signal.SIGTERM)
        done.append("to its end")

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(periodic, "PERIODIC", (Periodic("letters", timedelta(0), stopped_in_the_middle),))
    try:
        work(once=False)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert done == ["to its end"]


def test_a_database_that_is_away_is_waited_for_under_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []

    def away(worker: Discreet, *, once: bool) -> None:
        names.append(worker.worker_id)
        worker.rounds += 1
        if len(names) < 3:
            raise OperationalError

    monkeypatch.setattr(working, "_work", away)
    monkeypatch.setattr(working, "AWAY", 0)
    work(once=False)
    assert len(set(names)) == 3
    names.clear()
    with pytest.raises(OperationalError):
        work(once=True)


def test_a_database_that_has_never_answered_is_no_place_to_wait_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(worker: Discreet, *, once: bool) -> None:
        raise OperationalError

    monkeypatch.setattr(working, "_work", away)
    with pytest.raises(OperationalError):
        work(once=False)


def test_who_is_told_to_stop_while_it_is_away_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(worker: Discreet, *, once: bool) -> None:
        worker.rounds, worker.running = 1, False
        raise OperationalError

    monkeypatch.setattr(working, "_work", stopped)
    work(once=False)


def test_one_that_fails_keeps_no_other_from_being_done() -> None:
    chores_due = (
        Periodic("fail", timedelta(hours=1), lambda: 1 / 0),
        Periodic("count", timedelta(hours=1), lambda: None),
    )
    assert do_what_is_due(chores_due) == ["count"]


def test_everything_that_comes_round_can_be_done() -> None:
    assert do_what_is_due() == [job.name for job in PERIODIC]


def test_old_results_are_forgotten() -> None:
    for status, days in ((TaskResultStatus.SUCCESSFUL, 8), (TaskResultStatus.FAILED, 8), (TaskResultStatus.FAILED, 31)):
        row = running("gone")
        row.status, row.finished_at = status, timezone.now() - timedelta(days=days)
        row.save()
    do_what_is_due()
    assert [row.status for row in DBTaskResult.objects.all()] == [TaskResultStatus.FAILED]
