"""`gatepost doctor`: what this installation lacks, each with its fix."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer

from gatepost.cli.printing import Paper
from gatepost.cli.site import ready
from gatepost.web.installation import examine

app = typer.Typer(add_completion=False)
ACTION = "site.state"
LACKING = 1


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print what was seen as JSON.")] = False,
) -> None:
    """Say what is missing or unsafe here, and how to mend it. Status 1 if anything is."""
    examine()
    seen = ready("gatepost.web.checkup.whole").everything()
    if as_json:
        print(json.dumps([asdict(one) for one in seen], ensure_ascii=False, indent=2))
    else:
        _print(Paper(), seen)
    raise typer.Exit(LACKING if any(one.lacks for one in seen) else 0)


def _print(paper: Paper, seen: Iterable[Any]) -> None:
    for one in seen:
        paper.words(
            f"{'mend' if one.lacks else 'well'}  {one.name}", style="bold yellow" if one.lacks else "green", hang=6
        )
        for lack in one.lacks:
            paper.words(f"{lack.what[0].upper()}{lack.what[1:]}.", 6, "bold" if lack.stops else "")
            paper.words(lack.fix, 6, "dim")
    if not any(one.lacks for one in seen):
        paper.heading("All is well.")
