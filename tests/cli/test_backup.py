"""`gatepost backup`: what is put back is what was there, and nothing is kept for longer than is said."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.cli.installation import Installation, installed
from tests.postgres import find

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, ready: Installation) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("site") / "data", like=ready) as made:
        (made.folder / "files" / "crest").mkdir(parents=True)
        (made.folder / "files" / "crest" / "oak.png").write_bytes(b"oak")
        yield made


def test_what_is_put_back_is_what_was_there(here: Installation, tmp_path: Path) -> None:
    done = here.gatepost("backup", str(tmp_path / "backups"))
    assert done.returncode == 0, done.stderr
    kept = Path(done.stdout.removeprefix("Backup made: ").strip())
    assert (kept / "files" / "crest" / "oak.png").read_bytes() == b"oak"
    assert kept.stat().st_mode & 0o077 == 0
    assert (here.folder / "last-backup").exists()
    with installed(tmp_path / "again") as again:
        again.folder.mkdir()
        put_back(kept, again)
        done = again.gatepost("migrate")
        assert done.stdout.startswith("Database: already up to date."), done.stderr


def put_back(kept: Path, again: Installation) -> None:
    """As docs/operating.md says."""
    if connection.vendor == "sqlite":
        shutil.copy(kept / "gatepost.sqlite3", again.folder / "gatepost.sqlite3")
        return
    programs = find()
    assert programs
    line: list[str | Path] = [
        programs / "pg_restore",
        "--no-owner",
        f"--dbname={again.given['DATABASE_URL']}",
        kept / "gatepost.pgdump",
    ]
    assert subprocess.run(line, check=False).returncode == 0


def test_those_that_are_too_old_go_and_nothing_else(here: Installation, tmp_path: Path) -> None:
    for name in ("gatepost-2020-01-01T02-00-00Z", "gatepost-2020-01-02T02-00-00Z.part", "photos", "gatepost-notes"):
        (tmp_path / name).mkdir()
    assert here.gatepost("backup", str(tmp_path), "--keep", "7").returncode == 0
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left[1:] == ["gatepost-notes", "photos"]
    assert left[0] > "gatepost-2026"


def test_a_place_that_cannot_be_written_to_is_named_and_nothing_is_left(here: Installation, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = here.gatepost("backup", str(tmp_path / "file" / "backups"))
    assert ended.returncode == 2
    assert "file" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
