"""A worker: tasks as they come, and what is due. Any number of them may run beside each other."""

from __future__ import annotations

import logging
import math
import time
import uuid
from typing import Any

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from gatepost.web.logs import places
from gatepost.web.work.alive import living
from gatepost.web.work.periodic import do_a_round
from gatepost.web.work.reaping import reap

ROUND = 15  # seconds between two looks at what is due, unless the last one left more to do
AWAY = 3.0  # seconds until a database that did not answer is tried again
_log = logging.getLogger("gatepost.worker")


class Discreet(Worker):
    """The library's worker, which of a failure keeps the kind and the places but not the words: they may name somebody."""

    rounds = 0  # how often it has looked what is due

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Run one task."""
        began = time.perf_counter()
        db_task_result.set_failed = lambda problem: _failed(db_task_result, problem)
        super().run_task(db_task_result)
        taken = (time.perf_counter() - began) * 1000
        _log.info("%s %s %s %.0fms", db_task_result.task_path, db_task_result.pk, db_task_result.status, taken)

    def goes_on(self) -> bool:
        """Whether nobody has told it to stop: a signal may do so at any line."""
        return bool(self.running)

    def go_round(self) -> bool:
        """Do what is due; whether more is left. Who is told to stop ends it first, as with a task."""
        self.running_task = True
        try:
            reap()
            more = do_a_round()
            self.rounds += 1
            return more
        finally:
            self.running_task = False


def _failed(result: DBTaskResult[Any, Any], problem: BaseException) -> None:
    result.status, result.finished_at, result.return_value = TaskResultStatus.FAILED, timezone.now(), None
    result.exception_class_path = f"{type(problem).__module__}.{type(problem).__qualname__}"
    result.traceback = "\n".join(places(problem))
    result.save()


def work(*, once: bool, interval: float = 1.0) -> None:
    """Work until told to stop; once: until nothing is left to do now.

    A database that answered and then does not is waited for. After that it goes on under another name, so that what it
    had begun under the old one is taken up again.
    """
    answered = False
    while True:
        worker = _worker(interval)
        try:
            with living(worker.worker_id):
                return _work(worker, once=once)
        except (OperationalError, InterfaceError) as away:
            answered = answered or worker.rounds > 0
            if once or not answered:
                raise
            if not worker.goes_on():
                return None
            _log.warning("the database does not answer: %s", type(away).__name__)
            connection.close()
            time.sleep(AWAY)


def _worker(interval: float) -> Discreet:
    worker = Discreet(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=interval,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex,
    )
    worker.configure_signals()
    return worker


def _work(worker: Discreet, *, once: bool) -> None:
    looked, more = -math.inf, False
    while worker.goes_on():
        close_old_connections()
        if more or time.monotonic() - looked >= ROUND:
            looked, more = time.monotonic(), worker.go_round()
        if worker.goes_on():
            worker.run()
        if once and not more:
            return
        if not more and worker.goes_on():
            time.sleep(worker.interval)
