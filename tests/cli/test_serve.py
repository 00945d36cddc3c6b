"""`gatepost migrate`, `serve`, `worker` and `doctor`, as real processes on an installation of their own."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.command import gatepost
from tests.cli.installation import PATIENCE, STARTS_WITHIN, Installation, installed

both = pytest.mark.database  # on both engines; the others do not ask much of the database


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, ready: Installation) -> Iterator[Installation]:
    """One installation for all tests of this file, made ready."""
    with installed(tmp_path_factory.mktemp("site") / "data", like=ready) as made:
        yield made


@both
def test_migrating_again_does_nothing_and_says_so(here: Installation) -> None:
    done = here.gatepost("migrate")
    assert done.stdout.splitlines() == ["Database: already up to date.", "Styles and scripts: 0 static files copied."]


def test_the_data_folder_is_closed_to_others(here: Installation) -> None:
    assert here.folder.stat().st_mode & 0o077 == 0


@both
def test_the_site_answers_soon_with_styles_that_may_be_kept(here: Installation) -> None:
    """The start is measured in benchmarks; here the machine may be busy with other tests, hence three times as long."""
    with here.serving() as served:
        assert served.started < STARTS_WITHIN * 3
        assert served.get("/").status == 302
        page = served.get("/accounts/login/").body.decode()
        sheet = re.search(r'href="(/static/gatepost\.[0-9a-f]+\.css)"', page)
        assert sheet
        answer = served.get(sheet[1], **{"Accept-Encoding": "gzip"})
        assert answer.status == 200
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_log_of_the_server_names_pages_and_holds_nothing_that_was_typed(here: Installation) -> None:
    with here.serving() as served:
        served.get("/Tolliver/?q=tolliver@example.org")
        served.get("/accounts/login/?next=/Tolliver/")
    log = served.log.read_text("utf-8")
    assert "gatepost.request GET account_login 200" in log
    assert f"Gatepost serves http://localhost:{served.port}" in log
    assert "olliver" not in log


def test_the_server_ends_when_it_is_told_to(here: Installation) -> None:
    with here.serving() as served:
        served.process.terminate()
        assert served.process.wait(20) == 0


def test_a_taken_port_is_named(here: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = here.gatepost("serve", "--listen", f"127.0.0.1:{taken.getsockname()[1]}")
    assert ended.returncode == 2
    assert "is taken by another program" in ended.stderr


@pytest.mark.parametrize("address", ["8000", "localhost:", "localhost:x", "localhost:70000"])
def test_what_is_no_address_is_refused(address: str, db: None) -> None:
    ended = gatepost("serve", "--listen", address)
    assert ended.exit_code == 2
    assert "is no address to listen on" in ended.stderr


@both
def test_a_site_without_tables_is_not_served(tmp_path: Path) -> None:
    with installed(tmp_path / "data") as fresh:
        fresh.folder.mkdir()
        ended = fresh.gatepost("serve")
    assert ended.returncode == 2
    assert ended.stderr.count("Run: gatepost migrate") == 3


@pytest.mark.parametrize("command", ["migrate", "serve"])
def test_an_absent_database_is_named_with_what_to_do(tmp_path: Path, command: str) -> None:
    ended = Installation(tmp_path).gatepost(command, DATABASE_URL="postgres://nobody@127.0.0.1:9/nothing")
    assert ended.returncode == 2
    assert "No database answers there. Start PostgreSQL, or check the host and port in DATABASE_URL." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = Installation(tmp_path / "file" / "data").gatepost("migrate")
    assert ended.returncode == 2
    assert "A file stands where a folder should be" in ended.stderr


@both
def test_the_worker_ends_when_nothing_is_left_and_the_doctor_knows_it_was_there(here: Installation) -> None:
    worked = here.gatepost("worker", "--once")
    assert worked.returncode == 0, worked.stderr
    seen = {one["name"]: one["lacks"] for one in json.loads(here.gatepost("doctor", "--json").stdout)}
    assert seen["Worker"] == []
    assert seen["Settings"] == []


def works(here: Installation) -> bool:
    """Whether a worker says that it is alive."""
    with closing(sqlite3.connect(here.database)) as known:
        return any(not key.endswith("worker:any") for (key,) in known.execute(
            "SELECT cache_key FROM cache WHERE cache_key LIKE '%worker:%'"))  # fmt: skip


def wait_until(it_is_so: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """For as long as the process lives."""
    until = time.monotonic() + PATIENCE
    while not it_is_so():
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_worker_ends_when_it_is_told_to(here: Installation) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "gatepost", "worker"], env=here.environment, stderr=subprocess.PIPE
    )
    wait_until(lambda: works(here), worker)
    worker.terminate()
    _, said = worker.communicate(timeout=20)
    assert worker.returncode == 0
    assert b"Traceback" not in said


@both
def test_the_doctor_names_what_is_missing_each_with_its_fix(here: Installation) -> None:
    told = here.gatepost("doctor")
    assert told.returncode == 1
    assert "well  Database" in told.stdout
    assert "mend  Federation" in told.stdout
    assert "Run: gatepost createadmin" in told.stdout


def test_the_doctor_looks_at_what_may_not_start(here: Installation) -> None:
    seen = json.loads(here.gatepost("doctor", "--json", GATEPOST_PRODUCTION="yes").stdout)
    first = seen[0]
    assert first["name"] == "Settings"
    assert any(lack["what"] == "GATEPOST_SECRET_KEY is missing" for lack in first["lacks"])
    assert all(lack["fix"] and lack["stops"] for lack in first["lacks"])
    assert next(one for one in seen if one["name"] == "Database")["lacks"] == []


def test_the_doctor_looks_on_without_a_database(tmp_path: Path) -> None:
    absent = Installation(tmp_path).gatepost("doctor", "--json", DATABASE_URL="postgres://nobody@127.0.0.1:9/nothing")
    seen = {one["name"]: one["lacks"] for one in json.loads(absent.stdout)}
    assert seen["Database"][0]["what"] == "No database answers there"
    assert "Clock" in seen
    assert "Federation" not in seen
