"""The policy as other systems read it."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from pydantic import BaseModel

from gatepost.api import problems
from gatepost.api.keys import Asked
from gatepost.api.operations import operation, said
from gatepost.apps.people.policy import in_force
from gatepost.policy.clause import Clause as Known


class ClauseNamed(BaseModel):
    """A clause by its name."""

    id: str
    says: str
    force: str


class Policy(BaseModel):
    """The policy in force. Its digest changes with every change of its text or its rules."""

    id: str
    title: str
    version: str
    digest: str
    clauses: list[ClauseNamed]


class Clause(ClauseNamed):
    """A clause: whom it binds, who may lift it, and the clauses that are its parts."""

    binds: list[str]
    lifted_by: list[str]
    parts: list[str]


class Action(BaseModel):
    """What somebody may do, and who."""

    id: str
    title: str
    allowed: list[str]
    clauses: list[str]
    fresh: bool
    not_own: bool
    everywhere: bool


class Actions(BaseModel):
    """Every action there is. What none of them names is denied to everybody."""

    items: list[Action]


@operation("GET", "policy", action="policy.read", scope="policy", gives=Policy, tag="Policy")
def policy(request: Asked) -> HttpResponseBase:  # noqa: ARG001 (as the library calls it)
    """The policy in force, and its clauses by name."""
    known = in_force()
    clauses = [ClauseNamed(id=one.id, says=one.says, force=one.force) for one in known.clauses.values()]
    heading = known.heading
    return said(Policy(id=known.id, title=heading.title, version=known.version, digest=known.digest, clauses=clauses))


@operation("GET", "policy/clauses/{clause}", action="policy.read", scope="policy", gives=Clause, tag="Policy")
def policy_clause(request: Asked, clause: str) -> HttpResponseBase:  # noqa: ARG001 (as the library calls it)
    """One clause, by its name: `SU-4b`."""
    found = in_force().clauses.get(clause)
    return said(_told(found)) if found else problems.answer(problems.missing())


@operation("GET", "policy/actions", action="authority.see", scope="policy", gives=Actions, tag="Policy")
def policy_actions(request: Asked) -> HttpResponseBase:  # noqa: ARG001 (as the library calls it)
    """Who may do what."""
    return said(Actions(items=[Action(**one.model_dump(mode="json")) for one in in_force().actions]))


def _told(one: Known) -> Clause:
    return Clause(
        id=one.id,
        says=one.says,
        force=one.force,
        binds=list(one.binds),
        lifted_by=list(one.lifted_by),
        parts=[part.id for part in one.parts],
    )
