"""What cannot be told holds, and says why: a role, channel or platform that nobody knows, a check that fails."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from gatepost.policy import Policy
from gatepost.screening.checks import CHECKS, Check
from gatepost.screening.finding import Sighting
from gatepost.screening.reading import Reading
from gatepost.screening.signs import SIGNS
from tests.cast import draft, fernleigh, learn_to_live, screened, verdict

SCREEN = sys.modules["gatepost.screening.screen"]
NOTICE = "Sports day is on Friday."


@pytest.mark.parametrize(
    "role",
    ["bursar", "", "Teacher", "teacher ", "everyone", "anyone", "staff", "__class__", "\x00", "\ud800", "x" * 100_000],
)
def test_an_unknown_role_holds(role: str) -> None:
    report = screened(draft(NOTICE, by=role))
    assert report.verdict.word == "hold"
    (found,) = report.findings
    assert (found.sign, found.where, found.span) == ("role_not_known", "author_role", role[:80])
    assert "do not know who" in found.reason
    assert found.remedy is not None
    assert "teacher" in found.remedy.says


@pytest.mark.parametrize("kind", ["noticeboard", "Sanctioned", "dms", "__dict__", "\ud800"])
def test_an_unknown_kind_of_channel_holds(kind: str) -> None:
    report = screened(draft(NOTICE, on=f"{kind} facebook"))
    assert report.verdict.word == "hold"
    assert "channel_not_known" in {finding.sign for finding in report.findings}


@pytest.mark.parametrize("platform", ["myspace", "", "Facebook", "facebook.com", "\x00"])
@pytest.mark.parametrize("by", ["teacher", "governor", "parent", "pupil"])
def test_an_unknown_platform_holds(platform: str, by: str) -> None:
    report = screened(draft(NOTICE, by=by, on=f"sanctioned {platform}"))
    assert report.verdict.word == "hold"
    assert "platform_not_known" in {finding.sign for finding in report.findings}


def test_everything_unknown_holds_and_tells_each() -> None:
    report = screened(draft(NOTICE, by="bursar", on="noticeboard myspace"))
    assert {finding.sign for finding in report.findings} == {
        "role_not_known", "channel_not_known", "platform_not_known"}  # fmt: skip
    assert report.verdict.word == "hold"


def test_what_is_plain_to_see_is_blocked_on_an_unknown_channel_too() -> None:
    assert verdict(draft("Well done Grace Tolliver!", on="noticeboard facebook")) == "block"
    assert verdict(draft("Well done Grace Tolliver!", on="sanctioned myspace")) == "block"


def test_a_place_registered_beforehand_may_be_used_though_it_is_not_in_the_list() -> None:
    assert verdict(draft(NOTICE, on="sanctioned myspace", permissions=["SU-2"])) == "allow"


# -- a check that fails --


def failing(problem: Exception, *, after: int = 0, sign: str = "political") -> Check:
    def look(reading: Reading) -> Iterator[Sighting]:
        """It fails, at once or after some sightings."""
        for _ in range(after):
            yield reading.see(sign, None, "Seen before it failed.")
        raise problem

    return Check("failing", (sign,), look)


@pytest.fixture
def policy() -> Policy:
    """The bundled pack with nothing remembered of an earlier screening."""
    return replace(learn_to_live())


@pytest.mark.parametrize(
    "problem", [ValueError("x"), KeyError("x"), RecursionError(), MemoryError(), UnicodeError("x"), AssertionError(), StopIteration()],
    ids=repr,
)  # fmt: skip
def test_a_check_that_fails_holds_the_draft(
    monkeypatch: pytest.MonkeyPatch, policy: Policy, problem: Exception
) -> None:
    monkeypatch.setattr(SCREEN, "CHECKS", (failing(problem), *CHECKS))
    report = screened(draft(NOTICE), fernleigh(), policy)
    assert report.verdict.word == "hold"
    (found,) = report.findings
    assert found.sign == "could_not_check"
    assert "failing" in found.reason
    assert NOTICE not in found.reason


def test_what_the_others_see_still_counts(monkeypatch: pytest.MonkeyPatch, policy: Policy) -> None:
    monkeypatch.setattr(SCREEN, "CHECKS", (failing(ValueError()), *CHECKS))
    report = screened(draft("Well done Grace Tolliver!"), fernleigh(), policy)
    assert report.verdict.word == "block"
    assert {finding.sign for finding in report.findings} == {"could_not_check", "pupil_identified"}


def test_what_it_saw_before_it_failed_counts_as_well(monkeypatch: pytest.MonkeyPatch, policy: Policy) -> None:
    monkeypatch.setattr(SCREEN, "CHECKS", (failing(ValueError(), after=1),))
    report = screened(draft(NOTICE), fernleigh(), policy)
    assert {finding.sign for finding in report.findings} == {"could_not_check", "political"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.name))
def test_whichever_check_fails_the_draft_is_held_wherever_it_matters(
    monkeypatch: pytest.MonkeyPatch, policy: Policy, check: Check
) -> None:
    def look(_: Reading) -> Iterator[Sighting]:
        raise ValueError("broken")

    broken = check._replace(look=look, needs=())
    monkeypatch.setattr(SCREEN, "CHECKS", tuple(broken if one is check else one for one in CHECKS))
    matters = [
        (role, kind)
        for role in ("teacher", "governor", "parent")
        for kind in ("sanctioned", "personal", "closed_group", "dm")
        if any(policy.meanings(sign, role, kind) for sign in check.signs)
    ]
    assert matters, f"{check.name} sees nothing that the policy gives a meaning to"
    for role, kind in matters:
        report = screened(draft(NOTICE, by=role, on=f"{kind} facebook"), fernleigh(), policy)
        assert report.verdict.word in ("hold", "block"), (role, kind)


def test_a_failure_cannot_be_lifted(monkeypatch: pytest.MonkeyPatch, policy: Policy) -> None:
    monkeypatch.setattr(SCREEN, "CHECKS", (failing(ValueError()),))
    every = list(policy.clauses)
    assert verdict(draft(NOTICE, permissions=every), fernleigh(), policy) == "hold"


# -- the checks themselves --


def test_every_sign_has_a_check_that_sees_it() -> None:
    seen = {sign for check in CHECKS for sign in check.signs}
    assert SIGNS.keys() - seen <= {"could_not_check"}


def test_every_check_says_what_it_is_in_a_sentence() -> None:
    for check in CHECKS:
        assert check.says.endswith("."), check.name
    assert len({check.name for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("role", ["teacher", "parent"])
def test_a_check_whose_signs_mean_nothing_here_is_not_run(
    monkeypatch: pytest.MonkeyPatch, policy: Policy, role: str
) -> None:
    monkeypatch.setattr(SCREEN, "CHECKS", (failing(ValueError(), sign="own_personal_data"),))
    assert verdict(draft(NOTICE, by=role), fernleigh(), policy) == "allow"
