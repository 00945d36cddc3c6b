"""A database of its own in place of the tests' one, so that all of its tables may come and go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections

from tests.cli.installation import Installation


@contextmanager
def on_the_database_of(here: Installation) -> Iterator[None]:
    """While the block lasts, everything in this process works on that installation's database."""
    before = connections[DEFAULT_DB_ALIAS]
    there = before.copy()
    there.settings_dict["NAME"] = here.database
    connections[DEFAULT_DB_ALIAS] = there
    try:
        yield
    finally:
        there.close()
        connections[DEFAULT_DB_ALIAS] = before


def file_of(here: Installation) -> Path:
    """The database of an installation on SQLite."""
    return here.folder / "gatepost.sqlite3"
