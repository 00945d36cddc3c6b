"""Urgent letters go at once: a task without any argument, for the rows themselves say what is to go."""

from __future__ import annotations

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gatepost.apps.notices.letters.delivering import deliver
from gatepost.apps.notices.letters.gathering import gather


@task(priority=50)
def hurry() -> None:
    """Make and hand over what is due now. What fails here the next round makes good."""
    gather()
    deliver()


def hurry_along() -> None:
    """Ask for it after a commit. One that waits already will see what was committed, so it is enough."""
    if not DBTaskResult.objects.ready().filter(task_path=hurry.module_path).exists():
        hurry.enqueue()
