"""Signing in with the school's own account, at a real OpenID Connect provider."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import override_settings
from django.utils import timezone

from gatepost.apps.people.models import Account, GroupRole, OneTimeLink, Person, RoleHeld
from gatepost.apps.people.signin import groups, links, services
from tests.signin import provider
from tests.signin.doors import account_of, grow_old, is_in, link_in_letter, told, try_password
from tests.signin.provider import comes_back, known_there, sent_there, through
from tests.site_cast import LONG_AGO, child, person, school
from tests.web.browsing import browser, browser_of

HILL = "r.hill@fernleigh.example"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with provider.running() as address:
        yield address


@pytest.fixture(autouse=True)
def set_up(url: str) -> Iterator[None]:
    with override_settings(SOCIALACCOUNT_PROVIDERS=provider.apps(url)):
        yield


def text(answer: Any) -> str:
    return str(answer.content.decode())


def nobody_yet(email: str = "l.banks@fernleigh.example", role: str = "teacher") -> Person:
    """Somebody who has a role and no account."""
    found = Person.objects.create(title="Mrs", given_name="Lorna", family_name="Banks", email=email)
    RoleHeld.objects.create(person=found, role=role, school=school("SMP"), starts=LONG_AGO)
    return found


# -- coming in --


def test_whoever_has_an_account_at_this_address_comes_in_and_is_linked(url: str) -> None:
    hill = person("Rowena Hill")
    known_there(url, HILL)
    client, answer = through(HILL, then="/sign-in/")
    assert answer.headers["Location"] == "/sign-in/"
    assert is_in(client)
    assert SocialAccount.objects.get().user == account_of(hill)
    assert told("signed_in")[-1].says == {"way": "company"}


def test_nothing_of_what_the_provider_told_is_kept(url: str) -> None:
    person("Rowena Hill")
    known_there(url, HILL, phone_number="01632 960000", picture="https://pictures.example/rowena.jpg")
    through(HILL)
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()


def test_the_password_still_works_beside_it(url: str) -> None:
    hill = person("Rowena Hill")
    known_there(url, HILL)
    through(HILL)
    assert try_password(browser(), hill.email).status_code == 302


def test_the_account_of_somebody_with_a_role_is_made_on_the_way_in(url: str) -> None:
    banks = nobody_yet()
    known_there(url, banks.email)
    client, _answer = through(banks.email)
    assert is_in(client)
    account = account_of(banks)
    assert account.is_active
    assert not account.has_usable_password()
    assert told("account_opened")[-1].says == {"way": "company"}


def test_it_answers_an_open_invitation_too(url: str) -> None:
    banks = nobody_yet()
    services.invite(by=person("Patricia Savage"), person=banks, email=banks.email)
    link = link_in_letter()
    assert b"school account" in browser().get(link).content
    known_there(url, banks.email)
    client, _answer = through(banks.email)
    assert is_in(client)
    assert not OneTimeLink.objects.filter(used_at=None).exists()


def test_the_link_holds_though_the_address_changes_there(url: str) -> None:
    hill = person("Rowena Hill")
    known_there(url, HILL)
    through(HILL)
    known_there(url, HILL, email="r.green@fernleigh.example")
    client, _answer = through(HILL)
    assert is_in(client)
    assert SocialAccount.objects.get().user == account_of(hill)


def test_pkce_and_state_go_along(url: str) -> None:
    asked = parse_qs(urlsplit(sent_there(browser())).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16


def test_the_answer_to_somebody_elses_question_is_not_taken(url: str) -> None:
    person("Rowena Hill")
    known_there(url, HILL)
    where = sent_there(browser())
    victim = browser()
    answer = comes_back(victim, where, HILL)
    assert "did not answer as it should" in text(answer)
    assert not is_in(victim)


def test_a_link_from_elsewhere_starts_nothing() -> None:
    answer = browser().get("/accounts/oidc/other/login/")
    assert 'content="0;url=' not in text(answer)
    assert "Go on with your school account" in text(answer)


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_away_by_it(url: str, away: str) -> None:
    person("Rowena Hill")
    known_there(url, HILL)
    _client, answer = through(HILL, then=away)
    assert answer.headers["Location"] == "/"


def test_breaking_off_there_is_said_kindly(url: str) -> None:
    client = browser()
    where = urlsplit(sent_there(client))
    state = parse_qs(where.query)["state"][0]
    answer = client.get(f"/accounts/oidc/other/login/callback/?error=access_denied&state={state}", follow=True)
    assert "You broke off" in text(answer)


# -- staying out --


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email": "r.hill@elsewhere.example"}, "not one of the schools"),
        ({"email": "r.hill@fernleigh.example.evil.example"}, "not one of the schools"),
        ({"email": "r.hill@evil.example@fernleigh.example"}, "not one of the schools"),
        ({"email": ""}, "not one of the schools"),
        ({"email_verified": False}, "for certain"),
        ({"email": "x.stranger@fernleigh.example"}, "anything to do here"),
    ],
)
def test_others_are_turned_away_with_a_kind_word_and_no_account_is_made(
    url: str, claims: dict[str, Any], why: str
) -> None:
    person("Rowena Hill")
    before = Account.objects.count()
    known_there(url, HILL, **claims)
    client, answer = through(HILL)
    assert answer.status_code == 403
    assert why in text(answer)
    assert not is_in(client)
    assert Account.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_somebody_entered_without_a_role_stays_out(url: str) -> None:
    Person.objects.create(given_name="Sam", family_name="Pole", email="s.pole@fernleigh.example")
    known_there(url, "s.pole@fernleigh.example")
    assert through("s.pole@fernleigh.example")[1].status_code == 403
    assert not Account.objects.filter(email="s.pole@fernleigh.example").exists()


def test_a_pupil_with_a_school_account_stays_out(url: str) -> None:
    grace = child("Grace Tolliver")
    grace.email = "grace@fernleigh.example"
    grace.save()
    known_there(url, grace.email)
    assert through(grace.email)[1].status_code == 403
    assert not Account.objects.filter(person=grace).exists()


def test_two_people_with_one_address_both_stay_out(url: str) -> None:
    banks = nobody_yet()
    nobody_yet(banks.email)
    known_there(url, banks.email)
    assert "More than one person" in text(through(banks.email)[1])


def test_an_account_at_another_address_is_not_taken_over(url: str) -> None:
    """Whoever may change an entry's address must not become its person by that."""
    okoro = person("Chidi Okoro")
    Person.objects.filter(pk=okoro.pk).update(email="p.savage.alias@fernleigh.example")
    known_there(url, "p.savage.alias@fernleigh.example")
    client, answer = through("p.savage.alias@fernleigh.example")
    assert answer.status_code == 403
    assert not is_in(client)


