"""A clause and everything that practises it: the one index, for the site's pages and for `gatepost clause`."""

from __future__ import annotations

from dataclasses import dataclass

from gatepost.policy import Clause, Policy, PolicyError
from gatepost.policy.citing import Cited, cite
from gatepost.policy.clause import Definition, Grant
from gatepost.policy.searching import Search
from gatepost.screening.cases import Case, read_cases, read_cast
from gatepost.screening.checks import CHECKS
from gatepost.screening.folder import KnownError
from gatepost.web.code import site


def practice_of(policy: Policy, clause: Clause) -> tuple[Cited, ...]:
    """The clause, then its parts, each with what cites it."""
    cases = _cases(policy.digest, policy)
    return tuple(cite(policy, part, CHECKS, cases, site()) for part in clause.walk())


def _cases(digest: str, policy: Policy) -> tuple[Case, ...]:
    """The pack's cases, read once a process; none where they cannot be read, which `gatepost policy lint` tells."""
    if digest not in _read:
        try:
            _read[digest] = read_cases(policy, read_cast(policy))
        except (PolicyError, KnownError):
            _read[digest] = ()
    return _read[digest]


_read: dict[str, tuple[Case, ...]] = {}
_searches: dict[str, Search] = {}


@dataclass(frozen=True)
class Hit:
    """A clause that answers a question: an example that may go out, one that may not, and who may lift it."""

    clause: Clause
    innocent: Case | None
    offending: Case | None
    grants: tuple[Grant, ...]


def answer_to(policy: Policy, question: str) -> tuple[list[Hit], tuple[Definition, ...]]:
    """What the policy says to a question, the best first, and words of the policy that were asked for."""
    if policy.digest not in _searches:
        _searches[policy.digest] = Search(policy, _cases(policy.digest, policy))
    answer = _searches[policy.digest].ask(question)
    return [_hit(policy, found.clause) for found in answer.clauses], answer.definitions


def _hit(policy: Policy, clause: Clause) -> Hit:
    """With the examples of the clause itself, or else of its parts."""
    parts = [part.id for part in clause.walk()]
    cases = sorted((case for case in _cases(policy.digest, policy) if case.part in parts), key=lambda case: case.part)
    return Hit(
        clause,
        next((case for case in cases if not case.offends), None),
        next((case for case in cases if case.offends), None),
        tuple(policy.grant_by_id[name] for name in dict.fromkeys(g for part in clause.walk() for g in part.lifted_by)),
    )
