"""`gatepost clause` shows a clause and everything that cites it, read off the code and the pack."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from gatepost.policy import load
from gatepost.policy.citing import cite, index, unpractised
from gatepost.screening.cases import read_cases, read_cast
from gatepost.screening.checks import CHECKS

from .command import gatepost
from .small_pack import small_pack

POLICY = load()


def told(*words: str | Path) -> str:
    result = gatepost("clause", *words, width=100)
    assert result.exit_code == 0
    return " ".join(result.stdout.split())


def test_a_clause_tells_what_it_says_and_what_a_break_means() -> None:
    output = told("SU-4a")
    clause = POLICY.clauses["SU-4a"]
    assert " ".join(clause.says.split()) in output
    assert "binds: everyone" in output
    assert "force: must not" in output
    assert "break: hold if a child in a picture has no consent on file" in output
    assert "(photo_consent_missing), on a school account" in output


def test_a_clause_tells_who_may_lift_it_who_owes_what_and_what_is_planned() -> None:
    output = told("SU-4a")
    assert "permission: Consent of a parent or carer to a child's photograph; given by Parent or carer" in output
    assert "duty: staff: Take down every copy" in output
    assert "2 school days" in output
    assert "planned: consent pages for parents" in output
    assert "told: SLT, at once" in told("SU-6")


def test_a_clause_tells_its_checks_by_the_line_of_the_code_and_its_cases() -> None:
    output = told("SU-4")
    check = next(check for check in CHECKS if "pupil_named_with_photo" in check.signs)
    assert f"check: {check.place} {check.name}: {check.says}" in output
    assert "case: cases/SU-4.yaml:131 offends: A prize-winner's full name" in output
    assert "SU-4c Nothing that identifies" in output


def test_a_check_stands_on_the_line_that_is_printed() -> None:
    for check in CHECKS:
        module, line = check.place.split(":")
        file = importlib.import_module(module).__file__
        assert file is not None
        rows = Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1 :]
        assert rows[0].startswith("@check(")
        assert next(row for row in rows if row.startswith("def ")).startswith(f"def {check.name}(")


def test_without_a_clause_the_list_is_printed() -> None:
    output = told()
    for clause in POLICY.clauses.values():
        assert f"{clause.id} {clause.title}" in output


def test_a_clause_is_found_however_it_is_written() -> None:
    assert told("su-4B") == told("SU-4b")


def test_a_clause_that_does_not_exist_is_bad_input_with_a_hint() -> None:
    result = gatepost("clause", "SU-4d")
    assert result.exit_code == 2
    assert "there is no clause 'SU-4d'; expected a clause of learn_to_live; hint: did you mean 'SU-4" in result.stderr


def test_a_clause_of_ones_own_pack_is_told(tmp_path: Path) -> None:
    output = told("SC.2", "--policy", small_pack(tmp_path))
    assert "SC.2 Links are plain" in output
    assert "permission: Leave of the harbour master; given by Coach; lifts link_hidden; A note in the log." in output


@pytest.mark.parametrize("clause", POLICY.clauses)
def test_every_clause_and_part_can_be_told(clause: str) -> None:
    assert POLICY.clauses[clause].title in told(clause)


def test_every_part_of_every_clause_has_a_check_a_duty_a_permission_advice_or_a_plan() -> None:
    assert unpractised(POLICY, CHECKS) == ()


def test_a_clause_that_nothing_practises_is_noticed() -> None:
    bare = POLICY.clauses["KP-1"].model_copy(update={"breaks": (), "advice": "", "duties": (), "lifted_by": ()})
    assert not cite(POLICY, bare, CHECKS).practised


def test_the_index_cites_every_check_duty_permission_and_case() -> None:
    cases = read_cases(POLICY, read_cast(POLICY))
    cited = list(index(POLICY, CHECKS, cases))
    assert [entry.clause.id for entry in cited] == list(POLICY.clauses)
    assert {check.name for entry in cited for check in entry.checks} == {check.name for check in CHECKS}
    assert {duty.id for entry in cited for duty in entry.duties} == {duty.id for duty in POLICY.duties}
    assert {grant.id for entry in cited for grant in entry.grants} == {grant.id for grant in POLICY.grants}
    assert sum(len(entry.cases) for entry in cited) == len(cases)
