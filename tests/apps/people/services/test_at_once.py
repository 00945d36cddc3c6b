"""Several processes at one person: exactly one is first, and every other is told."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

pytestmark = pytest.mark.database
PROCESSES = 3
Place = dict[str, str]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """The environment of a site with a database of its own, on the engine that is tested, with Ms Hill in it."""
    asked = os.environ.get("DATABASE_URL", "")
    env = {**os.environ, "GATEPOST_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.site_settings"}
    if not asked.startswith("postgres"):
        yield _filled({**env, "DATABASE_URL": f"sqlite:///{tmp_path / 'gatepost.sqlite3'}"})
        return
    name = f"test_people_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(asked, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield _filled({**env, "DATABASE_URL": urlsplit(asked)._replace(path=f"/{name}").geturl()})
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _filled(env: Place) -> Place:
    subprocess.run([sys.executable, "-m", "tests.apps.people.services.worker"], env=env, check=True)
    return env


def said(workers: list[subprocess.Popen[str]], what: str = "") -> list[str]:
    """Tell all of them, then hear all of them."""
    for one in workers if what else ():
        assert one.stdin is not None
        one.stdin.write(f"{what}\n")
        one.stdin.flush()
    return [one.stdout.readline().strip() for one in workers if one.stdout is not None]


def test_of_those_who_act_at_once_one_is_first_and_the_others_are_told(place: Place) -> None:
    numbers = [f"01632 960 {number}" for number in range(100, 100 + PROCESSES)]
    words = [sys.executable, "-m", "tests.apps.people.services.worker"]
    pipe = subprocess.PIPE
    workers = [subprocess.Popen([*words, one], env=place, text=True, stdin=pipe, stdout=pipe) for one in numbers]
    assert said(workers) == ["ready"] * PROCESSES
    changed = said(workers, "change")
    assert sorted(changed) == ["ChangedMeanwhile"] * (PROCESSES - 1) + ["done"]
    assert sorted(said(workers, "give")) == ["ValidationError"] * (PROCESSES - 1) + ["done"]
    assert set(said(workers, "tell")) == {f"{numbers[changed.index('done')]}|2|1"}
    for one in workers:
        assert one.communicate(timeout=30)[0] == ""
        assert one.returncode == 0
