"""`gatepost policy lint` and `gatepost policy test`: is a pack sound, and do its cases come out as they say?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gatepost.cli.inputs import policy_in, refuse
from gatepost.cli.printing import Paper
from gatepost.policy import Policy, PolicyError, load
from gatepost.policy.lint import lint
from gatepost.screening.cases import Case, Outcome, read_cases, read_cast, run_all
from gatepost.screening.folder import KnownError
from gatepost.screening.known import Known
from gatepost.screening.signs import MUST_BE_PRACTISED, SIGNS

FAILED = 1

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Look at a policy pack, and run its cases.")
PackArgument = Annotated[
    Path | None, typer.Argument(metavar="DIR", help="The folder of the pack; the bundled one if not given.")
]


@app.command("lint")
def lint_command(folder: PackArgument = None) -> None:
    """Every mistake of a pack, with its file, its line, what was expected and a hint."""
    if folder is not None and not folder.is_dir():
        policy_in(folder)
    paper = Paper()
    mistakes, policy, cases = _mistakes(folder)
    for mistake in mistakes:
        paper.line(mistake)
    if mistakes or policy is None:
        paper.heading(f"{len(mistakes)} mistake{'s' if len(mistakes) != 1 else ''}")
        raise typer.Exit(FAILED)
    parts = len(policy.clauses)
    paper.line(
        f"{policy.id} {policy.version}: {parts} clauses and parts, {cases} cases, no mistakes ({policy.digest[:12]})"
    )


def _mistakes(folder: Path | None) -> tuple[tuple[str, ...], Policy | None, int]:
    """Everything that reading, linting and the cases find, the pack, and how many cases it has."""
    try:
        policy = load(folder)
    except PolicyError as problem:
        return problem.mistakes, None, 0
    mistakes: list[str] = []
    cases: tuple[Case, ...] = ()
    try:
        cases = read_cases(policy, read_cast(policy))
    except PolicyError as problem:
        mistakes += problem.mistakes
    except KnownError as problem:
        mistakes += [f"cases/cast/{mistake}" for mistake in problem.mistakes]
    found = lint(
        policy,
        signs=SIGNS,
        needed=MUST_BE_PRACTISED,
        cases=None if mistakes else cases,
        actions=load().action_by_id.keys(),  # tests/house holds that the bundled pack names all that the site can do
    )
    return (*mistakes, *found), policy, len(cases)


@app.command("test")
def test_command(folder: PackArgument = None) -> None:
    """Run the pack's cases, and tell in plain words which of them come out otherwise."""
    policy = policy_in(folder)
    cast, cases = _cases(policy)
    paper = Paper()
    failed = [outcome for outcome in run_all(cases, cast, policy) if outcome.wrong]
    for outcome in failed:
        _print(paper, outcome)
    if failed:
        paper.heading(f"{len(failed)} of {len(cases)} cases came out otherwise")
        raise typer.Exit(FAILED)
    paper.words(f"{policy.id} {policy.version}: all {len(cases)} cases come out as they say")


def _cases(policy: Policy) -> tuple[Known, tuple[Case, ...]]:
    try:
        cast = read_cast(policy)
        return cast, read_cases(policy, cast)
    except KnownError as problem:
        refuse(f"cases/cast/{mistake}" for mistake in problem.mistakes)
    except PolicyError as problem:
        refuse(problem.mistakes)


def _print(paper: Paper, outcome: Outcome) -> None:
    case = outcome.case
    paper.words(f"{case.place}  {case.part}  {case.says}", 0, "bold")
    paper.words(f"“{case.written.text}”", 4, "dim")
    for difference in outcome.wrong:
        paper.words(f"{difference[0].upper()}{difference[1:]}.", 4)
    paper.line()
