"""The bundled pack's cases are executable policy: each comes out as its sentence says."""

from __future__ import annotations

import pytest

from gatepost.policy import load
from gatepost.screening.cases import Case, read_cases, read_cast, run

POLICY = load()
KNOWN = read_cast(POLICY)
CASES = read_cases(POLICY, KNOWN)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.part}: {case.says}")
def test_a_case_comes_out_as_it_says(case: Case) -> None:
    assert tuple(run(case, KNOWN, POLICY).wrong) == ()


def test_every_part_that_can_be_broken_has_three_cases_of_each_kind() -> None:
    broken = {clause.id for clause in POLICY.clauses.values() if clause.breaks}
    for part in sorted(broken):
        mine = [case for case in CASES if case.part == part]
        assert sum(case.offends for case in mine) >= 3, part
        assert sum(not case.offends for case in mine) >= 3, part
