"""A worker that dies of a task, and another after it: `python -m tests.web.work.killed FOLDER`, on an installation.

Each is a process of its own. Between them two minutes pass, as far as the database can tell.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta

import django
from django.core.cache import cache
from django.db import connections

django.setup()

from django_tasks_db.models import DBTaskResult  # noqa: E402 (models need Django ready)

from gatepost.web.work import alive, periodic, worker  # noqa: E402
from tests.web.work import chores  # noqa: E402


def worked() -> int:
    """A worker's life; the signal that ended it, or 0."""
    connections.close_all()
    child = os.fork()
    if not child:
        worker.work(once=True)
        os._exit(0)
    return os.waitpid(child, 0)[1] & 0x7F


def two_minutes_pass() -> None:
    (task,) = DBTaskResult.objects.running()
    cache.delete(f"worker:{task.worker_ids[-1]}")
    began = task.started_at - timedelta(seconds=alive.BELIEVED + 1)
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=began)


def main(folder: str) -> None:
    periodic.PERIODIC = ()
    chores.die_once.enqueue(folder)
    assert worked() == signal.SIGKILL
    assert worked() == 0  # it cannot tell yet that the first is dead
    assert DBTaskResult.objects.running().count() == 1
    two_minutes_pass()
    assert worked() == 0
    print(DBTaskResult.objects.get().status)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
