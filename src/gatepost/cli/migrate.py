"""`gatepost migrate`: the database's tables and the static files, brought to this version. Twice does no harm."""

from __future__ import annotations

from io import StringIO

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gatepost.cli.site import setup, troubles_told

app = typer.Typer(add_completion=False)
ACTION = "site.keep"


@app.command()
def migrate() -> None:
    """Make or bring up to date the database, and collect the styles and scripts."""
    setup()
    bring_up_to_date()


def bring_up_to_date() -> None:
    """The command's work, for others that begin with it."""
    with troubles_told():
        settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        steps = _waiting()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        collected = StringIO()
        call_command("collectstatic", verbosity=1, interactive=False, stdout=collected)
    print(f"Database: {f'{steps} steps taken' if steps else 'already up to date'}.")
    print(f"Styles and scripts: {' '.join(collected.getvalue().split()).split(' copied')[0]} copied.")


def _waiting() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
