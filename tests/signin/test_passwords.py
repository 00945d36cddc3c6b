"""E-mail and password: nobody learns who has an account, nobody guesses for long, and a cookie dies with its session."""

from __future__ import annotations

import re
from statistics import median
from time import process_time
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client, override_settings

from gatepost.web.settings import PASSWORD_HASHERS
from tests.signin.doors import LOGIN, account_of, is_in, link_in_letter, signed_in, told, try_password
from tests.site_cast import PASSWORD, person
from tests.web.browsing import browser

ARGON2 = "django.contrib.auth.hashers.Argon2PasswordHasher"


def seen(answer: Any) -> str:
    """A page as its reader has it, without what differs at every request."""
    return re.sub(r'value="[^"]*"|\?v=\w+', "", answer.content.decode())


def test_passwords_are_kept_by_argon2_and_are_long() -> None:
    assert PASSWORD_HASHERS == [ARGON2]
    with pytest.raises(ValidationError, match="at least 12"):
        validate_password("elevenchars")


def test_nobody_signs_up_by_themselves() -> None:
    assert browser().get("/accounts/signup/").status_code == 404
    assert browser().post("/accounts/signup/", {"email": "a@b.example", "password1": PASSWORD}).status_code == 404


def test_a_wrong_password_and_an_unknown_address_get_the_very_same_answer() -> None:
    person("Rowena Hill")
    wrong = try_password(browser(), "r.hill@fernleigh.example", "not-her-password")
    unknown = try_password(browser(), "x.hill@fernleigh.example", "not-her-password")
    assert seen(wrong).replace("r.hill", "") == seen(unknown).replace("x.hill", "")
    assert "do not go together" in seen(wrong)


@override_settings(PASSWORD_HASHERS=[ARGON2], ACCOUNT_RATE_LIMITS=False)
def test_and_in_about_the_same_time() -> None:
    account = account_of(person("Rowena Hill"))
    account.set_password(PASSWORD)
    account.save()

    def taken(email: str) -> float:
        times = []
        for _ in range(3):
            start = process_time()
            try_password(browser(), email, "not-her-password")
            times.append(process_time() - start)
        return median(times)

    taken("r.hill@fernleigh.example")
    known, unknown = taken("r.hill@fernleigh.example"), taken("x.hill@fernleigh.example")
    assert 0.5 < known / unknown < 2  # a hash that was left out would make it a tenth


def test_after_five_wrong_passwords_not_even_the_right_one_gets_in() -> None:
    hill = person("Rowena Hill")
    client = browser()
    for _ in range(5):
        assert "do not go together" in seen(try_password(client, hill.email, "wrong-password"))
    assert "too often" in seen(try_password(client, hill.email))
    assert not is_in(client)
    assert [entry.subject for entry in told("sign_in_locked")] == [f"person:{hill.pk}"]


def test_the_lock_is_the_addresss_whoever_tries_and_is_told_once() -> None:
    hill = person("Rowena Hill")
    for number in range(8):
        try_password(browser(REMOTE_ADDR=f"192.0.2.{number}"), hill.email, "wrong-password")
    assert "too often" in seen(try_password(browser(REMOTE_ADDR="192.0.2.99"), hill.email))
    assert len(told("sign_in_locked")) == 1


def test_one_place_cannot_try_many_addresses() -> None:
    for number in range(20):
        try_password(browser(), f"guess{number}@fernleigh.example", "wrong-password")
    assert "too often" in seen(try_password(browser(), person("Rowena Hill").email))


def test_an_unknown_address_is_locked_as_a_known_one_is() -> None:
    for _ in range(5):
        try_password(browser(), "x.hill@fernleigh.example", "wrong-password")
    assert "too often" in seen(try_password(browser(), "x.hill@fernleigh.example", "wrong-password"))


