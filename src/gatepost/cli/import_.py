"""`gatepost import`: people from a file, as on the site: shown first, then all or nothing."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from gatepost.cli.inputs import refuse, unreadable
from gatepost.cli.printing import Paper
from gatepost.cli.site import ready, troubles_told

ACTION = "import.run"
NOT_DONE = 1
_SHOWN = 20
_KINDS = ("pupils", "contacts", "staff", "oneroster")

app = typer.Typer(add_completion=False)


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE|FOLDER", help="A CSV, or a OneRoster as a zip or folder.")],
    kind: Annotated[
        str, typer.Option("--as", help="pupils, contacts, staff or oneroster; zips and folders are oneroster.")
    ] = "",
    mapping: Annotated[
        str, typer.Option("--mapping", metavar="NAME", help="A saved mapping of the columns; else they are guessed.")
    ] = "",
    system: Annotated[
        str, typer.Option("--system", metavar="NAME", help="Whose numbers the file uses: the same name each time.")
    ] = "",
    school: Annotated[str, typer.Option("--school", metavar="CODE", help="The school of every line.")] = "",
    whole: Annotated[
        bool, typer.Option("--whole", help="Everybody of its schools is in the file: who is missing has left.")
    ] = False,
    many_leavers: Annotated[
        bool, typer.Option("--many-leavers", help="It is right that more than a quarter of a school leaves.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; read it in if it has no mistakes.")] = False,
) -> None:
    """Read pupils, families or staff in from a file. Nothing changes before it has been shown."""
    services = ready("gatepost.apps.people.imports.services")
    telling = ready("gatepost.apps.people.imports.telling")
    the_site = ready("gatepost.apps.people.models").the_site
    problems = ready("gatepost.apps.people.imports.problems")
    order = _order(services, file, kind, mapping, system, school, whole)
    try:
        with troubles_told():
            plan = services.look(by=the_site(), order=order)
            _show(Paper(), telling, plan)
            if plan.problems:
                refuse(_mistakes(plan))
            if dry_run:
                return
            if not yes and not _agreed():
                raise typer.Exit(NOT_DONE)
            services.run(by=the_site(), order=order, shown=plan.digest(), many_leavers=many_leavers)
    except problems.UnusableFile as problem:
        refuse([str(problem)])
    except services.TooManyLeavers as problem:
        refuse([f"{problem} hint: if it is right, add --many-leavers"])
    except services.Refusal as problem:
        refuse([str(problem)])
    Paper().words("Done.")


def _order(services: Any, file: Path, kind: str, mapping: str, system: str, school: str, whole: bool) -> Any:
    sources = ready("gatepost.apps.people.imports.sources")
    if not file.exists():
        refuse([f"{file}: no such file; expected a CSV, a zip or a folder; hint: check its name"])
    try:
        packed = file.is_dir() or sources.is_zip(file)
    except OSError as problem:
        refuse([unreadable(str(file), problem)])
    kind = kind or ("oneroster" if packed else "")
    if kind not in _KINDS:
        refuse([f"--as {kind or '…'}: expected {', '.join(_KINDS)}; hint: say what is in the file"])
    known: dict[str, Any] = {"system": system, "school": school, "whole": whole}
    if kind != "oneroster":
        known = _columns(file, kind, mapping, known)
    return services.Order(path=file, name=file.name, kind=kind, **known)


def _columns(file: Path, kind: str, mapping: str, known: dict[str, Any]) -> dict[str, Any]:
    """The columns of a saved mapping, which may also name the school and the system; else those guessed."""
    columns = ready("gatepost.apps.people.imports.columns")
    headings = _headings(file)
    if not mapping:
        return {**known, "columns": columns.guess(kind, headings)}
    models = ready("gatepost.apps.people.models")
    saved = models.SavedMapping.objects.filter(name=mapping, kind=kind).select_related("school").first()
    if saved is None:
        names = ", ".join(models.SavedMapping.objects.filter(kind=kind).values_list("name", flat=True)) or "none yet"
        refuse(
            [f"--mapping {mapping}: no such mapping for {kind}; expected one of: {names}; hint: save one on the site"]
        )
    where = known["school"] or (saved.school.code if saved.school else "")
    return {**known, "columns": saved.columns, "system": known["system"] or saved.system, "school": where}


def _headings(file: Path) -> list[str]:
    tables = ready("gatepost.apps.people.imports.tables")
    problems = ready("gatepost.apps.people.imports.problems")
    sources = ready("gatepost.apps.people.imports.sources")
    try:
        return list(tables.Table(sources.OneFile(file, file.name), problems.Problems()).headings)
    except problems.UnusableFile as problem:
        refuse([str(problem)])
    except (OSError, csv.Error) as problem:
        refuse([f"{file}: {problem}"])


def _show(paper: Paper, telling: Any, plan: Any) -> None:
    """Counts and notes, but no names: what a terminal shows is kept in many places."""
    paper.heading(f"{plan.rows:,} people in the file")
    for count, words in telling.counted(plan):
        paper.line(f"{count:>9,}  {paper.plain(words)}")
    if plan.is_empty:
        paper.words("Nothing changes.")
    if plan.matched:
        paper.words(f"{len(plan.matched):,} are known by name alone, for the first time.")
    if plan.by_hand:
        paper.words(f"{len(plan.by_hand):,} roles are to be given by hand, on the site.")
    for left in plan.many_leavers:
        paper.words(
            f"Look at this: {left.leaving:,} of the {left.roll:,} pupils of {left.school} would leave.", style="bold"
        )
    for note in plan.notes[:_SHOWN]:
        paper.words(note)


def _mistakes(plan: Any) -> list[str]:
    return [f"{plan.problems.count:,} mistakes in the file; nothing was changed:", *map(str, plan.problems)]


def _agreed() -> bool:
    if not sys.stdin.isatty():
        refuse(["Nobody is there to agree; hint: add --yes, or --dry-run to look only"])
    return typer.confirm("Read this in?")
