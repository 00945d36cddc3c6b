"""`gatepost demo`: a made-up federation to try everything on, made anew; or drafts of its people, screened."""

from __future__ import annotations

import os
import time
from typing import Annotated, Any

import typer
from django.conf import settings
from django.utils import timezone

from gatepost.cli import demo_drafts, migrate
from gatepost.cli import serve as serving
from gatepost.cli.inputs import refuse
from gatepost.cli.printing import Paper
from gatepost.cli.site import ready, setup, troubles_told
from gatepost.web.installation import read

app = typer.Typer(add_completion=False)
ACTION = "site.keep"


@app.command()
def demo(
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Screen a bundled set of drafts and print the verdicts.")
    ] = False,
    serve: Annotated[
        bool, typer.Option("--serve", help="Serve it; made anew only if it is missing or outdated.")
    ] = False,
    listen: Annotated[
        str, typer.Option("--listen", metavar="HOST:PORT", help="Where to serve it; else GATEPOST_LISTEN.")
    ] = "",
) -> None:
    """Make the demo federation anew in the data folder: what anybody changed in it is gone."""
    if drafts:
        demo_drafts.show()
        return
    _not_in_production()
    os.environ.setdefault("GATEPOST_DEMO", "yes")  # or nobody could try its people
    setup()
    with troubles_told():
        settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        took = _made(keep=serve)
        _tell(Paper(), took, serve)
    if serve:
        migrate.bring_up_to_date()
        serving.serve(listen)


def _not_in_production() -> None:
    if read(os.environ).production:
        refuse(
            ["This is a production installation (GATEPOST_PRODUCTION is yes): the demo is for a machine of one's own."]
        )


def _made(*, keep: bool) -> float:
    """The seconds that it took; none if what is there may stay as it is."""
    build, marker = ready("gatepost.demo.build"), ready("gatepost.demo.marker")
    began = time.perf_counter()
    try:
        if keep and marker.marked() == marker.edition():
            return 0.0
        print("Making the demo federation, a year of its life at once …", flush=True)
        build.reset(timezone.localdate())
    except marker.NotADemo as problem:
        refuse([f"This database was left as it is: {problem}.", _elsewhere()])
    return time.perf_counter() - began


def _elsewhere() -> str:
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return f"Give the demo a data folder of its own: GATEPOST_DATA={settings.DATA}-demo gatepost demo"
    return "Give the demo a database of its own: set DATABASE_URL to an empty one, or to none for a file in the data folder."


def _tell(paper: Paper, took: float, serve: bool) -> None:
    count: Any = ready("gatepost.demo.counting").counts()
    state = f"made in {took:.0f} seconds" if took else "as it was left; `gatepost demo` makes it anew"
    paper.heading(f"Fernleigh Federation, whose people are all made up ({state})")
    paper.line(
        f"{count.schools} schools, {count.pupils} pupils, {count.ex_pupils} ex-pupils, {count.parents} parents and carers",
        2,
    )
    paper.line(
        f"{count.staff} staff, {count.governors} governors, {count.helpers} of the PTFA, Friends and volunteers", 2
    )
    paper.line(f"{count.accounts} who can sign in, {count.entries:,} entries in the ledger", 2)
    if not serve:
        paper.line("Serve it with `gatepost demo --serve`, then open http://localhost:8000/demo/")
    paper.line("Be any of them with one tap: Ms Hill (teacher), Mr Okoro (DSO), Dr Pace (Executive Head), Cllr Yates …")
