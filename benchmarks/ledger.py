"""Entries a second into the ledger, beside the floor: as many plain inserts of the same columns, each in a transaction.

`python -m benchmarks ledger` as part of the site; sides in turns, each in processes of its own, on a database of its
own. PostgreSQL takes part where BENCH_POSTGRES names a server.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from django.core.management import call_command

from benchmarks.results import Results, times
from gatepost.cli.site import ready

LEAST = 1_000  # entries a second
_DATABASE = "gatepost_bench_ledger"
_BY = UUID(int=1)
Got = dict[str, float]


def measure(
    results: Results, folder: Path, *, entries: int, large: int, rounds: int, tell: Callable[[str], None]
) -> None:
    """One writer, and two and four at once, on each engine; then a large ledger: proofs, and reading all of it."""
    rates, proofs = [], []
    for engine in ("SQLite", "PostgreSQL"):
        with database(engine, folder / engine) as address:
            if address is None:
                results.not_measured(f"ledger, {engine}", f"{LEAST:,} entries/s", "BENCH_POSTGRES names no server")
                continue
            for writers in (1, 2, 4):
                tell(f"{writers} at once into the ledger, {engine}")
                rates.append(_beside(engine, writers, entries, rounds, folder, address, results))
            tell(f"a ledger of {large:,} entries, {engine}")
            proofs.append(_large(engine, large, folder, address, results))
    results.say("## The ledger")
    results.table(("", "against the floor", "entries/s", "floor, inserts/s"), rates)
    results.say("Each entry is recorded and committed for itself; the floor is Django's insert of the same columns, with "
                "neither chain, lock nor guards. Writers are processes. On PostgreSQL each entry waits for the disk "
                "before the next can follow, so many writers gain little over one. SQLite's memory is mostly its file, mapped.")  # fmt: skip
    results.table(("A large ledger", "entries/s, many at once", "a proof, ms", "root, ms", "verified, entries/s",
                   "verifying, MB more"), proofs)  # fmt: skip


def _beside(
    engine: str, writers: int, entries: int, rounds: int, folder: Path, address: str, results: Results
) -> tuple[str, ...]:
    floor = ours = 0.0
    for _ in range(rounds):
        floor = max(floor, _process(folder, address, "floor", entries, writers)["rate"])
        ours = max(ours, _process(folder, address, "ledger", entries, writers)["rate"])
    what = f"{engine}, {writers} writer{'s' if writers > 1 else ''}"
    results.aim(
        f"ledger, {what}",
        f"{LEAST:,} entries/s",
        f"{ours:,.0f} ({times(ours / floor)} of the floor)",
        met=ours >= LEAST,
    )
    return (what, times(ours / floor), f"{ours:,.0f}", f"{floor:,.0f}")


def _large(engine: str, large: int, folder: Path, address: str, results: Results) -> tuple[str, ...]:
    got = _process(folder, address, "large", large, 1)
    results.aim(
        f"a proof from {large:,} entries, {engine}",
        "under 50 ms",
        f"{got['proof'] * 1e3:.1f} ms",
        met=got["proof"] < 0.05,
    )
    return (f"{large:,} entries, {engine}", f"{got['many']:,.0f}", f"{got['proof'] * 1e3:.1f}", f"{got['root'] * 1e3:.1f}",
            f"{got['verified']:,.0f}", f"{got['more']:.0f}")  # fmt: skip


@contextmanager
def database(engine: str, folder: Path) -> Iterator[str | None]:
    """The address of an empty database; None where there is none of this engine."""
    folder.mkdir(parents=True)
    if engine == "SQLite":
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    server = os.environ.get("BENCH_POSTGRES", "")
    if not server:
        yield None
        return
    import psycopg  # noqa: PLC0415 (an extra, which only this needs)

    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {_DATABASE}")
        admin.execute(f"CREATE DATABASE {_DATABASE}")
        try:
            yield f"{server}/{_DATABASE}"
        finally:
            admin.execute(f"DROP DATABASE {_DATABASE} WITH (FORCE)")


def _process(folder: Path, address: str, side: str, count: int, writers: int) -> Got:
    environment = {**os.environ, "GATEPOST_DATA": str(folder), "DATABASE_URL": address}
    line = [sys.executable, "-m", "benchmarks.ledger", side, str(count), str(writers)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise RuntimeError(f"{side} ended with status {done.returncode}: {done.stderr[-2_000:]}")
    found: Got = json.loads(done.stdout.splitlines()[-1])
    return found


# -- inside a side's process --


class _Given:
    action, role, clauses = "person.change", "office", ("PU-1",)


def _ledger(count: int) -> None:
    services = ready("gatepost.apps.ledger.services")
    for number in range(count):
        services.record(
            "bench_done", by=_BY, leave=_Given, subject=f"person:{_BY}", says={"fields": f"telephone {number}"}
        )


def _floor(count: int) -> None:
    """Django's own insert of the same columns."""
    timezone, transaction = ready("django.utils.timezone"), ready("django.db").transaction
    plain, start = _plain(), os.getpid() << 32 | time.time_ns() & 0xFFFFFFFF  # numbers that no other writer has
    for number in range(count):
        with transaction.atomic():
            plain.objects.create(
                number=start + number, at=timezone.now(), event="bench_done", by=_BY, role="office", action="person.change",
                subject=f"person:{_BY}", clauses=["PU-1"], says={"fields": f"telephone {number}"}, sealed={}, policy="0" * 64,
                request_id="", previous="0" * 64, hash=f"{start + number:064}",
            )  # fmt: skip