def test_a_withdrawn_account_stays_shut(url: str) -> None:
    hill = person("Rowena Hill")
    known_there(url, HILL)
    through(HILL)
    services.withdraw(by=person("Patricia Savage"), person=hill)
    client, answer = through(HILL)
    assert "is closed" in text(answer)
    assert not is_in(client)


def test_somebody_erased_stays_out(url: str) -> None:
    hill = person("Rowena Hill")
    Account.objects.filter(person=hill).update(is_active=False)
    Person.objects.filter(pk=hill.pk).update(erased_at=timezone.now())
    known_there(url, HILL)
    client, answer = through(HILL)
    assert answer.status_code == 403
    assert not is_in(client)


def test_nobody_links_a_second_account_of_the_provider_to_theirs(url: str) -> None:
    client = browser_of(person("Rowena Hill"))
    known_there(url, "a.wren@fernleigh.example")
    page = client.post("/accounts/oidc/other/login/?process=connect", {"process": "connect"})
    where = provider.leads_to(page)
    assert comes_back(client, where, "a.wren@fernleigh.example").status_code == 403
    assert not SocialAccount.objects.exists()
    assert client.get("/accounts/3rdparty/").status_code == 404


def test_a_private_google_account_with_a_school_address_stays_out(url: str) -> None:
    person("Rowena Hill")
    with override_settings(SOCIALACCOUNT_PROVIDERS=provider.apps(url, "google", hosted="")):
        known_there(url, HILL)
        assert through(HILL, "google")[1].status_code == 403
        known_there(url, HILL, hd="fernleigh.example")
        assert is_in(through(HILL, "google")[0])