def test_a_forgotten_password_sends_one_letter_to_every_address_and_says_the_same() -> None:
    hill = person("Rowena Hill")
    answers = [
        browser().post("/accounts/password/reset/", {"email": email}, follow=True)
        for email in (hill.email, "x.hill@fernleigh.example")
    ]
    assert seen(answers[0]) == seen(answers[1])
    assert [letter.to for letter in mail.outbox] == [[hill.email], ["x.hill@fernleigh.example"]]
    assert mail.outbox[0].subject == mail.outbox[1].subject
    assert "Hill" not in "".join(str(letter.body) for letter in mail.outbox).replace("r.hill", "")


def test_a_new_password_by_that_letter_ends_every_open_session() -> None:
    hill = person("Rowena Hill")
    elsewhere = signed_in(hill)
    client = browser()
    client.post("/accounts/password/reset/", {"email": hill.email})
    link = link_in_letter()
    page = client.get(link, follow=True)
    where = page.redirect_chain[-1][0]
    new = {"password1": "seven tall herons fishing", "password2": "seven tall herons fishing"}
    assert client.post(where, new).status_code == 302
    assert not is_in(elsewhere)
    assert try_password(browser(), hill.email).status_code == 200
    assert try_password(browser(), hill.email, new["password1"]).status_code == 302
    assert browser().get(link, follow=True).content.decode().count("no longer good") >= 1


def test_the_letters_link_is_the_sites_own_whatever_host_was_named() -> None:
    with override_settings(ALLOWED_HOSTS=["localhost", "evil.example"]):
        client = Client(headers={"host": "evil.example"})
        client.post("/accounts/password/reset/", {"email": person("Rowena Hill").email})
    assert "evil.example" not in str(mail.outbox[-1].body)
    assert link_in_letter().startswith("/accounts/password/reset/key/")


def test_signing_in_gives_the_browser_another_session() -> None:
    client = browser()
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    try_password(client, person("Rowena Hill").email)
    assert is_in(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key
    thief = browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    assert not is_in(thief)


def test_a_stolen_cookie_is_worthless_after_sign_out() -> None:
    client = signed_in(person("Rowena Hill"))
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    thief = browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert is_in(thief)
    client.post("/accounts/logout/")
    assert not is_in(thief)
    assert len(told("signed_out")) == 1


def test_signing_out_takes_a_button_and_not_a_link() -> None:
    client = signed_in(person("Rowena Hill"))
    assert client.get("/accounts/logout/").status_code == 200
    assert is_in(client)


@pytest.mark.parametrize(
    "away",
    ["https://evil.example/", "//evil.example/", "///evil.example", "https:evil.example", "/\\evil.example",
     "javascript:alert(1)", "http://127.0.0.1/", "https://localhost.evil.example/"],
)  # fmt: skip
def test_nobody_is_led_away_after_signing_in(away: str) -> None:
    answer = try_password(browser(), person("Rowena Hill").email, then=away)
    assert answer.headers["Location"] == "/"


def test_one_goes_on_to_where_one_wanted_to_go() -> None:
    client = browser()
    assert client.get("/sign-in/").headers["Location"] == "/accounts/login/?next=/sign-in/"
    assert try_password(client, person("Rowena Hill").email, then="/sign-in/").headers["Location"] == "/sign-in/"


def test_whoever_holds_no_role_any_more_is_kept_out_though_the_password_is_right() -> None:
    hill = person("Rowena Hill")
    open_still = signed_in(hill)
    hill.roles.all().delete()
    assert try_password(browser(), hill.email).status_code == 403
    assert open_still.get("/").headers["Location"] == "/accounts/login/"
    assert not is_in(open_still)


def test_the_ledger_is_told_of_signing_in_and_never_of_an_address() -> None:
    hill = person("Rowena Hill")
    signed_in(hill)
    entry = told("signed_in")[-1]
    assert (entry.by, entry.subject, entry.says) == (hill.pk, f"person:{hill.pk}", {"way": "password"})


def test_a_changed_password_is_told_by_letter() -> None:
    hill = person("Rowena Hill")
    client = signed_in(hill)
    new = {"oldpassword": PASSWORD, "password1": "seven tall herons fishing", "password2": "seven tall herons fishing"}
    client.post("/accounts/password/change/", new)
    assert mail.outbox[-1].subject == "Your password was changed"
    assert is_in(client)
