"""Reading 50,000 pupils in, beside the floor: the same rows put in by Django's bulk_create and nothing else.

`python -m benchmarks imports`; each side in a process of its own, on a database of its own. PostgreSQL takes part where
BENCH_POSTGRES names a server (`postgres://root@127.0.0.1:5432`); its database is made and dropped.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from django.core.management import call_command

from benchmarks.people import federation, pupils
from benchmarks.results import Results, times
from gatepost.cli.site import ready
from gatepost.screening import Pupil

ROLL = 50_000
_HEADINGS = "pupil_id school class year_group legal_first legal_last known_as".split()
_DATABASE = "gatepost_bench_imports"


class Ran(NamedTuple):
    """Seconds a step, those of them that this process's processor was busy, and the peak of its memory in MB."""

    seconds: dict[str, float]
    cpu: dict[str, float]
    peak: float


def measure(results: Results, folder: Path, *, roll: int, tell: Callable[[str], None]) -> None:
    """The import and the floor, on each engine."""
    rows = []
    for engine in ("SQLite", "PostgreSQL"):
        got = {}
        for side in ("floor", "imports"):
            tell(f"{side} of {roll:,} pupils, {engine}")
            with _database(engine, folder / f"{engine}-{side}") as address:
                if address is None:
                    break
                got[side] = _process(side, roll, folder / f"{engine}-{side}", address)
        if len(got) == 2:
            rows.append(_row(engine, roll, got["imports"], got["floor"], results))
        else:
            results.not_measured(f"import of {roll:,} pupils, {engine}", "under 60 s", "BENCH_POSTGRES names no server")
    results.say(f"## A file of {roll:,} pupils")
    results.table(("", "against the floor", "first time, s", "of it CPU, s", "floor, s", "same again, s",
                   "all move, a seventh leaves, s", "roll rebuilt, s", "peak MB"), rows)  # fmt: skip
    results.say("The floor is `bulk_create` of the same people, numbers and enrolments. The import also reads the file, checks "
                "it, compares it with what is there, and writes an entry a child into the ledger. The roll rebuilt is the "
                "checker's index, from the database.")  # fmt: skip


def _row(engine: str, roll: int, ours: Ran, floor: Ran, results: Results) -> tuple[str, ...]:
    first, least = ours.seconds["first"], floor.seconds["first"]
    results.aim(f"import of {roll:,} pupils, {engine}", "under 60 s", f"{first:.1f} s", met=first < 60)
    results.aim(f"its memory, {engine}", "under 500 MB", f"{ours.peak:.0f} MB", met=ours.peak < 500)
    figures = (ours.seconds["again"], ours.seconds["changed"], ours.seconds["roll"])
    return (engine, times(first / least), f"{first:.1f}", f"{ours.cpu['first']:.1f}", f"{least:.1f}", *(f"{each:.1f}" for each in figures),
            f"{ours.peak:.0f}")  # fmt: skip


@contextmanager
def _database(engine: str, folder: Path) -> Iterator[str | None]:
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


def _process(side: str, roll: int, folder: Path, address: str) -> Ran:
    environment = {**os.environ, "GATEPOST_DATA": str(folder), "DATABASE_URL": address}
    line = [sys.executable, "-m", "benchmarks.imports", side, str(roll), str(folder)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise RuntimeError(f"{side} ended with status {done.returncode}: {done.stderr[-2_000:]}")
    return Ran(**json.loads(done.stdout.splitlines()[-1]))


# -- inside a side's process --


def _made_ready(roll: int) -> dict[str, int]:
    """An empty site with the schools of the roll; their keys by their codes."""
    models = ready("gatepost.apps.people.models")
    call_command("migrate", verbosity=0)
    models.Federation.objects.create(pk=1, name=federation(roll).name)
    codes = sorted({pupil.school for pupil in pupils(roll)})
    models.School.objects.bulk_create(models.School(code=code, name=f"{code} Primary School") for code in codes)
    return dict(models.School.objects.values_list("code", "pk"))


def _written(path: Path, children: list[Pupil]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS)
        writer.writerows(pupil[:7] for pupil in children)
    return path


def _imports(roll: int, folder: Path) -> dict[str, tuple[float, float]]:
    _made_ready(roll)
    first = _written(folder / "roll.csv", pupils(roll))
    stay = [one._replace(form=f"{one.form} next") for number, one in enumerate(pupils(roll)) if number % 7]
    later = _written(folder / "later.csv", stay)
    return {
        "first": _timed(lambda: _read_in(first)),
        "again": _timed(lambda: _read_in(first)),
        "changed": _timed(lambda: _read_in(later)),
        "roll": _timed(lambda: ready("gatepost.apps.people.roll").known_now()),
    }


def _read_in(path: Path) -> None:
    services, columns = ready("gatepost.apps.people.imports.services"), ready("gatepost.apps.people.imports.columns")
    order = services.Order(path, path.name, "pupils", columns=columns.guess("pupils", _HEADINGS), whole=True)
    services.run(by=ready("gatepost.apps.people.models").the_site(), order=order)


def _floor(roll: int, _folder: Path) -> dict[str, tuple[float, float]]:
    schools, children = _made_ready(roll), pupils(roll)
    models, atomic = ready("gatepost.apps.people.models"), ready("django.db.transaction").atomic
    rooms = {(one.school, one.form, one.year): None for one in children}
    made: Any = [models.SchoolClass(school_id=schools[s], name=form, year_group=y) for s, form, y in rooms]
    models.SchoolClass.objects.bulk_create(made)
    keys = {(key, name): pk for key, name, pk in models.SchoolClass.objects.values_list("school__code", "name", "pk")}

    def put_in() -> None:
        ids = [uuid4() for _ in children]
        with atomic():
            models.Person.objects.bulk_create(
                (models.Person(pk=key, given_name=one.first, family_name=one.last, known_as=one.known_as)
                 for key, one in zip(ids, children, strict=True)), batch_size=2_000)  # fmt: skip
            models.ExternalId.objects.bulk_create(
                (models.ExternalId(person_id=key, system="floor", value=one.id)
                 for key, one in zip(ids, children, strict=True)), batch_size=2_000)  # fmt: skip
            models.Enrolment.objects.bulk_create(
                (models.Enrolment(child_id=key, school_id=schools[one.school], year_group=one.year,
                                  school_class_id=keys[one.school, one.form], starts=date(2026, 9, 1))
                 for key, one in zip(ids, children, strict=True)), batch_size=2_000)  # fmt: skip

    return {"first": _timed(put_in)}


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and those of them that the processor was busy with it."""
    began, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - busy


def main() -> None:
    side, roll, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    taken = {"imports": _imports, "floor": _floor}[side](roll, folder)
    seconds, cpu = ({step: pair[place] for step, pair in taken.items()} for place in (0, 1))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps(Ran(seconds, cpu, peak)._asdict()))


if __name__ == "__main__":
    main()
