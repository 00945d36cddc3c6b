"""A worker: tasks as they come, and what is due. Any number of them may run beside each other."""

from __future__ import annotations

import logging
import math
import time
import uuid
from typing import Any

from django.db import close_old_connections
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from gatepost.web.logs import places
from gatepost.web.work.alive import living
from gatepost.web.work.periodic import do_what_is_due
from gatepost.web.work.reaping import reap

ROUND = 60  # seconds between two looks at what is due
_log = logging.getLogger("gatepost.worker")


class Discreet(Worker):
    """The library's worker, which of a failure keeps the kind and the places but not the words: they may name somebody."""

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Run one task."""
        began = time.perf_counter()
        db_task_result.set_failed = lambda problem: _failed(db_task_result, problem)
        super().run_task(db_task_result)
        taken = (time.perf_counter() - began) * 1000
        _log.info("%s %s %s %.0fms", db_task_result.task_path, db_task_result.pk, db_task_result.status, taken)


def _failed(result: DBTaskResult[Any, Any], problem: BaseException) -> None:
    result.status, result.finished_at, result.return_value = TaskResultStatus.FAILED, timezone.now(), None
    result.exception_class_path = f"{type(problem).__module__}.{type(problem).__qualname__}"
    result.traceback = "\n".join(places(problem))
    result.save()


def work(*, once: bool, interval: float = 1.0) -> None:
    """Work until told to stop; once: until nothing is left to do now."""
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
    looked = -math.inf
    with living(worker.worker_id):
        while worker.running:
            close_old_connections()
            if time.monotonic() - looked >= ROUND:
                looked = time.monotonic()
                reap()
                do_what_is_due()
            worker.run()
            if once:
                return
            time.sleep(interval)
