"""Workers killed at random moments, on the database of an installation: `python -m tests.apps.notices.kill_loop SECONDS SEED`.

It tells people of things, lets two workers send the letters, and kills one of them with SIGKILL again and again. Then one
is left alone until nothing waits. It says how many notices there were, how many letters, and how many were killed.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta
from typing import NoReturn

import django
from django.db import connections, transaction

django.setup()

from gatepost.apps.notices import services  # noqa: E402 (models need Django ready)
from gatepost.apps.notices.letters import claiming  # noqa: E402
from gatepost.apps.notices.models import Letter, Notice  # noqa: E402
from gatepost.apps.people.models import Person  # noqa: E402
from gatepost.web.work import periodic, worker  # noqa: E402
from tests.site_cast import federation, person  # noqa: E402

CAST = ("Chidi Okoro", "Imelda Pace", "Judith Penfold", "Desmond Clay", "Patricia Savage")
PATIENCE = 30.0


def hasten() -> None:
    """Rounds and leases as short as the test, and nothing but letters."""
    worker.ROUND, worker.AWAY = 0, 0.1
    claiming.LEASE = timedelta(seconds=1)
    periodic.PERIODIC = tuple(job for job in periodic.PERIODIC if job.name == "letters")


def born() -> int:
    """A worker, as a process of its own."""
    connections.close_all()
    child = os.fork()
    if not child:
        _work()
    return child


def _work() -> NoReturn:
    try:
        worker.work(once=False, interval=0.02)
    finally:
        os._exit(1)


def killed(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def tell(people: list[Person], number: int) -> None:
    with transaction.atomic():
        services.notify(to=people, category="alarm", about=f"duty:{number}")


def left() -> bool:
    """Whether anything waits still."""
    unended = Letter.objects.filter(sent_at=None, left_out_at=None, given_up_at=None)
    return unended.exists() or Notice.objects.filter(letter=None).exists()


def loop(seconds: float, chance: random.Random) -> int:
    """How many were killed."""
    people, kills, number = [person(name) for name in CAST], 0, 0
    workers = [born(), born()]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        number += 1
        tell(chance.sample(people, 2), number)
        time.sleep(chance.uniform(0.0, 0.12))
        one = chance.randrange(2)
        killed(workers[one])
        kills += 1
        workers[one] = born()
    for one in workers:
        killed(one)
    return kills + len(workers)


def calm() -> None:
    """One worker that nobody kills, until nothing waits."""
    last, until = born(), time.monotonic() + PATIENCE
    while left() and time.monotonic() < until:
        time.sleep(0.05)
    killed(last)


def main(seconds: float, seed: int) -> None:
    hasten()
    federation()
    kills = loop(seconds, random.Random(seed))  # noqa: S311 (which moment, nobody need not guess)
    calm()
    sent = [letter.message_id for letter in Letter.objects.exclude(sent_at=None)]
    said = {"notices": Notice.objects.count(), "left": left(), "sent": sent, "killed": kills}
    print(json.dumps(said))  # noqa: T201


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
