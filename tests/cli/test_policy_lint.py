"""`gatepost policy lint` tells every mistake of a pack with its file, its line and a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatepost.policy import load
from gatepost.policy.lint import lint
from gatepost.screening.signs import MUST_BE_PRACTISED, SIGNS

from .command import gatepost
from .small_pack import changed, small_pack


def test_the_bundled_pack_has_no_mistakes() -> None:
    result = gatepost("policy", "lint")
    assert result.exit_code == 0, result.stdout
    assert result.stdout.startswith("learn_to_live 2026.1: ")
    assert "no mistakes" in result.stdout


def test_a_small_pack_of_ones_own_has_no_mistakes(tmp_path: Path) -> None:
    result = gatepost("policy", "lint", small_pack(tmp_path))
    assert (result.exit_code, result.stdout.split(" (")[0]) == (
        0,
        "sailing_club 1: 2 clauses and parts, 12 cases, no mistakes",
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("clauses/SC.yaml", "pupil_identified", "pupil_identifed",
         "clauses/SC.yaml:11: SC.1: no check sees 'pupil_identifed'; expected a sign of the checker; hint: did you mean 'pupil_identified'?"),
        ("authority.yaml", "link_hidden", "link_hiden", "authority.yaml:8: harbour_leave: no check sees 'link_hiden'"),
        ("clauses/SC.yaml", "id: SC.2", "id: SC.1", "clauses/SC.yaml:16: SC.1: this id stands twice"),
        ("duties.yaml", "duties:\n", "duties:\n  - {id: log_kept, clause: SC.1, owes: [crew], what: Look., after: noon, within: at once}\n",
         "duties.yaml:3: 'log_kept' stands twice; expected each id once"),
        ("clauses/SC.yaml", "binds: [crew]", "binds: [crews]", "clauses/SC.yaml:19: SC.2: nobody is 'crews'; expected a role or group of policy.yaml; hint: did you mean 'crew'?"),
        ("clauses/SC.yaml", "hold, by: [anyone]}", "hold, by: [anybody]}", "clauses/SC.yaml:12: SC.1: nobody is 'anybody'"),
        ("clauses/SC.yaml", "    duties: [log_kept]", "    told: [{who: [captain], within: at once}]\n    duties: [log_kept]",
         "clauses/SC.yaml:25: SC.2: nobody is 'captain'"),
        ("authority.yaml", "given_by: [coach]", "given_by: [coch]", "authority.yaml:5: harbour_leave: nobody is 'coch'"),
        ("duties.yaml", "owes: [crew]", "owes: [crow]", "duties.yaml:2: log_kept: nobody is 'crow'"),
        ("duties.yaml", "within: 2 days}", "within: 2 days, raised_by: [fog]}", "duties.yaml:2: log_kept: nothing that happens is called 'fog'; expected an id of `happenings`"),
        ("duties.yaml", "duties:\n", "happenings:\n  - {id: fog, title: Fog comes up}\nduties:\n", "duties.yaml:2: fog raises nothing; expected a duty with it under `raised_by`"),
        ("duties.yaml", "duties:\n", "happenings:\n  - {id: fog, title: Fog comes up, told_by: [crow]}\nduties:\n", "duties.yaml:2: fog: nobody is 'crow'; expected a role or group of policy.yaml"),
        ("clauses/SC.yaml", "duties: [log_kept]", "duties: [log_lost]", "clauses/SC.yaml:25: SC.2: duties: there is no 'log_lost'; expected an id of duties.yaml; hint: did you mean 'log_kept'?"),
        ("clauses/SC.yaml", "    planned: [a list", "    absorbs: [SC.9]\n    planned: [a list", "clauses/SC.yaml:26: SC.2: absorbs: there is no 'SC.9'"),
        ("authority.yaml", "clause: SC.2", "clause: SC.7", "authority.yaml:4: harbour_leave: there is no clause 'SC.7'"),
        ("platforms.yaml", "kinds: [board]", "kinds: [bord]", "platforms.yaml:6: harbour_board: there is no kind 'bord'"),
        ("platforms.yaml", "hosts: [board.example]", "hosts: [board.example, board.example]", "board.example belongs to harbour_board already"),
        ("clauses/SC.yaml", "practice: [check]", "practice: [check, duty]", "clauses/SC.yaml:9: SC.1: its practice names a duty, and there is none"),
        ("clauses/SC.yaml", "      - {sees: could_not_check, verdict: hold, by: [anyone]}\n", "", "no clause says what 'could_not_check' means on sanctioned, personal"),
        ("clauses/SC.yaml", "{sees: role_not_known, verdict: hold, by: [anyone]}", "{sees: role_not_known, verdict: hold, on: [dm], by: [anyone]}",
         "no clause says what 'role_not_known' means on sanctioned, personal, closed_group"),
        ("clauses/SC.yaml", "    planned: [a list of known links]\n", "    parts:\n      - {id: SC.9a, title: Astray, says: It is lost., binds: [crew], force: must, practice: []}\n",
         "clauses/SC.yaml:27: SC.9a: a part whose id does not begin with its clause's; expected SC.2 and a letter; hint: such as SC.2a"),
        ("cases/SC.1.yaml", "text: Tea at four\n    verdict: allow\n    clauses: []", "text: Rose Garland\n    verdict: block\n    clauses: [SC.1]",
         "clauses/SC.yaml:4: SC.1: 4 offending and 2 innocent cases; expected at least 3 of each; hint: write them into cases/SC.1.yaml"),
        ("clauses/SC.yaml", "force: must_not", "force: mustnt", "clauses/SC.yaml:8: clauses.0.force: 'mustnt'; expected must, must_not"),
        ("policy.yaml", "version:", "verzion:", "unknown key; expected one of id, title, version"),
    ],
)  # fmt: skip
def test_each_mistake_names_its_place(file: str, old: str, new: str, told: str, tmp_path: Path) -> None:
    result = gatepost("policy", "lint", changed(tmp_path, file, old, new))
    assert result.exit_code == 1
    assert told in result.stdout


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("clause: SC.1", "clause: SC.8", "cases/SC.1.yaml:1: there is no clause 'SC.8'; expected a clause of the pack"),
        ("part: SC.1", "part: SC.2", "cases/SC.1.yaml:4: SC.2 is not a part of SC.1; expected SC.1 or a part of it"),
        ("by: coach", "by: couch", "cases/SC.1.yaml:5: there is no role 'couch'; expected a role of the pack; hint: did you mean 'coach'?"),
        ("on: sanctioned harbour_board", "on: sanctoned harbour_board", "cases/SC.1.yaml:6: there is no kind of channel 'sanctoned'"),
        ("on: sanctioned harbour_board", "on: sanctioned harbour_bord", "there is no platform 'harbour_bord'"),
        ("on: sanctioned harbour_board", "on: sanctioned", "cases/SC.1.yaml:6: cases.0.on: 'sanctioned'; expected the form"),
        ("clauses: [SC.1]", "clauses: [SC.3]", "cases/SC.1.yaml:9: there is no clause 'SC.3'"),
        ("clauses: [SC.1]", "clauses: []", "cases/SC.1.yaml:8: the verdict and the clauses do not fit each other"),
        ("points_at: Grace Tolliver", "points_at: Grace Toliver", "cases/SC.1.yaml:10: these words do not stand in the draft"),
        ("points_at:", "point_at:", "unknown key; expected one of"),
        ("verdict: block", "verdict: blok", "cases/SC.1.yaml:8: cases.0.verdict: "),
        ("text: Grace Tolliver won", "text: Grace Tolliver won\n    photos: [{shows: [Grace Toliver]}]",
         "cases/SC.1.yaml:8: nobody is called 'Grace Toliver'; expected somebody of cases/cast; hint: did you mean 'Grace Tolliver'?"),
        ("text: Grace Tolliver won", "text: Grace Tolliver won\n    photos: [{shows: [Jack Lomax]}]", "more than one person is called 'Jack Lomax'"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_case_names_its_place(old: str, new: str, told: str, tmp_path: Path) -> None:
    result = gatepost("policy", "lint", changed(tmp_path, "cases/SC.1.yaml", old, new))
    assert result.exit_code == 1
    assert told in result.stdout


def test_a_cast_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    result = gatepost("policy", "lint", changed(tmp_path, "cases/cast/roll.csv", "legal_last", "last_name"))
    assert result.exit_code == 1
    assert "cases/cast/roll.csv:1: legal_last: no such column" in result.stdout


def test_a_folder_that_is_none_is_bad_input(tmp_path: Path) -> None:
    assert gatepost("policy", "lint", tmp_path / "nowhere").exit_code == 2


def test_a_pack_without_cases_to_look_at_is_not_asked_for_them(tmp_path: Path) -> None:
    policy = load(small_pack(tmp_path))
    assert lint(policy, signs=SIGNS, needed=MUST_BE_PRACTISED) == ()
    assert len(lint(policy, signs=SIGNS, needed=MUST_BE_PRACTISED, cases=())) == 2
