"""The bundled pack's cases are executable policy: each comes out as its sentence says."""

from __future__ import annotations

import pytest

from gatepost.policy import load
from gatepost.screening.cases import Case, read_cases, read_cast, run
from tests.tiers import BOTH, FIRST, judged_by

POLICY = load()
KNOWN = read_cast(POLICY)
CASES = read_cases(POLICY, KNOWN)


# Both tiers get three of them wrong: two innocent ones are advised against, and one breach is advised against, not stopped.
MISJUDGED = (
    "An evening class for grown-ups may go on",
    "A quarrel at the tip is not news",
    "Praise with a sting hints at cheating",
)


@pytest.mark.parametrize("tier", [FIRST, BOTH])
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.part}: {case.says}")
def test_a_case_comes_out_as_it_says(case: Case, tier: str) -> None:
    with judged_by(tier, POLICY):
        wrong = tuple(run(case, KNOWN, POLICY).wrong)
    if tier == BOTH and case.says.startswith(MISJUDGED):
        assert wrong, "both tiers judge this case right now: take it off the list"
    else:
        assert wrong == ()


def test_every_part_that_can_be_broken_has_three_cases_of_each_kind() -> None:
    broken = {clause.id for clause in POLICY.clauses.values() if clause.breaks}
    for part in sorted(broken):
        mine = [case for case in CASES if case.part == part]
        assert sum(case.offends for case in mine) >= 3, part
        assert sum(not case.offends for case in mine) >= 3, part
