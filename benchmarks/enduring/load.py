"""Load: duties that are late at once, whose notices are urgent; now and then one is settled. `… load SEED`.

Each cause is told on the standard output once it was committed, so whoever reads knows what must never be lost.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import timedelta
from uuid import uuid4

import django
from django.db import Error, connection, transaction
from django.utils import timezone

django.setup()

from gatepost.apps.duties import services as duties  # noqa: E402 (models need Django ready)
from gatepost.apps.people.authority import require  # noqa: E402
from gatepost.apps.people.models import the_site  # noqa: E402
from tests.site_cast import school  # noqa: E402

HAPPENINGS = ("child_contact", "abuse_reported", "data_breach")
LATE = timedelta(days=3)


def raise_one(happening: str, cause: str) -> None:
    with transaction.atomic():
        leave, when = require(the_site(), "duty.keep"), timezone.now() - LATE
        duties.happened(happening, by=the_site(), leave=leave, cause=cause, school=school(), when=when)


def settle(cause: str) -> None:
    with transaction.atomic():
        duties.settle(cause, by=the_site(), leave=require(the_site(), "duty.keep"))


def surely(verb: str, cause: str, happening: str) -> None:
    """Again and again, as a person would, until the database has taken it. The cause keeps it from being made twice."""
    while True:
        try:
            raise_one(happening, cause) if verb == "made" else settle(cause)
        except Error:
            connection.close()
            time.sleep(0.2)
        else:
            print(verb, cause, flush=True)
            return


def main(seed: str) -> None:
    chance, made = random.Random(seed), []  # noqa: S311 (a load, not a secret)
    while True:
        cause, happening = f"told:{uuid4()}", chance.choice(HAPPENINGS)
        surely("made", cause, happening)
        made.append(cause)
        if chance.random() < 0.2:
            surely("settled", made.pop(chance.randrange(len(made))), happening)
        time.sleep(chance.uniform(0.0, 0.5))


if __name__ == "__main__":
    main(sys.argv[1])
