"""What cites a clause: checks, duties, permissions, actions, cases, pages and what is recorded; never kept by hand.

What is not of the pack is handed in, since the policy itself knows no checker and no site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from gatepost.policy.clause import Action, Break, Clause, Duty, Grant
from gatepost.policy.pack import Policy


class CheckLike(Protocol):
    """A check: the signs it sees, where it stands in the code, and its sentence."""

    @property
    def name(self) -> str: ...
    @property
    def signs(self) -> tuple[str, ...]: ...
    @property
    def place(self) -> str: ...
    @property
    def says(self) -> str: ...


class CaseLike(Protocol):
    """A case: the part of the policy it shows, its sentence, where it stands, and whether the part is offended."""

    @property
    def part(self) -> str: ...
    @property
    def says(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def offends(self) -> bool: ...


class CodeLike(Protocol):
    """A page or a service of the site: where it stands, its sentence, its actions, and clauses that it names itself."""

    @property
    def name(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def says(self) -> str: ...
    @property
    def actions(self) -> tuple[str, ...]: ...
    @property
    def clauses(self) -> tuple[str, ...]: ...


class EventLike(Protocol):
    """Something that the ledger records, and the clauses that it stands under."""

    @property
    def name(self) -> str: ...
    @property
    def says(self) -> str: ...
    @property
    def clauses(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Site:
    """What a site built on the policy has that may cite a clause."""

    pages: tuple[CodeLike, ...] = ()
    services: tuple[CodeLike, ...] = ()
    events: tuple[EventLike, ...] = ()


NO_SITE = Site()


@dataclass(frozen=True)
class Cited:
    """A clause or part, with everything that cites it."""

    clause: Clause
    checks: tuple[CheckLike, ...]
    duties: tuple[Duty, ...]
    grants: tuple[Grant, ...]
    cases: tuple[CaseLike, ...]
    actions: tuple[Action, ...] = ()
    pages: tuple[CodeLike, ...] = ()
    services: tuple[CodeLike, ...] = ()
    events: tuple[EventLike, ...] = ()

    @property
    def practised(self) -> bool:
        """Whether there is a check, duty, permission or advice for it, or for its parts."""
        return bool(self.checks or self.duties or self.grants or self.clause.advice or self.clause.parts)

    def seen_by(self, rule: Break) -> tuple[CheckLike, ...]:
        """The checks that see the sign of this break."""
        return tuple(check for check in self.checks if rule.sees in check.signs)


def cite(
    policy: Policy,
    clause: Clause,
    checks: Iterable[CheckLike],
    cases: Iterable[CaseLike] = (),
    site: Site = NO_SITE,
) -> Cited:
    """Everything that cites this one clause or part."""
    signs = {rule.sees for rule in clause.breaks}
    actions = tuple(action for action in policy.actions if clause.id in action.clauses)
    done = {action.id for action in actions}

    def citing(code: Iterable[CodeLike]) -> tuple[CodeLike, ...]:
        return tuple(one for one in code if clause.id in one.clauses or done.intersection(one.actions))

    return Cited(
        clause=clause,
        checks=tuple(check for check in checks if signs.intersection(check.signs)),
        duties=tuple(duty for duty in policy.duties if duty.clause == clause.id or duty.id in clause.duties),
        grants=tuple(grant for grant in policy.grants if grant.clause == clause.id or grant.id in clause.lifted_by),
        cases=tuple(case for case in cases if case.part == clause.id),
        actions=actions,
        pages=citing(site.pages),
        services=citing(site.services),
        events=tuple(event for event in site.events if clause.id in event.clauses),
    )


def index(
    policy: Policy, checks: Iterable[CheckLike], cases: Iterable[CaseLike] = (), site: Site = NO_SITE
) -> Iterator[Cited]:
    """Every clause and part of the policy, in its order, with what cites it."""
    checks, cases = tuple(checks), tuple(cases)
    for clause in policy.clauses.values():
        yield cite(policy, clause, checks, cases, site)


def unpractised(policy: Policy, checks: Iterable[CheckLike]) -> tuple[str, ...]:
    """The clauses and parts that nothing puts into practice and no plan names."""
    return tuple(cited.clause.id for cited in index(policy, checks) if not cited.practised and not cited.clause.planned)
