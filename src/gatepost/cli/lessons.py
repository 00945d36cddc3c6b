"""`gatepost lessons`: the labelled cases that came of "That was wrong", taken away as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gatepost.cli.inputs import refuse
from gatepost.cli.printing import Paper
from gatepost.cli.site import ready, troubles_told

ACTION = "finding.export"
FORMS = (".jsonl", ".zip")

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def lessons() -> None:
    """What people said was wrong, once it was agreed on: labelled cases that name nobody."""


@app.command("export")
def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.jsonl|FILE.zip", help="What to write; it may not be there yet.")
    ],
) -> None:
    """Write the cases to a file: .jsonl for `evaluate` and training, .zip for a pack's own cases. It is recorded."""
    if file.suffix not in FORMS:
        refuse([f"{file}: expected a name that ends in {' or '.join(FORMS)}; hint: lessons.jsonl"])
    if file.exists():
        refuse([f"{file}: it is there already; expected a new file; hint: move it away, or choose another name"])
    exporting = ready("gatepost.apps.lessons.services.exporting")
    the_site = ready("gatepost.apps.people.models").the_site
    with troubles_told():
        taken = exporting.export(by=the_site(), form=file.suffix[1:])
        file.write_bytes(taken.data)
    Paper().words(f"{taken.count:,} cases are in {file}.")
    if taken.left_out:
        Paper().words(
            f"{taken.left_out:,} are left out: a name of today's roll stands in them, or a case file cannot say what they say."
        )
