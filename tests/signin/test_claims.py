"""What a provider says of somebody, and how much of it counts: tables of what does and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from gatepost.apps.people.signin.claims import NotWelcome, Reason, Rules, read

HILL = "r.hill@fernleigh.example"
OURS = frozenset({"fernleigh.example"})
TOKEN: dict[str, Any] = {"sub": "1", "email": HILL, "email_verified": True}
GOOGLE, GOOGLE_SET = Rules("google"), Rules("google", hosted="fernleigh.example")
ENTRA = Rules("entra", tenant="our-tenant")
MFA = Rules(second_factor=frozenset({"mfa", "c1"}))


PLAIN = Rules()


def refused(token: dict[str, Any], rules: Rules = PLAIN, userinfo: dict[str, Any] | None = None) -> Reason:
    with pytest.raises(NotWelcome) as problem:
        read({**TOKEN, **token}, userinfo or {}, rules, OURS)
    return problem.value.reason


def test_what_a_provider_vouches_for_is_read() -> None:
    vouched = read({**TOKEN, "groups": ["a", "b"], "auth_time": 7}, {}, Rules(), OURS)
    assert (vouched.email, vouched.groups, vouched.second_factor, vouched.at) == (HILL, frozenset({"a", "b"}), False, 7)


def test_an_address_in_capitals_is_the_same() -> None:
    assert read({**TOKEN, "email": HILL.upper()}, {}, Rules(), OURS).email == HILL


def test_a_federation_that_named_no_domain_lets_nobody_in() -> None:
    with pytest.raises(NotWelcome):
        read(TOKEN, {}, Rules(), frozenset())


@pytest.mark.parametrize(
    "email",
    ["", "fernleigh.example", "@fernleigh.example.evil", "x@sub.fernleigh.example", "a@b@fernleigh.example", None],
)
def test_an_address_of_another_domain_is_outside(email: str | None) -> None:
    assert refused({"email": email}) == Reason.OUTSIDE


@pytest.mark.parametrize("verified", [False, None, "false", "yes", 1.5, "", "no"])
def test_an_address_that_is_not_vouched_for_is_not_taken(verified: object) -> None:
    assert refused({"email_verified": verified}) == Reason.UNPROVED


def test_an_answer_about_somebody_else_than_the_token_is_not_taken() -> None:
    assert refused({}, userinfo={"sub": "2", "email": HILL, "email_verified": True}) == Reason.UNPROVED


def test_the_token_counts_before_what_was_asked_later() -> None:
    assert refused({"email": "x@elsewhere.example"}, userinfo={**TOKEN}) == Reason.OUTSIDE


@pytest.mark.parametrize(
    ("rules", "claims", "welcome"),
    [
        (GOOGLE, {}, False),
        (GOOGLE, {"hd": "elsewhere.example"}, False),
        (GOOGLE, {"hd": "fernleigh.example"}, True),
        (GOOGLE_SET, {"hd": "Fernleigh.Example"}, True),
        (GOOGLE_SET, {"hd": "pupils.fernleigh.example"}, False),
        (ENTRA, {}, False),
        (ENTRA, {"tid": "another"}, False),
        (ENTRA, {"tid": "our-tenant"}, True),
        (Rules("entra"), {"tid": ""}, False),
        (Rules("entra"), {}, False),
    ],
)
def test_google_and_microsoft_say_whose_account_it_is(rules: Rules, claims: dict[str, Any], *, welcome: bool) -> None:
    if welcome:
        assert read({**TOKEN, **claims}, {}, rules, OURS).email == HILL
    else:
        assert refused(claims, rules) == Reason.OUTSIDE


@pytest.mark.parametrize(
    ("claims", "proved"),
    [
        ({}, False),
        ({"preferred_username": HILL}, True),
        ({"preferred_username": HILL.upper()}, True),
        ({"preferred_username": "guest_mail.example#EXT#@ours.onmicrosoft.com"}, False),
        ({"xms_edov": True}, True),
        ({"xms_edov": "1"}, True),
        ({"xms_edov": False}, False),
    ],
)
def test_entra_proves_the_sign_in_name_and_not_the_address_beside_it(claims: dict[str, Any], *, proved: bool) -> None:
    token = {"email_verified": None, "tid": "our-tenant", **claims}
    if proved:
        assert read({**TOKEN, **token}, {}, ENTRA, OURS).email == HILL
    else:
        assert refused(token, ENTRA) == Reason.UNPROVED


@pytest.mark.parametrize("claims", [{"hasgroups": True}, {"_claim_names": {"groups": "src1"}}])
def test_groups_that_were_left_out_hold(claims: dict[str, Any]) -> None:
    assert refused(claims) == Reason.UNREADABLE


def test_no_groups_is_to_be_in_none() -> None:
    assert read(TOKEN, {}, Rules(), OURS).groups == frozenset()


def test_groups_may_stand_in_the_answer_and_under_another_name() -> None:
    answer = {"sub": "1", "roles": ["a"]}
    assert read(TOKEN, answer, Rules(groups="roles"), OURS).groups == {"a"}


@pytest.mark.parametrize(
    ("claims", "counts"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, True),
        ({"amr": ["nomfa"]}, False),
        ({"acr": "c1"}, True),
        ({"acrs": ["c1"]}, True),
        ({}, False),
        ({"amr": [["mfa"]]}, False),
    ],
)
def test_a_second_factor_counts_only_if_the_token_names_it(claims: dict[str, Any], *, counts: bool) -> None:
    assert read({**TOKEN, **claims}, {}, MFA, OURS).second_factor is counts


def test_and_only_the_token() -> None:
    assert not read(TOKEN, {"sub": "1", "amr": ["mfa"]}, MFA, OURS).second_factor


def test_nothing_counts_unless_the_school_says_so() -> None:
    assert not read({**TOKEN, "amr": ["mfa"]}, {}, Rules(), OURS).second_factor


@pytest.mark.parametrize("at", ["soon", True, None, [1]])
def test_a_moment_that_is_none_is_no_moment(at: object) -> None:
    assert read({**TOKEN, "auth_time": at}, {}, Rules(), OURS).at is None
