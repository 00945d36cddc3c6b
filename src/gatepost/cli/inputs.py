"""What several commands are given, and the one way in which a command says that it cannot use it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from gatepost.policy import Policy, PolicyError, load
from gatepost.screening.folder import KnownError, read_known
from gatepost.screening.known import Known

BAD_INPUT = 2
_SHOWN = 20

KnownOption = Annotated[
    Path,
    typer.Option(
        "--known",
        metavar="DIR",
        envvar="GATEPOST_KNOWN",
        help="What is known: a folder with roll.csv, staff.csv, schools.csv, federation.toml, permissions.csv.",
    ),
]
PolicyOption = Annotated[
    Path | None, typer.Option("--policy", metavar="DIR", help="A policy pack of one's own instead of the bundled one.")
]
DayOption = Annotated[
    str,
    typer.Option("--on", metavar="DATE", help="The day to judge consents and permissions by: 2026-09-01, or `today`."),
]


def refuse(mistakes: Iterable[str]) -> NoReturn:
    """End with status 2 after telling every mistake on the standard error."""
    told = list(mistakes)
    for mistake in told[:_SHOWN]:
        print(mistake, file=sys.stderr)
    if len(told) > _SHOWN:
        print(f"… and {len(told) - _SHOWN} more", file=sys.stderr)
    raise typer.Exit(BAD_INPUT)


def policy_in(folder: Path | None) -> Policy:
    """The pack in `folder`, or the bundled one."""
    try:
        return load(folder)
    except PolicyError as problem:
        refuse(problem.mistakes)
    except OSError as problem:
        refuse([unreadable(str(folder), problem)])


def known_in(folder: Path, on: date | None) -> Known:
    """What is known on a day."""
    try:
        return read_known(folder, as_of=on)
    except KnownError as problem:
        refuse(problem.mistakes)
    except OSError as problem:
        refuse([unreadable(str(folder), problem)])


def day(written: str) -> date | None:
    """The day that is meant; none where nothing is written."""
    if not written:
        return None
    if written == "today":
        return date.today()
    try:
        return date.fromisoformat(written)
    except ValueError:
        refuse(
            [f"--on {written}: not a date; expected a date such as 2026-09-01; hint: write year-month-day, or today"]
        )


def unreadable(name: str, problem: OSError) -> str:
    """A sentence for a file that cannot be opened."""
    file, what = problem.filename or name, (problem.strerror or "cannot be used").lower()
    return f"{file}: {what}; expected a file that can be used; hint: check its name"
