"""What comes round again, and does no harm if done twice: mostly by one worker at a time, some by all of them together."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gatepost.apps.duties import calendars, sweeping
from gatepost.apps.ledger.proving import size_now as proving_size
from gatepost.apps.lessons.services import forgetting as disputed
from gatepost.apps.machines import services as machines
from gatepost.apps.notices import services as notices
from gatepost.apps.notices.letters.delivering import deliver
from gatepost.apps.notices.letters.gathering import gather
from gatepost.apps.people.imports.uploads import sweep
from gatepost.apps.people.models import Person
from gatepost.apps.people.models.person import SYSTEM_ID
from gatepost.apps.people.services import proving
from gatepost.apps.posts import services as posts
from gatepost.apps.questions.services import forgetting as asked
from gatepost.apps.questions.services import keeping
from gatepost.web.checkup import kept
from gatepost.web.checkup.ledger import LEDGER_READ

KEEP_DONE, KEEP_FAILED = timedelta(days=7), timedelta(days=30)
AT_IT = timedelta(minutes=30)  # how long a worker that has begun something is left to it
AGAIN = timedelta(minutes=15)  # when what failed is tried again
SLICE = 10.0  # seconds of one thing, before a worker looks what else there is to do
_log = logging.getLogger("gatepost.worker")


@dataclass(frozen=True)
class Periodic:
    """Something that comes round every so often. True, of what it does, means that more is left to do at once.

    `together`: rows say what is to do, and each is taken by one worker, so all of them do it as often as they look.
    """

    name: str
    every: timedelta
    do: Callable[[], object]
    together: bool = False


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


def letters() -> bool:
    """Make the letters whose time has come, and hand over what is due."""
    gather()
    return deliver()


def late_duties() -> bool:
    """Pass on what nobody has done in time."""
    return _while_any(sweeping.sweep)


def yearly_duties() -> bool:
    """Raise what everybody owes once, and with each school year."""
    return _while_any(sweeping.raise_yearly)


def read_calendars() -> None:
    """Read each school's own calendar again, so that what is owed is counted on the days it tells of."""
    calendars.fetch_all(by=_site())


def _while_any(sweep: Callable[[], int]) -> bool:
    """Until none is left, or for a while; whether any may be left."""
    until = time.monotonic() + SLICE
    while sweep():
        if time.monotonic() > until:
            return True
    return False


def forget_old_questions() -> None:
    """What was said in a question goes a year after the last word."""
    asked.forget_old(by=_site())


def look_at_kept_answers() -> None:
    """An answer in which somebody new is named is hidden until SLT has looked at it."""
    keeping.look_again(by=_site())


def forget_old_disputes() -> None:
    """The words of posts that were said to be judged wrongly go after a year."""
    disputed.forget_old(by=_site())


def _site() -> Person:
    return Person(pk=SYSTEM_ID)


PERIODIC: tuple[Periodic, ...] = (
    Periodic("letters", timedelta(minutes=1), letters, together=True),
    Periodic("late duties", timedelta(minutes=1), late_duties, together=True),
    Periodic("tell other systems", timedelta(minutes=1), machines.deliver),
    Periodic("forget what was asked once", timedelta(hours=6), machines.forget_old),
    Periodic("yearly duties", timedelta(hours=1), yearly_duties),
    Periodic("read the schools' calendars", timedelta(days=1), read_calendars),
    Periodic("posts looked at again", timedelta(hours=1), posts.look_again),
    Periodic("take the words of old posts out", timedelta(days=1), posts.forget_old),
    Periodic("take the words of old questions out", timedelta(days=1), forget_old_questions),
    Periodic("look at kept answers again", timedelta(days=1), look_at_kept_answers),
    Periodic("take the words of old disputes out", timedelta(days=1), forget_old_disputes),
    Periodic("forget old notices", timedelta(days=1), notices.forget),
    Periodic("end old sessions", timedelta(hours=6), end_old_sessions),
    Periodic("forget old tasks", timedelta(hours=6), forget_old_tasks),
    Periodic("delete files left lying", timedelta(hours=1), sweep),
    Periodic("sign a checkpoint", timedelta(days=1), sign_a_checkpoint),
    Periodic("read the ledger", timedelta(days=1), read_the_ledger),
    Periodic("look at the installation", timedelta(hours=1), look_at_the_installation),
)


def do_what_is_due(periodic: tuple[Periodic, ...] = PERIODIC) -> list[str]:
    """Do what is due; the names of what was done. What fails is tried again in a quarter of an hour."""
    return [job.name for job, _ in _done(periodic)]


def do_a_round() -> bool:
    """Do what is due; whether any of it has left more to do at once."""
    outcomes = [outcome for _, outcome in _done(PERIODIC)]
    return any(outcome is True for outcome in outcomes)


def _done(periodic: tuple[Periodic, ...]) -> Iterator[tuple[Periodic, object]]:
    for job in periodic:
        key = "periodic:" + job.name.replace(" ", "-")
        if not job.together and not cache.add(key, 1, min(job.every, AT_IT).total_seconds()):
            continue  # it was done of late, or another worker is at it
        try:
            outcome = job.do()
        except Exception:  # noqa: BLE001 (one that fails must not keep the others from being done)
            _log.exception("%s: failed", job.name)
            close_old_connections()  # it may have been the link
            _next(job, key, min(job.every, AGAIN))
        else:
            _next(job, key, job.every if outcome is not True else timedelta(0))
            yield job, outcome


def _next(job: Periodic, key: str, after: timedelta) -> None:
    """Until then nobody does it. Whoever dies in the middle of it leaves it to others after AT_IT."""
    if not job.together:
        cache.set(key, 1, after.total_seconds())