def test_another_microsoft_tenant_stays_out(url: str) -> None:
    person("Rowena Hill")
    with override_settings(SOCIALACCOUNT_PROVIDERS=provider.apps(url, "entra", tenant="our-tenant")):
        known_there(url, HILL, tid="another-tenant", preferred_username=HILL)
        assert through(HILL, "entra")[1].status_code == 403
        known_there(url, HILL, tid="our-tenant", preferred_username=HILL)
        assert is_in(through(HILL, "entra")[0])


# -- the second factor, and proving again who one is --


def test_a_senior_still_sets_up_a_second_factor_here(url: str) -> None:
    okoro = person("Chidi Okoro")
    known_there(url, okoro.email, amr=["pwd"])
    client, _answer = through(okoro.email)
    assert client.get("/").headers["Location"] == "/sign-in/second-step/"


@override_settings(OIDC_SECOND_FACTOR=frozenset({"mfa"}))
def test_unless_the_provider_says_that_it_asked_for_one_and_the_school_counts_that(url: str) -> None:
    okoro = person("Chidi Okoro")
    known_there(url, okoro.email, amr=["pwd", "mfa"])
    client, _answer = through(okoro.email)
    assert client.get("/").status_code == 200
    known_there(url, okoro.email, amr=["pwd"])
    assert through(okoro.email)[0].get("/").headers["Location"] == "/sign-in/second-step/"


def office(url: str, **claims: Any) -> tuple[Any, str]:
    """The office manager, in with the school account alone, and a page that asks for a fresh sign-in."""
    savage = person("Patricia Savage")
    account = account_of(savage)
    account.set_unusable_password()
    account.save()
    known_there(url, savage.email, **{"auth_time": 0, **claims})
    client, _answer = through(savage.email)
    return client, f"/people/{person('Rowena Hill').pk}/sign-in/invite/"


def _again(client: Any, page: str, who: str) -> Any:
    ask = client.get(page).headers["Location"]
    assert ask.startswith(provider.AGAIN)
    assert b"Use your school account" in client.get(ask).content
    where = provider.leads_to(client.post(provider.AGAIN, {"next": page}))
    assert parse_qs(urlsplit(where).query)["prompt"] == ["login"]
    return comes_back(client, where, who)


def test_coming_in_without_typing_anything_is_not_fresh(url: str) -> None:
    client, page = office(url)
    assert client.get(page).headers["Location"].startswith(provider.AGAIN)


def test_having_really_signed_in_there_just_now_is(url: str) -> None:
    client, page = office(url, auth_time=int(time.time()))
    assert client.get(page).status_code == 200
    grow_old(client, 11)
    assert client.get(page).headers["Location"].startswith(provider.AGAIN)


def test_one_proves_it_again_there_and_goes_on_where_one_was(url: str) -> None:
    client, page = office(url, auth_time=int(time.time()) - 3600)
    known_there(url, "p.savage@fernleigh.example", auth_time=int(time.time()))
    assert _again(client, page, "p.savage@fernleigh.example").headers["Location"] == page
    assert client.get(page).status_code == 200


def test_a_provider_that_only_waves_one_through_proves_nothing(url: str) -> None:
    client, page = office(url, auth_time=int(time.time()) - 3600)
    _again(client, page, "p.savage@fernleigh.example")
    assert client.get(page).status_code == 302


def test_somebody_else_does_not_prove_it(url: str) -> None:
    client, page = office(url)
    person("Alan Wren")
    known_there(url, "a.wren@fernleigh.example", auth_time=int(time.time()))
    assert _again(client, page, "a.wren@fernleigh.example").status_code == 403
    assert client.get(page).status_code == 302


