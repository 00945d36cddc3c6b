"""What goes wrong with a database or a disk is told in words with a fix: real errors of SQLite, as they come."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gatepost.web.trouble import database_trouble, disk_trouble


def cannot_be_opened(folder: Path) -> None:
    sqlite3.connect(folder / "nowhere" / "db")


def only_read(folder: Path) -> None:
    sqlite3.connect(folder / "db").execute("CREATE TABLE t (x)")
    sqlite3.connect(f"file:{folder / 'db'}?mode=ro", uri=True).execute("INSERT INTO t VALUES (1)")


def full(folder: Path) -> None:
    database = sqlite3.connect(folder / "db")
    database.execute("PRAGMA max_page_count = 2")
    database.execute("CREATE TABLE t (x)")
    database.execute("INSERT INTO t VALUES (zeroblob(100000))")


def locked(folder: Path) -> None:
    holder = sqlite3.connect(folder / "db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        sqlite3.connect(folder / "db", timeout=0).execute("CREATE TABLE t (x)")
    finally:
        holder.rollback()


def no_database(folder: Path) -> None:
    (folder / "db").write_bytes(b"Grace Tolliver " * 1000)
    sqlite3.connect(folder / "db").execute("CREATE TABLE t (x)")


def no_table(folder: Path) -> None:
    sqlite3.connect(folder / "db").execute("SELECT * FROM people_person")


@pytest.mark.parametrize(
    ("cause", "what"),
    [
        (cannot_be_opened, "The database file cannot be opened"),
        (only_read, "The database can only be read"),
        (full, "The disk is full"),
        (locked, "Another program holds the database"),
        (no_database, "The database file is damaged or is no database"),
        (no_table, "The database has no tables yet"),
    ],
)
def test_what_a_database_complains_of_is_told_with_a_fix(
    tmp_path: Path, cause: Callable[[Path], None], what: str
) -> None:
    with pytest.raises(sqlite3.Error) as problem:
        cause(tmp_path)
    told, fix = database_trouble(problem.value)
    assert told == what
    assert fix.endswith((".", "migrate"))


def test_words_that_nobody_foresaw_are_not_passed_on() -> None:
    told, _ = database_trouble(sqlite3.IntegrityError("Key (email)=(tolliver@example.org) exists"))
    assert told == "The database does not do what is asked of it (IntegrityError)"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_what_a_disk_complains_of_is_told_with_the_file(number: int) -> None:
    told, fix = disk_trouble(OSError(number, "…", "data/static"))
    assert told.endswith(": data/static")
    assert fix
