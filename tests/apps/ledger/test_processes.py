"""Many processes at one ledger: it never forks, and none that is killed or kept waiting leaves it broken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

pytestmark = pytest.mark.database
PROCESSES, EACH = 6, 40


def python(*words: str) -> list[str]:
    return [sys.executable, "-m", *words]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a site with a database of its own, on the engine that is tested."""
    asked = os.environ.get("DATABASE_URL", "")
    env = {**os.environ, "GATEPOST_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.apps.ledger.alone"}
    if not asked.startswith("postgres"):
        env |= {"DATABASE_URL": f"sqlite:///{tmp_path / 'gatepost.sqlite3'}"}
        subprocess.run(python("django", "migrate", "ledger", "-v0"), env=env, check=True)
        yield env
        return
    name = f"test_ledger_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(asked, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        env |= {"DATABASE_URL": urlsplit(asked)._replace(path=f"/{name}").geturl()}
        subprocess.run(python("django", "migrate", "ledger", "-v0"), env=env, check=True)
        yield env
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def writer(place: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        python("tests.apps.ledger.writer", *words), env=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def verified(place: dict[str, str]) -> int:
    """How many entries there are, every one of them in its place."""
    done = subprocess.run(
        python("tests.apps.ledger.writer", "verify", "0"), env=place, capture_output=True, text=True, check=True
    )
    size, *faults = done.stdout.splitlines()
    assert not faults
    return int(size)


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def killed(process: subprocess.Popen[str]) -> list[str]:
    """Killed without a word; what it had said by then."""
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    said = process.stdout.read().splitlines()
    process.communicate()
    return said


def test_many_processes_at_once_write_one_chain(place: dict[str, str]) -> None:
    starts = [writer(place, "many", str(EACH), str(PROCESSES // 2)) for _ in range(2)]
    for one in starts:
        said, wrong = one.communicate(timeout=120)
        assert (wrong, one.returncode) == ("", 0)
        assert sorted(map(int, said.split())) == sorted([*range(EACH)] * (PROCESSES // 2))
    assert verified(place) == PROCESSES * EACH


def test_writers_that_are_killed_leave_what_they_finished_and_nothing_else(place: dict[str, str]) -> None:
    finished = 0
    for wait in (0.0, 0.013):
        writers = [writer(place, "forever", "0") for _ in range(2)]
        assert [line(one) for one in writers] == ["0", "0"]
        time.sleep(wait)
        finished += sum(len(killed(one)) + 1 for one in writers)
    assert finished <= verified(place) <= finished + 4  # a killed one may have finished what it could not say any more


def test_one_that_is_killed_while_it_holds_the_end_of_the_chain_lets_it_go(place: dict[str, str]) -> None:
    holding = writer(place, "hold", "0")
    assert line(holding) == "held"
    waiting = writer(place, "many", "2")
    time.sleep(1.0)
    assert waiting.poll() is None
    killed(holding)
    said, wrong = waiting.communicate(timeout=30)
    assert (said.split(), wrong) == (["0", "1"], "")
    assert verified(place) == 2


def test_one_that_waits_too_long_gives_up_and_leaves_nothing(place: dict[str, str]) -> None:
    holding = writer(place, "hold", "0")
    assert line(holding) == "held"
    waiting = writer(place, "many", "1")
    said, wrong = waiting.communicate(timeout=60)
    assert (said, waiting.returncode) == ("", 1)
    assert "OperationalError" in wrong
    assert "lock" in wrong
    killed(holding)
    assert verified(place) == 0
