"""The mark by which a database is known as the demo's: a table of its own, which no real installation has.

It is asked before anything is thrown away. It holds the edition: what the demo was made from.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

import gatepost.apps
import gatepost.demo

_TABLE = "gatepost_demo"


class NotADemo(Exception):  # noqa: N818 (it reads as a sentence: raise NotADemo)
    """The database holds something that is not the demo federation's: it is left alone."""


def mark(edition: str) -> None:
    """Say that this database is the demo's, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {_TABLE} (edition varchar(64) NOT NULL)")
        cursor.execute(f"INSERT INTO {_TABLE} (edition) VALUES (%s)", [edition])  # noqa: S608 (a name of our own)


def marked() -> str | None:
    """The edition of the demo that this database holds; None if it is not a demo's."""
    if _TABLE not in connection.introspection.table_names():
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT edition FROM {_TABLE}")  # noqa: S608 (a name of our own)
        return str(next(iter(cursor.fetchone() or ()), ""))


def may_be_thrown_away() -> None:
    """NotADemo unless this database is a demo's, or holds nobody yet."""
    if marked() is None and (found := _holding()):
        raise NotADemo(f"it holds rows in {', '.join(found)} and does not bear the demo's mark")


def forget() -> None:
    """Throw every table of the site away, in the caller's transaction. Tables that are not the site's stay."""
    may_be_thrown_away()
    there = set(connection.introspection.table_names())
    ours = {*_tables(), "django_migrations", "cache", _TABLE}
    end = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table in sorted(ours & there):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)}{end}")


@cache
def edition() -> str:
    """What the demo is made from here: a digest of its own files and of the tables it fills."""
    demo, site = Path(gatepost.demo.__path__[0]), Path(gatepost.apps.__path__[0])
    files = [*demo.glob("*.py"), *demo.glob("tables/*.csv"), *site.glob("*/migrations/*.py")]
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _tables() -> set[str]:
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True)}


def _holding() -> list[str]:
    """The tables that tell of people and hold a row, whatever version of Gatepost made them."""
    telling = [name for name in connection.introspection.table_names() if name.startswith(("people_", "ledger_"))]
    with connection.cursor() as cursor:
        return [name for name in sorted(telling) if _has_rows(cursor, name)]


def _has_rows(cursor: Any, name: str) -> bool:
    cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(name)} LIMIT 1")  # noqa: S608 (a name from the database)
    return cursor.fetchone() is not None
