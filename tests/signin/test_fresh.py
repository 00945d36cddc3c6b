"""What is most sensitive asks again who one is: at the page already, so that nobody types in vain."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from gatepost.apps.people.models import GroupRole, Person
from gatepost.apps.people.signin import links
from tests.signin.doors import account_of, code_of, grow_old, signed_in, with_an_app
from tests.site_cast import PASSWORD, child, parent, person
from tests.web.browsing import browser, browser_of

GROUPS = "/sign-in/groups/"
INVITE = "/people/{}/sign-in/invite/"
MAPPING = {"group": "teachers", "role": "teacher"}


def aged(client: Client, minutes: int) -> Client:
    grow_old(client, minutes)
    return client


def savage(minutes: int) -> Client:
    """The office manager, who signed in so many minutes ago."""
    return aged(signed_in(person("Patricia Savage")), minutes)


def invite_page() -> str:
    return INVITE.format(person("Rowena Hill").pk)


def test_just_signed_in_is_fresh_enough() -> None:
    assert savage(9).get(invite_page()).status_code == 200


def test_after_ten_minutes_the_page_asks_again_and_leads_back() -> None:
    client, page = savage(11), invite_page()
    answer = client.get(page + "?from=list")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    assert "Is it still you?" in client.get(answer.headers["Location"]).content.decode()
    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": page + "?from=list"})
    assert answer.headers["Location"] == page + "?from=list"
    assert client.get(page).status_code == 200


def test_what_is_not_sensitive_asks_nothing() -> None:
    assert savage(600).get("/sign-in/").status_code == 200


def test_whoever_may_not_see_the_page_is_not_asked_at_all() -> None:
    client = aged(signed_in(person("Rowena Hill")), 11)
    assert client.get(GROUPS).status_code == 403


def test_a_wrong_password_makes_nothing_fresh() -> None:
    client = savage(11)
    assert b"not your password" in client.post("/accounts/reauthenticate/", {"password": "not hers"}).content
    assert client.get(invite_page()).status_code == 302


def test_a_form_that_was_opened_in_time_can_still_be_sent() -> None:
    client = savage(5)
    client.get(invite_page())
    grow_old(client, 40)
    assert client.post(invite_page(), {"email": "rowena@fernleigh.example"}).status_code == 302
    assert mail.outbox[-1].to == ["rowena@fernleigh.example"]


def test_one_that_was_never_opened_in_time_is_not_taken() -> None:
    client = savage(45)
    assert client.post(invite_page(), {"email": "rowena@fernleigh.example"}).status_code == 403
    assert not mail.outbox


def test_one_that_was_open_for_hours_is_not_taken_and_says_that_nothing_is_lost() -> None:
    client = savage(180)
    answer = client.post(invite_page(), {"email": "rowena@fernleigh.example"})
    assert answer.status_code == 403
    assert "Nothing has been saved yet" in answer.content.decode()
    assert account_of(person("Rowena Hill")).email == "r.hill@fernleigh.example"
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post(invite_page(), {"email": "rowena@fernleigh.example"}).status_code == 302


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_away_after_proving_who_they_are(away: str) -> None:
    answer = savage(11).post("/accounts/reauthenticate/", {"password": PASSWORD, "next": away})
    assert answer.headers["Location"] == "/"


def test_with_a_second_factor_it_is_the_factor_that_is_asked_and_not_the_password() -> None:
    clay = person("Desmond Clay")
    secret = with_an_app(clay)
    client = aged(browser_of(clay), 11)
    assert client.get(GROUPS).headers["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fsign-in%2Fgroups%2F"
    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": GROUPS})
    assert answer.headers["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert client.get(GROUPS).status_code == 302
    client.post("/accounts/2fa/reauthenticate/", {"code": code_of(secret)})
    assert client.get(GROUPS).status_code == 200
    assert client.post(GROUPS, {**MAPPING, "school": ""}).status_code == 200
    assert not GroupRole.objects.exists()


def test_whoever_has_no_password_proves_it_by_a_code_in_an_e_mail() -> None:
    mum = parent(child("Will Fairweather"))
    account = account_of(mum)
    account.set_unusable_password()
    account.save()
    client = _by_link(mum)
    grow_old(client, 11)
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/code/")
    client.post("/accounts/reauthenticate/code/", {"recipient": mum.email})
    assert mail.outbox[-1].subject == "Your code"
    client.post("/accounts/reauthenticate/code/confirm/", {"code": _code_in(str(mail.outbox[-1].body))})
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_the_librarys_own_sensitive_pages_ask_as_ours_do() -> None:
    client = signed_in(person("Rowena Hill"))
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    grow_old(client, 11)
    assert client.get("/accounts/2fa/totp/activate/").headers["Location"].startswith("/accounts/reauthenticate/")


def _by_link(mum: Person) -> Client:
    client = browser()
    client.post(f"/sign-in/link/{links.issue(account_of(mum), links.Use.SIGN_IN)}/")
    return client


def _code_in(body: str) -> str:
    return next(word for word in body.split() if word.isupper() and len(word) >= 6)
