"""Every sign is seen and means something; every clause is practised; the code cites what the pack says."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from gatepost.policy import Clause
from gatepost.screening.checks import CHECKS, Check
from gatepost.screening.signs import MUST_BE_PRACTISED, SIGNS
from tests.cast import learn_to_live

CITED = re.compile(r"\b[A-Z]{2}-\d+[a-z]?\b")
CLAUSES = tuple(learn_to_live().clauses.values())
SEEN_BY_SCREEN = "could_not_check"  # the sign of a check that failed


def family(clause: Clause) -> Iterable[Clause]:
    """The clause with its parts; a part stands for itself."""
    return clause.walk()


def meaning(signs: Iterable[str]) -> set[str]:
    """The clauses that one of these signs breaks."""
    seen = set(signs)
    return {clause.id for clause in CLAUSES if any(rule.sees in seen for rule in clause.breaks)}


def whole(clause_id: str) -> str:
    """The clause of a lettered part: `SU-4` of `SU-4b`."""
    return clause_id.rstrip("abcdefgh")


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_is_seen_by_a_check(sign: str) -> None:
    assert sign == SEEN_BY_SCREEN or any(sign in check.signs for check in CHECKS)


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_means_something_in_the_bundled_pack(sign: str) -> None:
    assert meaning([sign])


def test_every_sign_of_not_knowing_is_a_sign() -> None:
    assert set(MUST_BE_PRACTISED) <= SIGNS.keys()


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_the_pack_speaks_only_of_signs_that_exist(clause: Clause) -> None:
    assert {rule.sees for rule in clause.breaks} <= SIGNS.keys()


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_every_clause_and_part_is_practised_or_planned(clause: Clause) -> None:
    policy = learn_to_live()
    owed = [duty for duty in policy.duties if duty.clause == clause.id]
    granted = [grant for grant in policy.grants if grant.clause == clause.id]
    assert any((clause.breaks, owed, granted, clause.advice, clause.planned))


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_what_a_clause_says_of_its_practice_is_there(clause: Clause) -> None:
    of_it = list(family(clause))
    held = {
        "check": any(c.breaks for c in of_it),
        "permission": any(c.lifted_by for c in of_it),
        "duty": any(c.duties for c in of_it),
        "advice": any(c.advice for c in of_it),
    }
    missing = [practice for practice in clause.practice if not held[practice]]
    assert not missing or any(c.planned for c in of_it)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_cites_only_clauses_that_its_signs_break(check: Check) -> None:
    bound = meaning(check.signs)
    stale = set(CITED.findall(check.look.__doc__ or "")) - bound - {whole(clause) for clause in bound}
    assert not stale


@pytest.mark.parametrize("clause", [c for c in CLAUSES if c.breaks], ids=lambda clause: clause.id)
def test_every_clause_that_can_be_broken_is_cited_by_its_check(clause: Clause) -> None:
    signs = {rule.sees for rule in clause.breaks}
    citing = [check for check in CHECKS if signs.intersection(check.signs) and _cites(check, clause)]
    assert citing


def _cites(check: Check, clause: Clause) -> bool:
    return not {clause.id, whole(clause.id)}.isdisjoint(CITED.findall(check.look.__doc__ or ""))
