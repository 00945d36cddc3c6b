"""Who could allow what stops a post: read off its findings and the policy's own grants."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gatepost.apps.posts import asks
from gatepost.policy import Verdict
from gatepost.screening.finding import Finding
from tests.cast import learn_to_live

SLT = ("head_of_school_slt", "executive_head", "dso")


def found(sign: str = "x", *, verdict: Verdict = Verdict.HOLD, by: tuple[str, ...] = (), sure: bool = True) -> Finding:
    return Finding("CC-3", verdict, sign, "Why.", "text", "", 0, 0, lifted_by=by, sure=sure)


def way(*findings: Finding) -> asks.Way:
    return asks.way(findings, learn_to_live())


@pytest.mark.parametrize(
    ("grant", "roles"),
    [
        ("slt_image", SLT),
        ("slt_contact", SLT),
        ("site_listed", ("network_manager",)),
        ("executive_head_brand", ("executive_head",)),
        ("executive_head_email", ("executive_head",)),
        ("enabling_link", ("head_of_school_slt",)),
        ("account_registration", ("head_of_school_slt", "executive_head", "network_manager", "dso")),
    ],
)
def test_each_grant_is_asked_of_those_who_give_it(grant: str, roles: tuple[str, ...]) -> None:
    assert way(found(by=(grant,))).asks == (asks.Asked(grant, roles, ("CC-3",)),)


def test_a_block_that_a_grant_lifts_may_be_asked_for() -> None:
    assert way(found(verdict=Verdict.BLOCK, by=("slt_contact",))).is_open


def test_a_parents_consent_is_not_the_schools_to_give() -> None:
    told = way(found(by=("photo_consent",)))
    assert (told.is_open, told.asks, len(told.outside)) == (False, (), 1)
    assert not way(found(by=("photo_consent",), sure=False)).is_open


def test_what_no_grant_lifts_nobody_can_allow_whatever_else_is_asked() -> None:
    told = way(found(), found(by=("slt_image",)))
    assert (told.is_open, len(told.never), len(told.asks)) == (False, 1, 1)
    assert not way(found(verdict=Verdict.BLOCK, sure=False)).is_open


@pytest.mark.parametrize("finding", [found(sure=False), found("could_not_check"), found("role_not_known")])
def test_a_doubt_goes_to_slt(finding: Finding) -> None:
    """PU-11c."""
    assert way(finding).asks == (asks.Asked(asks.DOUBT, SLT, ("CC-3",)),)


def test_what_is_advice_is_asked_of_nobody() -> None:
    assert way(found(verdict=Verdict.ADVISE, by=("slt_contact",))) == asks.Way()


def test_findings_under_one_grant_are_one_thing_that_is_asked() -> None:
    told = way(found(by=("slt_image",)), found("y", by=("slt_image",)), found(by=("site_listed",)))
    assert [one.grant for one in told.asks] == ["slt_image", "site_listed"]
    assert told.roles == (*SLT, "network_manager")


def test_a_policy_without_these_actions_lets_nobody_decide() -> None:
    bare = replace(learn_to_live(), actions=())
    assert not asks.way([found(by=("slt_image",)), found(sure=False)], bare).is_open


def test_a_grant_that_the_policy_no_longer_knows_is_nobodys_to_give() -> None:
    assert not way(found(by=("dreamt_up",))).is_open


def test_when_nobody_answers_it_goes_to_the_executive_head() -> None:
    assert asks.next_to_be_asked(learn_to_live()) == ("executive_head",)


def test_a_way_is_another_when_the_words_or_what_is_asked_changes() -> None:
    one, other = way(found(by=("slt_image",))), way(found(by=("site_listed",)))
    assert len({one.key("a"), one.key("b"), other.key("a")}) == 3
