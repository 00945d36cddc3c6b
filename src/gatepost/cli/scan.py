"""`gatepost scan`: a verdict for every draft of an archive."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from gatepost.archive.pool import WorkersError
from gatepost.archive.record import Record, ScanError
from gatepost.archive.scan import Say, Scan, Seen, scan
from gatepost.cli.inputs import DayOption, KnownOption, PolicyOption, day, policy_in, refuse, unreadable
from gatepost.cli.printing import SENTENCES, STYLES, Paper
from gatepost.policy import Policy, PolicyError, Verdict
from gatepost.screening.folder import KnownError

INTERRUPTED = 130
_MOST_WORKERS = 8

app = typer.Typer(add_completion=False)


@app.command("scan")
def scan_command(
    drafts: Annotated[str, typer.Argument(metavar="DRAFTS.jsonl|-", help="One draft a line; - reads the input.")],
    known: KnownOption,
    out: Annotated[
        Path, typer.Option("--out", metavar="OUT.jsonl", help="Where the verdicts go, one a line, in order.")
    ],
    workers: Annotated[int, typer.Option(min=1, help="How many processes; one a processor if not given.")] = min(
        _MOST_WORKERS, os.cpu_count() or 1
    ),
    policy: PolicyOption = None,
    on: DayOption = "",
    office: Annotated[
        bool, typer.Option("--office", help="Write who is not cleared and why: for the office only.")
    ] = False,
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew and write over what is there.")] = False,
) -> None:
    """Screen an archive, a draft a line, in order; interrupted and started again, it goes on where it was.

    Lines that cannot be read are listed in OUT.errors.jsonl by their number. How far it came stands in
    OUT.progress.json. Without --on, dates of consents are not looked at unless a draft says its own day.
    """
    task = Scan(drafts, known, out, policy, day(on), workers, office, restart)
    rules = policy_in(policy)
    paper = Paper(sys.stderr)
    try:
        with _watched(task, paper) as (seen, say):
            record = scan(task, seen=seen, say=say)
    except (PolicyError, KnownError) as problem:
        refuse(problem.mistakes)
    except (ScanError, WorkersError) as problem:
        refuse(str(problem).splitlines())
    except OSError as problem:
        refuse([unreadable(drafts, problem)])
    except KeyboardInterrupt:
        paper.words("Stopped. The same command again goes on from here.")
        raise typer.Exit(INTERRUPTED) from None
    print_summary(Paper(), record, task, rules)


def _unwatched(_: Record) -> None:
    """Nobody is watching."""


@contextmanager
def _watched(task: Scan, paper: Paper) -> Iterator[tuple[Seen, Say]]:
    """What to call as the scan goes on: a bar where somebody is watching, silence elsewhere."""
    if not paper.console.is_terminal:
        yield _unwatched, paper.words
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=paper.console, transient=True) as bar:
        size = (task.size if Path(task.source).exists() else None) or None  # of a pipe nobody knows the end
        shown = bar.add_task("0 drafts", total=size)

        def seen(record: Record) -> None:
            bar.update(shown, completed=record.read, description=f"{record.tally.drafts:,} drafts")

        yield seen, paper.words


def print_summary(paper: Paper, record: Record, task: Scan, policy: Policy) -> None:
    """How many drafts by verdict and by clause, and where everything is."""
    tally = record.tally
    paper.heading(
        f"{tally.drafts:,} drafts screened"
        + (f", {tally.bad:,} {'line' if tally.bad == 1 else 'lines'} could not be read" if tally.bad else "")
    )
    for verdict in Verdict:
        number = tally.verdicts[verdict.word]
        share = f"{number / tally.drafts:.1%}" if tally.drafts else ""
        paper.line(
            Text(f"{number:>9,}  {share:>6}  {paper.gate(verdict)}  {SENTENCES[verdict]}", style=STYLES[verdict])
        )
    order = {clause: place for place, clause in enumerate(policy.clauses)}
    for clause, number in sorted(tally.clauses.items(), key=lambda entry: (-entry[1], order.get(entry[0], -1))):
        paper.line(f"{number:>9,}  {clause:6}  {paper.plain(policy.title(clause))}")
    paper.line(f"Verdicts: {task.files.out}")  # a path stays whole, to be copied
    if tally.bad or tally.unfinished:
        held = f"{tally.unfinished:,} held because they could not be screened to the end" if tally.unfinished else ""
        unread = f"{tally.bad:,} that could not be read" if tally.bad else ""
        paper.line(Text(f"Look at: {task.files.errors} ({', '.join(filter(None, (unread, held)))})", style="bold"))
