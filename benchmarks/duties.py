"""Ten thousand duties that fall due in the same minute, worked off by two workers as they are started by hand.

`python -m benchmarks duties`, on SQLite and on a PostgreSQL of its own, each in a folder of its own. Every duty is
passed on to whoever is next, told to each of them, and written into the ledger.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.ledger import database
from benchmarks.results import Results
from gatepost.cli.site import ready

WORKERS, MOST = 2, 120  # seconds
Got = dict[str, Any]


def measure(results: Results, folder: Path, *, count: int, tell: Callable[[str], None]) -> None:
    """Each engine once: it is long, and what it asks for is a limit."""
    rows = []
    for engine in ("SQLite", "PostgreSQL"):
        with database(engine, folder / engine) as address:
            if address is None:
                results.not_measured(f"duties, {engine}", f"under {MOST} s", "BENCH_POSTGRES names no server")
                continue
            tell(f"{count:,} duties, {engine}")
            environment = {**os.environ, "GATEPOST_DATA": str(folder / engine), "DATABASE_URL": address}
            got = _worked_off(environment, count)
        rows.append(
            (
                engine,
                f"{got['seconds']:.0f}",
                f"{count / got['seconds']:,.0f}",
                f"{got['notices']:,}",
                str(got["twice"]),
            )
        )
        met = got["seconds"] < MOST and not got["twice"] and not got["left"]
        results.aim(
            f"{count:,} duties due at once, two workers, {engine}",
            f"under {MOST} s",
            f"{got['seconds']:.0f} s",
            met=met,
        )
    results.say(f"## {count:,} duties due in one minute, {WORKERS} workers")
    results.table(("", "seconds, with starting them", "duties/s", "notices raised", "passed on twice"), rows)


def _worked_off(environment: dict[str, str], count: int) -> Got:
    subprocess.run(
        [sys.executable, "-m", "gatepost", "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    _asked("fill", environment, count)
    began = time.monotonic()
    with _workers(environment):
        while (left := _asked("left", environment, count)["left"]) and time.monotonic() - began < 5 * MOST:
            time.sleep(0.5)
        seconds = time.monotonic() - began
    return {**_asked("judge", environment, count), "seconds": seconds, "left": left}


@contextmanager
def _workers(environment: dict[str, str]) -> Iterator[None]:
    line = [sys.executable, "-m", "gatepost", "worker"]
    quiet = subprocess.DEVNULL
    running = [subprocess.Popen(line, env=environment, stdout=quiet, stderr=quiet) for _ in range(WORKERS)]
    try:
        yield
    finally:
        for one in running:
            one.send_signal(signal.SIGTERM)
        for one in running:
            one.wait(timeout=60)


def _asked(what: str, environment: dict[str, str], count: int) -> Got:
    line = [sys.executable, "-m", "benchmarks.duties", what, str(count)]
    done = subprocess.run(line, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{what} ended with status {done.returncode}: {done.stderr[-2_000:]}")
    found: Got = json.loads(done.stdout.splitlines()[-1])
    return found


# -- inside a process that knows the database --


def _fill(count: int) -> Got:
    """Rows as raising them leaves them, in bulk: raising is not what is measured."""
    models, timezone = ready("gatepost.apps.duties.models"), ready("django.utils.timezone")
    cast = ready("tests.site_cast")
    cast.federation()
    for name in ("Chidi Okoro", "Imelda Pace", "Judith Penfold"):
        cast.person(name)
    since = timezone.now() - timedelta(days=3)
    given = {"kind": "abuse_seen_by_slt", "clause": "SU-6", "title": "Look at it", "what": "Look at it the same day.",
             "within": "same school day", "then": ["executive_head"], "policy": "bench", "happening": "abuse_reported",
             "school": cast.school("SMP"), "urgent": True, "notice": "duty", "raised_at": since, "due_at": since, "next_at": since}  # fmt: skip
    duties = [models.Duty(cause=f"told:{uuid4()}", **given) for _ in range(count)]
    models.Duty.objects.bulk_create(duties, batch_size=1_000)
    rows = (models.Owing(duty=duty, role="head_of_school_slt", school=given["school"]) for duty in duties)
    models.Owing.objects.bulk_create(rows, batch_size=1_000)
    return {"made": count}


def _left(_count: int) -> Got:
    models, timezone = ready("gatepost.apps.duties.models"), ready("django.utils.timezone")
    return {"left": models.Duty.objects.filter(state="open", next_at__lte=timezone.now()).count()}


def _judge(_count: int) -> Got:
    models, notices = ready("gatepost.apps.duties.models"), ready("gatepost.apps.notices.models")
    return {"twice": models.Duty.objects.filter(step__gt=1).count(), "notices": notices.Notice.objects.count()}


if __name__ == "__main__":
    print(json.dumps({"fill": _fill, "left": _left, "judge": _judge}[sys.argv[1]](int(sys.argv[2]))))