@cache
def _plain() -> Any:
    """The model of an entry without what makes it one."""
    models, entry = ready("django.db.models"), ready("gatepost.apps.ledger.models").Entry
    meta = type("Meta", (), {"app_label": "bench"})
    columns = {field.name: field.clone() for field in entry._meta.concrete_fields}
    for column in columns.values():
        column._unique, column.db_index = False, False
    return type("Plain", (models.Model,), {**columns, "Meta": meta, "__module__": __name__})


def _made_ready(side: str) -> None:
    """The tables, and an event of our own."""
    database = ready("django.db").connection
    call_command("migrate", "ledger", verbosity=0)
    events = ready("gatepost.apps.ledger.events")
    events.register(events.Event("bench_done", "changed {fields}"))
    if side == "floor" and "bench_plain" not in database.introspection.table_names():
        with database.schema_editor() as editor:
            editor.create_model(_plain())
    database.close()


def _rate(work: Callable[[int], None], count: int, writers: int) -> Got:
    """Entries a second from the moment all writers are ready until the last has ended."""
    ready_end, ready_of = os.pipe()
    begin_of, begin = os.pipe()
    children = []
    for _ in range(writers):
        child = os.fork()
        if not child:
            work(20)  # connected and warm
            os.write(ready_of, b".")
            os.read(begin_of, 1)
            work(count)
            os._exit(0)
        children.append(child)
    for _ in range(writers):
        os.read(ready_end, 1)
    start = time.perf_counter()
    os.write(begin, b"." * writers)
    if any(os.waitpid(child, 0)[1] for child in children):
        raise SystemExit("a writer failed")
    return {"rate": count * writers / (time.perf_counter() - start)}


def _whole(count: int) -> Got:
    services, tree = ready("gatepost.apps.ledger.services"), ready("gatepost.apps.ledger.tree")
    proving, verifying = ready("gatepost.apps.ledger.proving"), ready("gatepost.apps.ledger.verifying")
    happened = (services.Happened("bench_done", f"person:{_BY}", {"fields": str(number)}) for number in range(count))
    many = _timed(lambda: services.record_many(happened, by=_BY, leave=_Given))
    size = proving.size_now()
    proofs = [_timed(partial(proving.of_entry, number)) for number in range(1, size, size // 50)]
    roots = [_timed(lambda: tree.root(size)) for _ in range(10)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    faults: list[object] = []
    verified = _timed(lambda: verifying.verify(faults.append))
    if faults:
        raise SystemExit(f"the ledger is not whole: {faults[0]}")
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1_000
    return {
        "many": count / many,
        "proof": median(proofs),
        "root": median(roots),
        "verified": size / verified,
        "more": more,
    }


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(side: str, count: int, writers: int) -> None:
    """One side; its figures are the last line."""
    _made_ready(side)
    got = _whole(count) if side == "large" else _rate({"floor": _floor, "ledger": _ledger}[side], count, writers)
    print(json.dumps(got))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
