"""`gatepost evaluate`: how good the verdicts are on labelled drafts."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from gatepost.archive.evaluating import Evaluation, LabelsError, Miss, evaluate, read_labelled
from gatepost.cli.inputs import DayOption, KnownOption, PolicyOption, day, known_in, policy_in, refuse, unreadable
from gatepost.cli.printing import Paper

app = typer.Typer(add_completion=False)
_MEANINGS = {
    "drafts": "labelled drafts",
    "verdict_accuracy": "the exact verdict",
    "unsafe_pass": "drafts to hold or block that were allowed",
    "false_stop": "innocent drafts held or blocked",
    "false_advice": "innocent drafts given advice",
    "clause_precision": "clauses cited that were right",
    "clause_recall": "right clauses that were cited",
    "clause_f1": "the two together",
    "pointed_at_the_words": "the finding quotes the right words",
}


@app.command("evaluate")
def evaluate_command(
    drafts: Annotated[Path, typer.Argument(metavar="DRAFTS.jsonl", help="Labelled drafts, one a line.")],
    known: KnownOption,
    policy: PolicyOption = None,
    on: DayOption = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    misses: Annotated[bool, typer.Option("--misses/--no-misses", help="List the drafts that went wrong.")] = True,
) -> None:
    """Screen labelled drafts and print how good the verdicts are, and every draft that went wrong."""
    rules, facts = policy_in(policy), known_in(known, day(on))
    try:
        with drafts.open("rb") as source:
            labelled = read_labelled(source, str(drafts))
    except OSError as problem:
        refuse([unreadable(str(drafts), problem)])
    except LabelsError as problem:
        refuse(problem.mistakes)
    found = evaluate(labelled, facts, rules)
    if as_json:
        listed = {"misses": [miss.as_json() for miss in found.misses]} if misses else {}
        sys.stdout.write(json.dumps({**found.figures._asdict(), **listed}) + "\n")
    else:
        _print(Paper(), found, misses=misses)


def _print(paper: Paper, found: Evaluation, *, misses: bool) -> None:
    values = found.figures._asdict()
    for name, meaning in _MEANINGS.items():
        value = values[name]
        paper.line(f"{name:22}{value if name == 'drafts' else format(value, '.4f'):>8}  {meaning}")
    paper.words(
        f"{'confusion':22}  " + ", ".join(f"{pair} {number}" for pair, number in found.figures.confusion.items())
    )
    if misses and found.misses:
        paper.line()
        paper.heading(f"{len(found.misses)} went wrong (id, wanted, got, words)")
        for miss in sorted(
            found.misses, key=lambda miss: (not miss.unsafe, miss.wanted.verdict == miss.got.verdict, miss.id)
        ):
            _print_miss(paper, miss)


def _print_miss(paper: Paper, miss: Miss) -> None:
    wanted = " ".join([miss.wanted.verdict, *sorted(miss.wanted.clauses)])
    got = " ".join([miss.got.verdict, *sorted(miss.got.clauses)])
    style = "red" if miss.unsafe else ""
    paper.line(Text(paper.plain(f"{miss.id}  {wanted} → {got}  “{_short(miss.words)}”"), style=style))


def _short(words: str, most: int = 160) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
