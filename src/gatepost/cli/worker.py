"""`gatepost worker`: does what nobody waits for. Several may run at once."""

from __future__ import annotations

from typing import Annotated

import typer

from gatepost.cli.site import ready, troubles_told

app = typer.Typer(add_completion=False)
ACTION = "site.keep"


@app.command()
def worker(
    once: Annotated[bool, typer.Option("--once", help="End when nothing is left to do now.")] = False,
) -> None:
    """Do the tasks that wait, and what comes round again, until told to stop."""
    module = ready("gatepost.web.work.worker")
    with troubles_told():
        module.work(once=once)
