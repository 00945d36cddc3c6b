"""The bundled pack's cases are executable policy: each comes out as its sentence says."""

from __future__ import annotations

import pytest

from gatepost.policy import load
from gatepost.screening.cases import Case, read_cases, read_cast, run
from tests.tiers import BOTH, FIRST, judged_by

POLICY = load()
KNOWN = read_cast(POLICY)
CASES = read_cases(POLICY, KNOWN)

# An eighth of the cases is held out from the second tier, to blend the tiers by; these six it then gets wrong: four
# innocent ones are advised against, one breach is advised against instead of stopped, one is pointed at elsewhere.
MISJUDGED = (
    "Before anyone blames the Wi-Fi: our small magician",
    "Another away day for the federation. We now have a plan for planning the plan",
    "So kind of everybody to help me clear the whole hall",
    "Last summer's night class asked whether story time",
    "Term dates for next year are out. Find them at https://www",
    "Why has the price of dinners gone up again?",
)


@pytest.mark.parametrize("tier", [FIRST, BOTH])
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.part}: {case.says}")
def test_a_case_comes_out_as_it_says(case: Case, tier: str) -> None:
    with judged_by(tier, POLICY):
        wrong = tuple(run(case, KNOWN, POLICY).wrong)
    if tier == BOTH and case.draft.text.startswith(MISJUDGED):
        assert wrong, "both tiers judge this case right now: take it off the list"
    else:
        assert wrong == ()


def test_every_part_that_can_be_broken_has_three_cases_of_each_kind() -> None:
    broken = {clause.id for clause in POLICY.clauses.values() if clause.breaks}
    for part in sorted(broken):
        mine = [case for case in CASES if case.part == part]
        assert sum(case.offends for case in mine) >= 3, part
        assert sum(not case.offends for case in mine) >= 3, part
