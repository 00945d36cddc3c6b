"""Processes that record, for tests of many at once: `python -m tests.apps.ledger.writer WHAT COUNT [PROCESSES]`.

`many` records COUNT entries, each in a transaction of its own, in as many processes at once; `forever` until it is
killed; `hold` records one, says so, and waits with the transaction open; `verify` reads all and says what it found.
"""

from __future__ import annotations

import os
import sys
import time
from itertools import count

import django
from django.db import transaction

django.setup()

from gatepost.apps.ledger import services  # noqa: E402 (models need Django ready)
from tests.apps.ledger.things import HILL, POSTED, Given, read  # noqa: E402


def write(number: int) -> None:
    """One entry, with a change of the same transaction in the sealed values."""
    services.record(
        POSTED.name,
        by=HILL,
        leave=Given(),
        subject="person:x",
        says={"what": str(number)},
        personal={HILL: {"n": str(number)}},
    )


def main(what: str, often: int, processes: int = 1) -> None:
    """Do as told, a line for each entry that is safe."""
    for _ in range(processes - 1):
        if not os.fork():
            break
    if what == "verify":
        told, outcome = read()
        print(outcome.size, *told, sep="\n", flush=True)  # noqa: T201
        return
    if what == "hold":
        with transaction.atomic():
            write(0)
            print("held", flush=True)  # noqa: T201
            time.sleep(120)
    for number in range(often) if what == "many" else count():
        write(number)
        sys.stdout.write(f"{number}\n")  # in one piece, for others write to the same pipe
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
