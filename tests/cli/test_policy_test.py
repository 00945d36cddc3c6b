"""`gatepost policy test` runs a pack's cases, and tells in plain words which come out otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatepost.policy import load
from gatepost.screening.cases import Case, read_cases, read_cast, run_all

from .command import gatepost
from .small_pack import changed, small_pack


def cases_of(pack: Path) -> tuple[Case, ...]:
    policy = load(pack)
    return read_cases(policy, read_cast(policy))


def test_a_pack_whose_cases_come_out_as_they_say_passes(tmp_path: Path) -> None:
    result = gatepost("policy", "test", small_pack(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "sailing_club 1: all 12 cases come out as they say\n")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("text: Grace Tolliver won", "text: Grace Tolliver won and nobody fell in", ""),
        ("text: Wind from the west", "text: Jack Lomax", "The verdict is block, and should be allow."),
        ("text: Wind from the west", "text: Jack Lomax", "It cites SC.1 as well."),
        ("text: First home was Rose Garland", "text: First home was the tide", "It does not cite SC.1."),
        ("points_at: Grace Tolliver", "points_at: won", "SC.1 should point at “won”, and points at “Grace Tolliver”."),
    ],
)
def test_what_came_out_otherwise_is_told_with_its_place(old: str, new: str, told: str, tmp_path: Path) -> None:
    result = gatepost("policy", "test", changed(tmp_path, "cases/SC.1.yaml", old, new), width=100)
    assert result.exit_code == (1 if told else 0)
    assert told in result.stdout
    if told:
        assert "cases/SC.1.yaml:" in result.stdout
        assert "1 of 12 cases came out otherwise" in result.stdout


def test_cases_that_cannot_be_read_are_bad_input(tmp_path: Path) -> None:
    pack = changed(tmp_path, "cases/SC.1.yaml", "by: coach", "by: couch")
    result = gatepost("policy", "test", pack)
    assert result.exit_code == 2
    assert "there is no role 'couch'" in result.stderr
    assert gatepost("policy", "test", tmp_path / "nowhere").exit_code == 2


def test_a_person_is_found_by_name_by_id_or_by_name_and_school(tmp_path: Path) -> None:
    shown = "text: Wind from the west\n    school: WEN\n    photos: [{shows: [Grace Tolliver, P3, Leo Barnes, unknown], gps: [50.1, -5.5]}]"
    pack = changed(tmp_path, "cases/SC.1.yaml", "text: Wind from the west", shown)
    (draft,) = [case.draft for case in cases_of(pack) if case.written.photos]
    assert draft.photos[0].people == ("P1", "P3", "P5", "unknown")
    assert draft.photos[0].located


def test_a_case_becomes_the_draft_that_it_means(tmp_path: Path) -> None:
    first = cases_of(small_pack(tmp_path))[0]
    assert first.place == "cases/SC.1.yaml:3"
    assert first.offends
    assert (first.draft.channel.kind, first.draft.channel.platform) == ("sanctioned", "harbour_board")
    assert (first.draft.context.school, first.draft.context.account) == ("SMP", "registered")


def test_every_case_of_the_bundled_pack_can_be_run() -> None:
    policy = load()
    cast = read_cast(policy)
    cases = read_cases(policy, cast)
    outcomes = list(run_all(cases, cast, policy))
    assert len(outcomes) == len(cases) > 300
    assert [outcome.case for outcome in outcomes] == list(cases)
