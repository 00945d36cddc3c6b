"""`gatepost clause`: everything about one clause of the policy, and everything that cites it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from gatepost.cli.inputs import PolicyOption, policy_in, refuse
from gatepost.cli.printing import STYLES, Paper
from gatepost.cli.report import KINDS
from gatepost.policy import Clause, Policy
from gatepost.policy.citing import Cited
from gatepost.policy.clause import CHANNEL_KINDS, Break, Duty, Grant
from gatepost.policy.reading import nearest
from gatepost.policy.who import called
from gatepost.screening.signs import SIGNS
from gatepost.web.practice import practice_of

FORCES = {
    "must": "must",
    "must_not": "must not",
    "strongly_advised": "strongly advised",
    "recommended": "recommended",
    "permitted": "permitted",
    "see_parts": "see its parts",
}

app = typer.Typer(add_completion=False)


@app.command("clause")
def clause_command(
    clause: Annotated[str, typer.Argument(metavar="CLAUSE", help="Such as SU-4 or SU-4b; without it, the list.")] = "",
    policy: PolicyOption = None,
) -> None:
    """What a clause says and means, who may lift it, what people owe, and all that cites it: checks, pages, cases."""
    rules, paper = policy_in(policy), Paper()
    if not clause:
        _print_list(paper, rules)
        return
    meant = {name.lower(): found for name, found in rules.clauses.items()}.get(clause.lower())
    if meant is None:
        hint = nearest(clause.upper(), rules.clauses)
        refuse([f"there is no clause {clause!r}; expected a clause of {rules.id}; hint: {hint}"])
    for cited in practice_of(rules, meant):
        _print(paper, cited, rules, whole=cited.clause is meant)


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
    _item(paper, "binds", called(policy, clause.binds))
    _item(paper, "force", FORCES[clause.force])
    _item(paper, "practice", ", ".join(clause.practice))
    for rule in clause.breaks:
        _print_break(paper, rule, cited, policy)
    for grant in cited.grants:
        _print_grant(paper, grant, clause, policy)
    for told in clause.told:
        _item(paper, "told", f"{called(policy, told.who)}, {told.within}")
    for duty in cited.duties:
        _print_duty(paper, duty, policy)
    _item(paper, "advice", clause.advice)
    _item(paper, "afterwards", clause.afterwards)
    _item(paper, "comes before", ", ".join(clause.absorbs))
    for check in cited.checks:
        _item(paper, "check", f"{check.place} {check.name}: {check.says}")
    for case in cited.cases:
        _item(paper, "case", f"{case.place} {'offends' if case.offends else 'innocent'}: {case.says}")
    _print_site(paper, cited, policy)
    for plan in clause.planned:
        _item(paper, "planned", plan)
    if clause.parts:
        _item(paper, "parts", ", ".join(f"{part.id} {part.title}" for part in clause.parts))


def _print_site(paper: Paper, cited: Cited, policy: Policy) -> None:
    """What of the federation's own site stands on the clause."""
    for action in cited.actions:
        _item(paper, "action", f"{action.id} {action.title}: {called(policy, action.allowed)}")
    for service in cited.services:
        _item(paper, "service", f"{service.place} {service.name}: {service.says}")
    for page in cited.pages:
        _item(paper, "page", f"{page.place} {page.name}: {page.says}")
    for event in cited.events:
        _item(paper, "recorded", f"{event.name}: {event.says}")


def _item(paper: Paper, label: str, words: str) -> None:
    if words:
        paper.words(paper.label(f"{label}: ", words.strip(), "cyan"), 2, hang=4)


def _print_break(paper: Paper, rule: Break, cited: Cited, policy: Policy) -> None:
    where = "everywhere" if set(rule.on) == set(CHANNEL_KINDS) else f"on {', '.join(KINDS[kind] for kind in rule.on)}"
    by = f", by {called(policy, rule.by)}" if rule.by else ""
    unseen = "" if cited.seen_by(rule) else " (no check sees it yet)"
    words = paper.label("break: ", style="cyan")
    words.append(rule.verdict.word, style=f"bold {STYLES[rule.verdict]}")
    words.append(paper.plain(f" if {SIGNS.get(rule.sees, rule.sees)} ({rule.sees}), {where}{by}{unseen}"))
    paper.words(words, 2, hang=4)


def _print_grant(paper: Paper, grant: Grant, clause: Clause, policy: Policy) -> None:
    lifts = f"lifts {', '.join(grant.lifts)}" if grant.lifts and grant.id in clause.lifted_by else ""
    pieces = [f"{grant.title}; given by {called(policy, grant.given_by)}", lifts, grant.evidence]
    _item(paper, "permission", "; ".join(piece for piece in pieces if piece))


def _print_duty(paper: Paper, duty: Duty, policy: Policy) -> None:
    to = f" To: {called(policy, duty.to)}." if duty.to else ""
    then = f" Then: {called(policy, duty.then)}." if duty.then else ""
    clock = "" if duty.stated else " (Gatepost's own default or the law's clock, not the policy's)"
    _item(
        paper, "duty", f"{called(policy, duty.owes)}: {duty.what} After {duty.after}: {duty.within}{clock}.{to}{then}"
    )
