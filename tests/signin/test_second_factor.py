"""A second factor: asked of whoever's role asks for it, at the very next page, and kept from those who would do without."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import RoleHeld
from gatepost.apps.people.signin import services
from tests.signin.doors import account_of, code_of, is_in, signed_in, told, try_password, with_an_app
from tests.site_cast import LONG_AGO, child, parent, person
from tests.web.browsing import browser, browser_of

SENIORS = ("Chidi Okoro", "Judith Penfold", "Imelda Pace", "Desmond Clay")
OTHERS = ("Rowena Hill", "Patricia Savage", "Marian Webb", "Alan Wren", "Tina Fairweather")


@pytest.mark.parametrize("name", SENIORS)
def test_seniors_are_sent_to_set_one_up_before_anything_else(name: str) -> None:
    client = signed_in(person(name))
    for page in ("/", "/sign-in/", "/accounts/password/change/", "/accounts/sessions/", "/policy/"):
        assert client.get(page).headers["Location"] == "/sign-in/second-step/", page
    assert client.get("/sign-in/second-step/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302


@pytest.mark.parametrize("name", OTHERS)
def test_others_are_not(name: str) -> None:
    assert signed_in(person(name)).get("/").status_code == 200


def test_with_an_app_it_takes_five_steps_and_recovery_codes_are_shown() -> None:
    client = signed_in(person("Chidi Okoro"))
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/accounts/2fa/recovery-codes/").content.decode().count("<code>") == 10
    assert client.get("/").status_code == 200
    assert [entry.says["kind"] for entry in told("factor_added")] == ["app", "recovery codes"]
    assert mail.outbox[-1].subject == "Your second step was set up"


def test_from_then_on_the_code_is_asked_at_sign_in() -> None:
    secret = with_an_app(person("Chidi Okoro"))
    client = browser()
    assert try_password(client, "c.okoro@fernleigh.example").headers["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)
    assert "not the right one" in client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get("/").status_code == 200
    assert told("signed_in")[-1].says == {"way": "password and second factor"}


def test_a_code_works_once() -> None:
    code = code_of(with_an_app(person("Chidi Okoro")))
    first, second = browser(), browser()
    for client in (first, second):
        try_password(client, "c.okoro@fernleigh.example")
        client.post("/accounts/2fa/authenticate/", {"code": code})
    assert is_in(first)
    assert not is_in(second)


def test_guessing_codes_is_stopped() -> None:
    secret = with_an_app(person("Chidi Okoro"))
    client = browser()
    try_password(client, "c.okoro@fernleigh.example")
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert not is_in(client)


def test_a_recovery_code_lets_one_in_once() -> None:
    client = signed_in(person("Chidi Okoro"))
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    code = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"][0]
    first, second = browser(), browser()
    for other in (first, second):
        try_password(other, "c.okoro@fernleigh.example")
        other.post("/accounts/2fa/authenticate/", {"code": code})
    assert is_in(first)
    assert not is_in(second)


def test_whoever_becomes_a_senior_while_signed_in_is_asked_at_the_next_page() -> None:
    hill = person("Rowena Hill")
    client = signed_in(hill)
    assert client.get("/").status_code == 200
    RoleHeld.objects.create(person=hill, role="dso", starts=LONG_AGO)
    assert client.get("/").headers["Location"] == "/sign-in/second-step/"
    assert client.post("/people/none/").status_code in (302, 404)


def test_a_deputy_in_waiting_sets_one_up_before_the_day_it_is_needed() -> None:
    okoro, hill = person("Chidi Okoro"), person("Rowena Hill")
    principal = okoro.roles.get(role="dso")
    RoleHeld.objects.create(
        person=hill,
        role="dso",
        school=principal.school,
        deputises=principal,
        counts=RoleHeld.When.AWAY,
        starts=LONG_AGO,
    )
    assert signed_in(hill).get("/").headers["Location"] == "/sign-in/second-step/"


def test_one_that_was_set_up_on_another_device_is_asked_for_here_too() -> None:
    hill = person("Rowena Hill")
    client = signed_in(hill)
    RoleHeld.objects.create(person=hill, role="dso", starts=LONG_AGO)
    secret = with_an_app(hill)
    answer = client.get("/sign-in/")
    assert answer.headers["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fsign-in%2F"
    answer = client.post("/accounts/2fa/reauthenticate/", {"code": code_of(secret), "next": "/sign-in/"})
    assert answer.headers["Location"] == "/sign-in/"
    assert is_in(client)


def test_a_senior_cannot_give_up_the_last_one() -> None:
    okoro = person("Chidi Okoro")
    with_an_app(okoro)
    client = browser_of(okoro)
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert "Set up another one first" in answer.content.decode()
    assert Authenticator.objects.filter(user=account_of(okoro)).exists()


def test_a_senior_who_removes_the_last_passkey_is_asked_for_another_at_once() -> None:
    okoro = person("Chidi Okoro")
    key = Authenticator.objects.create(user=account_of(okoro), type="webauthn", data={"name": "My phone"})
    client = browser_of(okoro)
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert client.get("/").headers["Location"] == "/sign-in/second-step/"


def test_a_teacher_may_give_theirs_up() -> None:
    hill = person("Rowena Hill")
    with_an_app(hill)
    browser_of(hill).post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=account_of(hill)).exists()
    assert [entry.says["kind"] for entry in told("factor_removed")] == ["app"]


def test_the_secret_lies_encrypted_in_the_database() -> None:
    secret = with_an_app(person("Chidi Okoro"))
    assert secret not in str(Authenticator.objects.get().data)


def test_a_new_secret_key_still_opens_what_the_one_before_shut() -> None:
    with override_settings(SECRET_KEY="the key of last year", SECRET_KEY_FALLBACKS=[]):
        secret = with_an_app(person("Chidi Okoro"))
    with override_settings(SECRET_KEY="the key of this year", SECRET_KEY_FALLBACKS=["the key of last year"]):
        assert Authenticator.objects.get().wrap().validate_code(code_of(secret))


def test_a_senior_is_asked_also_after_a_link_in_an_invitation() -> None:
    mum = parent(child("Will Fairweather"))
    RoleHeld.objects.create(person=mum, role="dso", starts=LONG_AGO)
    assert signed_in(mum).get("/").headers["Location"] == "/sign-in/second-step/"


# -- the lost phone --


def test_the_office_takes_away_a_teachers_lost_factor_and_every_session_with_it() -> None:
    hill = person("Rowena Hill")
    with_an_app(hill)
    thief = browser_of(hill)
    thief.get("/")
    client = browser_of(person("Patricia Savage"))
    assert b"Lost phone" in client.get(f"/people/{hill.pk}/sign-in/").content
    client.post(f"/people/{hill.pk}/sign-in/reset/")
    assert not Authenticator.objects.filter(user=account_of(hill)).exists()
    assert try_password(browser(), hill.email).headers["Location"] == "/"
    assert [str(entry.by) for entry in told("factor_reset")] == [str(person("Patricia Savage").pk)]


def test_the_office_cannot_take_away_a_seniors() -> None:
    with_an_app(person("Judith Penfold"))
    with pytest.raises(Refused):
        services.reset_factor(by=person("Patricia Savage"), person=person("Judith Penfold"))


@pytest.mark.parametrize(("by", "whose"), [("Marian Webb", "Imelda Pace"), ("Imelda Pace", "Desmond Clay")])
def test_the_executive_head_and_the_clerk_can(by: str, whose: str) -> None:
    RoleHeld.objects.create(person=person("Marian Webb"), role="clerk", starts=LONG_AGO)
    with_an_app(person(whose))
    services.reset_factor(by=person(by), person=person(whose))
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("name", ["Imelda Pace", "Desmond Clay", "Patricia Savage"])
def test_nobody_takes_away_their_own(name: str) -> None:
    with_an_app(person(name))
    with pytest.raises(Refused):
        services.reset_factor(by=person(name), person=person(name))


def test_the_network_manager_cannot_take_away_a_seniors() -> None:
    with_an_app(person("Imelda Pace"))
    with pytest.raises(Refused):
        services.reset_factor(by=person("Desmond Clay"), person=person("Imelda Pace"))


def test_the_head_of_one_school_is_nothing_to_the_office_of_another() -> None:
    with_an_app(person("Bryony Rudd"))
    with pytest.raises(Refused):
        services.reset_factor(by=person("Patricia Savage"), person=person("Bryony Rudd"))
