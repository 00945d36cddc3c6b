"""Tasks whose worker died in the middle: the library leaves them running for ever."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gatepost.web.work.alive import BELIEVED, is_alive

TRIES = 3
_log = logging.getLogger("gatepost.worker")


def reap() -> int:
    """Put back each task whose worker is gone; after three tries it has failed, for doctor to tell. How many there were."""
    long_enough = timezone.now() - timedelta(seconds=BELIEVED)
    stuck = [
        task.pk
        for task in DBTaskResult.objects.running().filter(started_at__lt=long_enough)
        if not (task.worker_ids and is_alive(task.worker_ids[-1]))
    ]
    for key in stuck:
        _put_back(key, long_enough)
    return len(stuck)


@transaction.atomic
def _put_back(key: UUID, long_enough: datetime) -> None:
    task = DBTaskResult.objects.select_for_update().running().filter(pk=key, started_at__lt=long_enough).first()
    if task is None:  # another worker was quicker
        return
    task.status = TaskResultStatus.READY
    if len(task.worker_ids) >= TRIES:
        task.status, task.finished_at = TaskResultStatus.FAILED, timezone.now()
        task.exception_class_path, task.traceback = "gatepost.web.work.reaping.WorkerDied", "Its worker died each time."
    task.save()
    _log.warning("task %s: its worker died; now %s", task.pk, task.status)


class WorkerDied(Exception):  # noqa: N818 (it reads as a sentence)
    """Why a task failed that no worker lived to the end of."""
