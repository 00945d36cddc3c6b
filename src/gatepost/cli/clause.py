"""`gatepost clause`: everything about one clause of the policy, and everything that cites it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer
from rich.text import Text

from gatepost.cli.inputs import PolicyOption, policy_in, refuse
from gatepost.cli.printing import STYLES, Paper
from gatepost.cli.report import KINDS
from gatepost.policy import Clause, Policy, PolicyError
from gatepost.policy.citing import Cited, cite
from gatepost.policy.clause import CHANNEL_KINDS, Break, Duty, Grant
from gatepost.policy.reading import nearest
from gatepost.screening.cases import Case, read_cases, read_cast
from gatepost.screening.checks import CHECKS
from gatepost.screening.folder import KnownError
from gatepost.screening.signs import SIGNS

FORCES = {
    "must": "must",
    "must_not": "must not",
    "strongly_advised": "strongly advised",
    "recommended": "recommended",
    "permitted": "permitted",
    "see_parts": "see its parts",
}
_GROUPS = {"slt": "SLT"}

app = typer.Typer(add_completion=False)


@app.command("clause")
def clause_command(
    clause: Annotated[str, typer.Argument(metavar="CLAUSE", help="Such as SU-4 or SU-4b; without it, the list.")] = "",
    policy: PolicyOption = None,
) -> None:
    """What a clause says and means, who may lift it, what people owe, and every check and case that cites it."""
    rules, paper = policy_in(policy), Paper()
    if not clause:
        _print_list(paper, rules)
        return
    meant = {name.lower(): found for name, found in rules.clauses.items()}.get(clause.lower())
    if meant is None:
        hint = nearest(clause.upper(), rules.clauses)
        refuse([f"there is no clause {clause!r}; expected a clause of {rules.id}; hint: {hint}"])
    cases = _cases(rules)
    for part in meant.walk():
        _print(paper, cite(rules, part, CHECKS, cases), rules, whole=part is meant)


def _cases(policy: Policy) -> tuple[Case, ...]:
    """The pack's cases; none where they cannot be read, which `gatepost policy lint` tells in full."""
    try:
        return read_cases(policy, read_cast(policy))
    except (PolicyError, KnownError):
        return ()


def _print_list(paper: Paper, policy: Policy) -> None:
    paper.heading(f"{policy.heading.title}, {policy.version}")
    for section in policy.sections:
        paper.line()
        paper.heading(f"{section.section}  {section.title}")
        for clause in section.clauses:
            for part in clause.walk():
                paper.words(f"{part.id:7} {part.title}", 2 if part is clause else 4)
    paper.line()
    paper.words("gatepost clause ID tells all about one of them.", 0, "dim")


def _print(paper: Paper, cited: Cited, policy: Policy, *, whole: bool) -> None:
    clause = cited.clause
    if not whole:
        paper.line()
    paper.words(Text().append(f"{clause.id}  ", style="bold green").append(paper.plain(clause.title), style="bold"))
    paper.words(clause.says.strip(), 2)
    _item(paper, "binds", _people(clause.binds, policy))
    _item(paper, "force", FORCES[clause.force])
    _item(paper, "practice", ", ".join(clause.practice))
    for rule in clause.breaks:
        _print_break(paper, rule, cited, policy)
    for grant in cited.grants:
        _print_grant(paper, grant, clause, policy)
    for told in clause.told:
        _item(paper, "told", f"{_people(told.who, policy)}, {told.within}")
    for duty in cited.duties:
        _print_duty(paper, duty, policy)
    _item(paper, "advice", clause.advice)
    _item(paper, "afterwards", clause.afterwards)
    _item(paper, "comes before", ", ".join(clause.absorbs))
    for check in cited.checks:
        _item(paper, "check", f"{check.place} {check.name}: {check.says}")
    for case in cited.cases:
        _item(paper, "case", f"{case.place} {'offends' if case.offends else 'innocent'}: {case.says}")
    for plan in clause.planned:
        _item(paper, "planned", plan)
    if clause.parts:
        _item(paper, "parts", ", ".join(f"{part.id} {part.title}" for part in clause.parts))


def _item(paper: Paper, label: str, words: str) -> None:
    if words:
        paper.words(paper.label(f"{label}: ", words.strip(), "cyan"), 2, hang=4)


def _print_break(paper: Paper, rule: Break, cited: Cited, policy: Policy) -> None:
    where = "everywhere" if set(rule.on) == set(CHANNEL_KINDS) else f"on {', '.join(KINDS[kind] for kind in rule.on)}"
    by = f", by {_people(rule.by, policy)}" if rule.by else ""
    unseen = "" if cited.seen_by(rule) else " (no check sees it yet)"
    words = paper.label("break: ", style="cyan")
    words.append(rule.verdict.word, style=f"bold {STYLES[rule.verdict]}")
    words.append(paper.plain(f" if {SIGNS.get(rule.sees, rule.sees)} ({rule.sees}), {where}{by}{unseen}"))
    paper.words(words, 2, hang=4)


def _print_grant(paper: Paper, grant: Grant, clause: Clause, policy: Policy) -> None:
    lifts = f"lifts {', '.join(grant.lifts)}" if grant.lifts and grant.id in clause.lifted_by else ""
    pieces = [f"{grant.title}; given by {_people(grant.given_by, policy)}", lifts, grant.evidence]
    _item(paper, "permission", "; ".join(piece for piece in pieces if piece))


def _print_duty(paper: Paper, duty: Duty, policy: Policy) -> None:
    to = f" To: {_people(duty.to, policy)}." if duty.to else ""
    then = f" Then: {_people(duty.then, policy)}." if duty.then else ""
    clock = "" if duty.stated else " (Gatepost's own default or the law's clock, not the policy's)"
    _item(
        paper, "duty", f"{_people(duty.owes, policy)}: {duty.what} After {duty.after}: {duty.within}{clock}.{to}{then}"
    )


def _people(names: Iterable[str], policy: Policy) -> str:
    """Roles by their titles, groups by their names."""
    return ", ".join(
        policy.roles[name].title if name in policy.roles else _GROUPS.get(name, name.replace("_", " "))
        for name in names
    )
