"""What cites a clause: checks, duties, permissions and cases, worked out from them and never kept by hand.

Checks and cases are handed in, since the policy itself knows no checker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from gatepost.policy.clause import Break, Clause, Duty, Grant
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


@dataclass(frozen=True)
class Cited:
    """A clause or part, with everything that cites it."""

    clause: Clause
    checks: tuple[CheckLike, ...]
    duties: tuple[Duty, ...]
    grants: tuple[Grant, ...]
    cases: tuple[CaseLike, ...]

    @property
    def practised(self) -> bool:
        """Whether there is a check, duty, permission or advice for it, or for its parts."""
        return bool(self.checks or self.duties or self.grants or self.clause.advice or self.clause.parts)

    def seen_by(self, rule: Break) -> tuple[CheckLike, ...]:
        """The checks that see the sign of this break."""
        return tuple(check for check in self.checks if rule.sees in check.signs)


def cite(policy: Policy, clause: Clause, checks: Iterable[CheckLike], cases: Iterable[CaseLike] = ()) -> Cited:
    """Everything that cites this one clause or part."""
    signs = {rule.sees for rule in clause.breaks}
    return Cited(
        clause=clause,
        checks=tuple(check for check in checks if signs.intersection(check.signs)),
        duties=tuple(duty for duty in policy.duties if duty.clause == clause.id or duty.id in clause.duties),
        grants=tuple(grant for grant in policy.grants if grant.clause == clause.id or grant.id in clause.lifted_by),
        cases=tuple(case for case in cases if case.part == clause.id),
    )


def index(policy: Policy, checks: Iterable[CheckLike], cases: Iterable[CaseLike] = ()) -> Iterator[Cited]:
    """Every clause and part of the policy, in its order, with what cites it."""
    checks, cases = tuple(checks), tuple(cases)
    for clause in policy.clauses.values():
        yield cite(policy, clause, checks, cases)


def unpractised(policy: Policy, checks: Iterable[CheckLike]) -> tuple[str, ...]:
    """The clauses and parts that nothing puts into practice and no plan names."""
    return tuple(cited.clause.id for cited in index(policy, checks) if not cited.practised and not cited.clause.planned)
