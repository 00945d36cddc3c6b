"""`gatepost backup`: the database and the files, into a folder elsewhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from gatepost.cli.inputs import refuse
from gatepost.cli.site import ready, troubles_told

app = typer.Typer(add_completion=False)
ACTION = "site.keep"


@app.command()
def backup(
    into: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to put it: on another disk.")],
    keep: Annotated[int, typer.Option("--keep", metavar="DAYS", min=1, help="Remove those older than this.")] = 30,
) -> None:
    """Make a backup while the site goes on, and remove those that are too old to be kept."""
    module = ready("gatepost.web.backup")
    with troubles_told():
        try:
            made = module.make(into.resolve(), keep=timedelta(days=keep))
        except module.NotMade as problem:
            refuse([str(problem)])
    print(f"Backup made: {made}")
