"""`gatepost who-does-what`: what can be done on the site, and who may, read off a policy pack."""

from __future__ import annotations

import typer

from gatepost.cli.inputs import PolicyOption, policy_in
from gatepost.cli.printing import Paper
from gatepost.policy import Policy
from gatepost.policy.clause import RELATIONS, Action
from gatepost.policy.who import conditions_of, relations_of, roles_of

CONDITIONS = {
    "fresh": "signs in again first",
    "not_own": "never for oneself",
    "everywhere": "with a role in the whole federation",
}

app = typer.Typer(add_completion=False)


@app.command("who-does-what")
def who_does_what(policy: PolicyOption = None) -> None:
    """Every action of the site, and who may do it. What is not listed is denied to everybody."""
    rules, paper = policy_in(policy), Paper()
    paper.heading(f"{rules.heading.title}, {rules.version}")
    for action in rules.actions:
        _print(paper, action, rules)
    if not rules.actions:
        paper.words("The pack names no actions, so nobody may do anything on a site with it.")


def _print(paper: Paper, action: Action, policy: Policy) -> None:
    cited = f"  [{', '.join(action.clauses)}]" if action.clauses else ""
    paper.line()
    paper.words(f"{action.id}  {action.title}{cited}", 0, "bold")
    who = [*(role.title for role in roles_of(policy, action)), *(RELATIONS[name] for name in relations_of(action))]
    paper.words(", ".join(who) or "nobody", 4)
    but = [CONDITIONS[name] for name in conditions_of(action)]
    if but:
        paper.words(", ".join(but), 4, "dim")
