"""What comes round again. Each is done by one worker at a time, and does no harm if done twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gatepost.apps.ledger.proving import size_now as proving_size
from gatepost.apps.people.imports.uploads import sweep
from gatepost.apps.people.models import Person
from gatepost.apps.people.models.person import SYSTEM_ID
from gatepost.apps.people.services import proving
from gatepost.web.checkup import kept
from gatepost.web.checkup.ledger import LEDGER_READ

KEEP_DONE, KEEP_FAILED = timedelta(days=7), timedelta(days=30)
_log = logging.getLogger("gatepost.worker")


@dataclass(frozen=True)
class Periodic:
    """Something that comes round every so often."""

    name: str
    every: timedelta
    do: Callable[[], object]


def end_old_sessions() -> None:
    """Sessions that have run out leave nothing behind."""
    call_command("clearsessions")


def forget_old_tasks() -> None:
    """What became of a task is kept for a week, of a failed one for a month."""
    now = timezone.now()
    DBTaskResult.objects.successful().filter(finished_at__lt=now - KEEP_DONE).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=now - KEEP_FAILED).delete()


def look_at_the_installation() -> None:
    """What /state/ shows is never older than an hour."""
    kept.look()


def sign_a_checkpoint() -> None:
    """What the ledger holds today, signed: `gatepost backup` takes the newest along."""
    if proving_size() > 0:
        proving.checkpoint(by=_site())


def read_the_ledger() -> None:
    """Read it all through; what came of it is kept for doctor."""
    outcome = proving.verify(
        by=_site(), tell=lambda fault: _log.error("the ledger was altered: %s", type(fault).__name__)
    )
    cache.set(LEDGER_READ, {"at": timezone.now(), "faults": outcome.faults}, timedelta(days=30).total_seconds())


def _site() -> Person:
    return Person(pk=SYSTEM_ID)


PERIODIC = (
    Periodic("end old sessions", timedelta(hours=6), end_old_sessions),
    Periodic("forget old tasks", timedelta(hours=6), forget_old_tasks),
    Periodic("delete files left lying", timedelta(hours=1), sweep),
    Periodic("sign a checkpoint", timedelta(days=1), sign_a_checkpoint),
    Periodic("read the ledger", timedelta(days=1), read_the_ledger),
    Periodic("look at the installation", timedelta(hours=1), look_at_the_installation),
)


def do_what_is_due(periodic: tuple[Periodic, ...] = PERIODIC) -> list[str]:
    """Do what is due; the names of what was done. What fails is tried again in a quarter of an hour."""
    done = []
    for job in periodic:
        key = "periodic:" + job.name.replace(" ", "-")
        if not cache.add(key, 1, job.every.total_seconds()):
            continue  # it was done of late, or another worker is at it
        try:
            job.do()
        except Exception:  # noqa: BLE001 (one that fails must not keep the others from being done)
            _log.exception("%s: failed", job.name)
            cache.set(key, 1, min(job.every, timedelta(minutes=15)).total_seconds())
        else:
            done.append(job.name)
    return done
