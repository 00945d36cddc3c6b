"""The database: whether it answers, is up to date, and is of a kind that keeps what it is given."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import gettext_noop

from gatepost.demo import marker
from gatepost.web.checkup.looking import Lack, Look, Seen, see, stops
from gatepost.web.trouble import database_trouble

MIGRATE = gettext_noop("Run: gatepost migrate")
_OLDEST_SQLITE = (3, 37)
_OLDEST_POSTGRES = 140_000


def answers() -> Iterator[Lack]:
    """Whether it can be reached at all."""
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        yield Lack(*database_trouble(problem), stops=True)


def up_to_date() -> Iterator[Lack]:
    """Whether its tables are those of this version."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Lack(_("the database's tables are not those of this version"), _(MIGRATE), stops=True)
    table = settings.CACHES["default"].get("LOCATION")
    if table and table not in connection.introspection.table_names():
        yield Lack(_("the table that counts sign-ins and other tries is missing"), _(MIGRATE), stops=True)


def static_files() -> Iterator[Lack]:
    """Whether styles, scripts and pictures are where pages look for them."""
    hashed = getattr(staticfiles_storage, "hashed_files", None)
    if hashed is not None and "gatepost.css" not in hashed:
        yield Lack(_("the styles and scripts of this version are not collected"), _(MIGRATE), stops=True)


def safe_kind() -> Iterator[Lack]:
    """Whether it is new enough, and set so that a power cut loses nothing."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            version = cursor.fetchone()[0]
            if tuple(map(int, version.split(".")[:2])) < _OLDEST_SQLITE:
                yield Lack(
                    _("SQLite %s is too old") % version, _("Use Python with SQLite 3.37 or later, or PostgreSQL.")
                )
            cursor.execute("PRAGMA journal_mode")
            if (mode := cursor.fetchone()[0]) not in ("wal", "memory"):
                yield Lack(
                    _("SQLite keeps its journal as %s") % mode, _("Move the data folder to a disk of this machine.")
                )
        else:
            cursor.execute("SHOW server_version_num")
            if int(cursor.fetchone()[0]) < _OLDEST_POSTGRES:
                yield Lack(_("this PostgreSQL is too old"), _("Use version 14 or later."))
            cursor.execute("SHOW fsync")
            if cursor.fetchone()[0] != "on":
                yield Lack(
                    _("PostgreSQL has fsync off, so a power cut can lose entries"), _("Set fsync = on and restart it.")
                )


def of_the_demo() -> Iterator[Lack]:
    """Whether one tap lets anybody in as people who are not made up."""
    try:
        if settings.DEMO:
            marker.may_be_thrown_away()
    except marker.NotADemo:
        what = _("GATEPOST_DEMO lets anybody in as anyone, and this database is not the demo's")
        yield Lack(what, _("Set GATEPOST_DEMO to no, or give the demo a data folder of its own."), stops=True)


ANSWERS = (Look(_l("Database"), answers),)
AS_IT_SHOULD_BE = (Look(_l("Tables"), up_to_date),)
COLLECTED = (Look(_l("Styles and scripts"), static_files),)
MADE_UP = (Look(_l("Demonstration"), of_the_demo),)
KIND = (Look(_l("Kind of database"), safe_kind),)


def before_serving() -> tuple[Seen, ...]:
    """What must be well before anybody is served. A database that does not answer is not asked more."""
    first = see(ANSWERS)
    return first if stops(first) else (*first, *see((*AS_IT_SHOULD_BE, *COLLECTED, *MADE_UP)))