def test_where_the_provider_cannot_prove_it_a_code_by_e_mail_does(url: str) -> None:
    client, page = office(url)
    ask = client.get(page).headers["Location"]
    assert "/accounts/reauthenticate/code/" in text(client.get(ask))


# -- roles by group --


def mapped(group: str, role: str, where: str | None, by: str = "Imelda Pace") -> GroupRole:
    return groups.map_group(by=person(by), group=group, role=role, school=school(where) if where else None)


def roles_of(who: Person) -> set[tuple[str, str]]:
    held = RoleHeld.objects.filter(person=who, source=RoleHeld.Source.GROUP)
    return {(one.role, one.school.code if one.school else "") for one in held}


def test_groups_give_roles_and_take_them_back(url: str) -> None:
    mapped("teachers-wen", "teacher", "WEN")
    mapped("readers", "volunteer", "SMP")
    hill = person("Rowena Hill")
    known_there(url, HILL, groups=["teachers-wen", "readers", "choir"])
    through(HILL)
    assert roles_of(hill) == {("teacher", "WEN"), ("volunteer", "SMP")}
    known_there(url, HILL, groups=["readers"])
    through(HILL)
    assert roles_of(hill) == {("volunteer", "SMP")}
    assert hill.roles.filter(role="teacher", school__code="SMP", source="hand").exists()


def test_a_group_alone_lets_somebody_in(url: str) -> None:
    mapped("teachers-wen", "teacher", "WEN")
    new = Person.objects.create(given_name="Sam", family_name="Pole", email="s.pole@fernleigh.example")
    known_there(url, new.email, groups=["teachers-wen"])
    assert is_in(through(new.email)[0])
    assert roles_of(new) == {("teacher", "WEN")}


def test_out_of_every_group_is_out_of_every_role_though_one_is_not_let_in(url: str) -> None:
    mapped("teachers-wen", "teacher", "WEN")
    new = Person.objects.create(given_name="Sam", family_name="Pole", email="s.pole@fernleigh.example")
    known_there(url, new.email, groups=["teachers-wen"])
    open_still, _answer = through(new.email)
    known_there(url, new.email)
    assert through(new.email)[1].status_code == 403
    assert roles_of(new) == set()
    assert not is_in(open_still)


def test_groups_that_entra_left_out_for_being_many_hold(url: str) -> None:
    mapped("teachers-wen", "teacher", "WEN")
    person("Rowena Hill")
    known_there(url, HILL, _claim_names={"groups": "src1"})
    answer = through(HILL)[1]
    assert answer.status_code == 403
    assert "too many groups" in text(answer)


def test_a_role_from_a_group_takes_the_school_account_from_then_on(url: str) -> None:
    mapped("readers", "volunteer", "SMP")
    hill = person("Rowena Hill")
    known_there(url, HILL, groups=["readers"])
    through(HILL)
    client = browser()
    answer = try_password(client, hill.email)
    assert "button for your school account" in text(answer)
    assert not is_in(client)
    link = links.issue(account_of(hill), links.Use.SIGN_IN)
    assert browser().post(f"/sign-in/link/{link}/").status_code == 410


def test_no_group_gives_its_maker_anything(url: str) -> None:
    pace = person("Imelda Pace")
    mapped("heads", "dso", None)
    known_there(url, pace.email, groups=["heads"])
    through(pace.email)
    assert roles_of(pace) == set()


def test_a_senior_role_comes_only_from_a_mapping_of_somebody_who_may_give_it(url: str) -> None:
    GroupRole.objects.create(group="heads", role="dso", school=None, made_by=person("Desmond Clay"))
    hill = person("Rowena Hill")
    known_there(url, HILL, groups=["heads"])
    through(HILL)
    assert roles_of(hill) == set()
    GroupRole.objects.all().delete()
    mapped("heads", "dso", None)
    client, _answer = through(HILL)
    assert roles_of(hill) == {("dso", "")}
    assert client.get("/").headers["Location"] == "/sign-in/second-step/"
