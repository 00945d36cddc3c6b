"""Ten minutes of bad weather: duties, notices and letters under load, while what does the work is killed at random.

    python -m benchmarks.soak --minutes 10 --engine postgres

Two workers and the load are killed with SIGKILL (now and then a worker is told to stop, as at a restart), PostgreSQL
crashes and comes back, the mail server goes away. Then all of it is left in peace until nothing moves; nothing may be
lost, doubled or stuck. It needs the packages of requirements/dev.txt, and takes no part in `python -m benchmarks`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.enduring.databases import Crashing, Sqlite, database
from tests.apps.notices.post_office import PostOffice

PEACE = 180.0  # seconds, at most, until nothing moves
WORKERS = 2
_ITEMS = re.compile(r"Gatepost: (\d+) new items?: ")


@dataclass
class Weather:
    """What was done to whom, how often."""

    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)


@dataclass
class Process:
    """One of those that are killed and begin anew, with all that it ever said."""

    words: tuple[str, ...]
    environment: dict[str, str]
    log: Path
    running: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        with self.log.open("ab") as log, self.log.with_suffix(".err").open("ab") as errors:
            line = [sys.executable, "-m", *self.words]
            self.running = subprocess.Popen(line, env=self.environment, stdout=log, stderr=errors)

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        if self.running is not None:
            self.running.send_signal(how)
            self.running.wait()

    def again(self, how: signal.Signals = signal.SIGKILL) -> None:
        self.end(how)
        self.begin()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--engine", choices=("sqlite", "postgres"), default="postgres")
    asked.add_argument("--seed", type=int, default=int(time.time()))
    told = asked.parse_args()
    weather = Weather(random.Random(told.seed))  # noqa: S311 (weather, not a secret)
    with TemporaryDirectory(prefix="gatepost-soak-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL is another user
        with database(told.engine, folder) as kept:
            wrong = soak(kept, folder, told.minutes * 60, weather, told.engine, told.seed)
    sys.exit(1 if wrong else 0)


def soak(kept: Sqlite | Crashing, folder: Path, seconds: float, weather: Weather, engine: str, seed: int) -> list[str]:
    """All of it; what was wrong in the end."""
    office = PostOffice(takes=0.01)
    environment = {**os.environ, "GATEPOST_DATA": str(folder), "DATABASE_URL": kept.address,
                   "GATEPOST_MAIL_URL": f"smtp://127.0.0.1:{office.port}",
                   "DJANGO_SETTINGS_MODULE": "gatepost.web.settings"}  # fmt: skip
    for words in (("gatepost", "migrate"), ("benchmarks.enduring.judge", "make")):
        subprocess.run([sys.executable, "-m", *words], env=environment, check=True, stdout=subprocess.DEVNULL)
    load = Process(("benchmarks.enduring.load", str(seed)), environment, folder / "load")
    workers = [
        Process(("benchmarks.enduring.worker",), environment, folder / f"worker-{number}") for number in range(WORKERS)
    ]
    with ExitStack() as open_office:
        open_office.enter_context(office.opened())
        with _all_running(load, *workers):
            bad_weather(kept, load, workers, office, open_office, seconds, weather)
            load.end()
            for worker in workers:
                worker.again()
            facts = _judged(environment)
    return tell(facts, _said(load.log), office, weather, engine)


@contextmanager
def _all_running(*processes: Process) -> Iterator[None]:
    for one in processes:
        one.begin()
    try:
        yield
    finally:
        for one in processes:
            one.end()


def bad_weather(
    kept: Sqlite | Crashing, load: Process, workers: list[Process], office: PostOffice, open_office: ExitStack,
    seconds: float, weather: Weather,
) -> None:  # fmt: skip
    """Something every few seconds, until the time is over."""
    until, chance = time.monotonic() + seconds, weather.chance
    kinds = {"worker killed": 6, "worker told to stop": 2, "load killed": 2, "mail server away": 2}
    kinds |= {"database crashed": 2} if kept.crashes else {}
    while time.monotonic() < until:
        time.sleep(chance.uniform(0.5, 4))
        (kind,) = chance.choices(list(kinds), list(kinds.values()))
        weather.done[kind] += 1
        if kind == "worker killed":
            chance.choice(workers).again()
        elif kind == "worker told to stop":
            chance.choice(workers).again(signal.SIGTERM)
        elif kind == "load killed":
            load.again()
        elif kind == "database crashed":
            kept.crash()
        else:
            open_office.close()
            time.sleep(chance.uniform(1, 6))
            open_office.enter_context(office.opened())


def _judged(environment: dict[str, str]) -> dict[str, Any]:
    line = [sys.executable, "-m", "benchmarks.enduring.judge", str(PEACE)]
    done = subprocess.run(line, env=environment, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _said(log: Path) -> dict[str, set[str]]:
    """What the load had committed, by its own word; a line that a kill cut off says nothing."""
    said: dict[str, set[str]] = {"made": set(), "settled": set()}
    for line in log.read_text("utf-8").splitlines():
        verb, _, cause = line.partition(" ")
        if verb in said and len(cause) == len("told:") + 36:
            said[verb].add(cause)
    return said


def tell(
    facts: dict[str, Any], said: dict[str, set[str]], office: PostOffice, weather: Weather, engine: str
) -> list[str]:
    """The figures, then what is wrong; nothing, if nothing is."""
    once = {str(letter["Message-ID"]): letter for letter in office.taken}
    items = sum(int(found[1]) for one in once.values() if (found := _ITEMS.match(str(one["Subject"]))))
    wrong = {
        "duties lost": len(said["made"] - set(facts["causes"])),
        "duties doubled": facts["doubled"],
        "duties settled and open again": len(said["settled"] - set(facts["settled"])),
        "duties asked of nobody": facts["unasked"],
        "letters noted and never taken": len(set(facts["sent"]) - once.keys()),
        "letters taken and not noted": len(once.keys() - set(facts["sent"])),
        "letters given up": facts["given up"],
        "notices never told": facts["never told"],
        "items told that no notice stands for": max(0, items - facts["in letters"]),
        "faults of the ledger": facts["ledger faults"],
        "tasks failed": facts["failed tasks"],
        **{f"stuck: {kind}": number for kind, number in facts["unrest"].items()},
    }
    print(f"{engine}: {dict(weather.done)}")
    print(f"{len(facts['causes'])} duties ({len(said['settled'])} settled), {facts['notices']} notices, "
          f"{len(once)} letters; copies by a kill in the one moment: {len(office.taken) - len(once)}; "
          f"most tries of a letter: {facts['tries']}")  # fmt: skip
    lines = [f"{what}: {number}" for what, number in wrong.items() if number]
    print("\n".join(lines) or "nothing lost, doubled or stuck")
    return lines


if __name__ == "__main__":
    main()
