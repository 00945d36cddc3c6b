"""A backup: the database as it is at one moment, and the files. Old ones go, for what was erased must end in them too."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from gatepost.apps.ledger.models import Checkpoint

NAME = "gatepost-%Y-%m-%dT%H-%M-%SZ"


class NotMade(Exception):  # noqa: N818 (it reads as a sentence)
    """Why a backup was not made, with the fix."""


def make(into: Path, *, keep: timedelta) -> Path:
    """A folder in `into` with the database and the files; those of ours that are older than `keep` are removed."""
    folder = into / timezone.now().strftime(NAME)
    unfinished = folder.with_suffix(".part")
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        _database(unfinished)
        if (settings.DATA / "files").is_dir():
            shutil.copytree(settings.DATA / "files", unfinished / "files")
        if last := Checkpoint.objects.order_by("-size").first():
            (unfinished / "ledger-checkpoint.txt").write_text(last.note, "utf-8")
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _forget(into, keep)
    (settings.DATA / "last-backup").touch()
    return folder


def _database(folder: Path) -> None:
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as ours:
            with closing(sqlite3.connect(folder / "gatepost.sqlite3")) as copy:
                ours.backup(copy)
            (folder / "gatepost.sqlite3").chmod(0o600)
        return
    asked = connection.get_connection_params()
    link = {"PGHOST": asked.get("host"), "PGPORT": asked.get("port"), "PGUSER": asked.get("user"),
            "PGPASSWORD": asked.get("password"), "PGDATABASE": asked.get("dbname"), "PATH": _path()}  # fmt: skip
    program = shutil.which("pg_dump", path=_path())
    if program is None:
        raise NotMade("pg_dump is not on this machine. Install postgresql-client.")
    given = {name: str(value) for name, value in link.items() if value}
    line = [program, "--format=custom", f"--file={folder / 'gatepost.pgdump'}"]
    if subprocess.run(line, env=given, check=False, stdin=subprocess.DEVNULL).returncode:  # noqa: S603 (no shell, and nothing of anybody's in it)
        raise NotMade("pg_dump failed, for the reason above. It must be as new as the server.")


def _path() -> str:
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    return ":".join([*map(str, newest), "/usr/local/bin", "/usr/bin", "/bin"])


def _forget(into: Path, keep: timedelta) -> None:
    oldest = (timezone.now() - keep).strftime(NAME)
    for folder in into.glob("gatepost-????-??-??T??-??-??Z*"):
        if folder.is_dir() and folder.name < oldest:
            shutil.rmtree(folder)
