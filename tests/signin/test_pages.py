"""Every page of the door: named in the table of actions, in plain words, and with nothing inline that the policy forbids."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from allauth import urls as library
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from gatepost.apps.people.signin import links
from gatepost.apps.people.signin.claims import Reason
from gatepost.web.actions import LIBRARY_ACTIONS
from gatepost.web.signin.refusing import WORDS
from tests.signin.doors import account_of, signed_in, try_password, with_an_app
from tests.site_cast import child, parent, person
from tests.web.browsing import browser, browser_of

STRANGE = (
    "authenticate",
    "authentication",
    "log in",
    "login",
    "log out",
    "two-factor",
    "2fa",
    "third-party",
    "token",
    "verif",
    "e.g.",
    "credential",
)


class Inline(HTMLParser):
    """What of a page would be inline script or style, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.words: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.hidden = tag in ("script", "style", "code")
        if tag == "style" or (tag == "script" and "src" not in held and held.get("type") != "application/json"):
            self.found.append(f"<{tag}>")
        self.found += [f"{name} at {tag}" for name in held if name == "style" or name.startswith("on")]
        self.found += [f"{name} at {tag}" for name, value in attrs if (value or "").startswith("javascript:")]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (as its base has it)
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def read(answer: Any) -> Inline:
    page = Inline()
    page.feed(answer.content.decode())
    return page


def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    found = set()
    for entry in patterns:
        if isinstance(entry, URLResolver):
            found |= names(entry.url_patterns)
        elif entry.name:
            found.add(entry.name)
    return found


def test_the_table_of_actions_lists_every_page_of_the_library_and_no_other() -> None:
    assert names(library.urlpatterns) == set(LIBRARY_ACTIONS)


@pytest.mark.parametrize("name", sorted(name for name, action in LIBRARY_ACTIONS.items() if not action))
def test_what_is_for_nobody_is_not_there(name: str) -> None:
    url = reverse(name, args=["abc"] if name == "account_confirm_email" else [])
    for client in (browser(), browser_of(person("Rowena Hill")), browser_of(person("Desmond Clay"))):
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404


def _half_way() -> Client:
    with_an_app(person("Chidi Okoro"))
    client = browser()
    try_password(client, "c.okoro@fernleigh.example")
    return client


def _with_app_and_codes() -> Client:
    hill = person("Rowena Hill")
    with_an_app(hill)
    Authenticator.objects.create(user=account_of(hill), type="webauthn", data={"name": "My phone"})
    client = browser_of(hill)
    client.post("/accounts/2fa/recovery-codes/generate/")
    return client


def _clay() -> Client:
    return browser_of(person("Desmond Clay"))


def _by_link() -> Client:
    mum = parent(child("Will Fairweather"))
    account = account_of(mum)
    account.set_unusable_password()
    account.save()
    client = browser()
    client.post(f"/sign-in/link/{links.issue(account, links.Use.SIGN_IN)}/")
    return client


PAGES = [
    (browser, "/accounts/login/"),
    (browser, "/accounts/login/?next=/sign-in/"),
    (browser, "/accounts/inactive/"),
    (browser, "/accounts/password/reset/"),
    (browser, "/accounts/password/reset/done/"),
    (browser, "/accounts/password/reset/key/1-abc/"),
    (browser, "/accounts/password/reset/key/done/"),
    (browser, "/accounts/3rdparty/login/cancelled/"),
    (browser, "/accounts/3rdparty/login/error/"),
    (browser, "/sign-in/link/"),
    (browser, "/sign-in/link/sent/"),
    (_half_way, "/accounts/2fa/authenticate/"),
    (_with_app_and_codes, "/accounts/2fa/"),
    (_with_app_and_codes, "/accounts/2fa/totp/deactivate/"),
    (_with_app_and_codes, "/accounts/2fa/recovery-codes/"),
    (_with_app_and_codes, "/accounts/2fa/recovery-codes/generate/"),
    (_with_app_and_codes, "/accounts/2fa/reauthenticate/"),
    (lambda: browser_of(person("Rowena Hill")), "/accounts/2fa/webauthn/"),
    (lambda: browser_of(person("Rowena Hill")), "/accounts/2fa/webauthn/add/"),
    (lambda: browser_of(person("Rowena Hill")), "/accounts/2fa/totp/activate/"),
    (lambda: browser_of(person("Rowena Hill")), "/accounts/2fa/"),
    (lambda: signed_in(person("Rowena Hill")), "/accounts/reauthenticate/"),
    (lambda: signed_in(person("Rowena Hill")), "/accounts/password/change/"),
    (lambda: signed_in(person("Rowena Hill")), "/accounts/logout/"),
    (lambda: signed_in(person("Rowena Hill")), "/accounts/sessions/"),
    (lambda: signed_in(person("Rowena Hill")), "/sign-in/"),
    (lambda: signed_in(person("Chidi Okoro")), "/sign-in/second-step/"),
    (_by_link, "/accounts/password/set/"),
    (_by_link, "/accounts/reauthenticate/code/"),
    (_clay, "/sign-in/groups/"),
]


@pytest.mark.parametrize(("who", "url"), PAGES)
def test_a_page_has_one_heading_plain_words_and_nothing_inline(who: Any, url: str) -> None:
    answer = who().get(url, follow=True)
    assert answer.status_code == (401 if url.endswith("/error/") else 200)
    page, words = read(answer), " ".join(read(answer).words).lower()
    assert page.found == []
    assert answer.content.decode().count("<h1") == 1
    for strange in STRANGE:
        assert strange not in words, strange
    assert not re.search(r"\{[{%]", " ".join(page.words))
    assert "None" not in [word.strip() for word in page.words]


@pytest.mark.parametrize("step", ["", "invite/", "withdraw/", "reset/"])
def test_nor_have_the_pages_about_somebody_else(step: str) -> None:
    hill = person("Rowena Hill")
    with_an_app(hill)
    answer = browser_of(person("Patricia Savage")).get(f"/people/{hill.pk}/sign-in/{step}")
    assert answer.status_code == 200
    assert read(answer).found == []


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}"])
def test_a_name_with_markup_in_it_is_only_a_name(name: str) -> None:
    hill = person("Rowena Hill")
    hill.title, hill.family_name = "", name
    hill.save()
    for url in (f"/people/{hill.pk}/sign-in/", f"/people/{hill.pk}/sign-in/invite/"):
        answer = browser_of(person("Patricia Savage")).get(url)
        assert read(answer).found == []
        assert name in "".join(read(answer).words)
    client = Client(headers={"host": "localhost", "user-agent": name})
    try_password(client, hill.email)
    assert read(client.get("/accounts/sessions/")).found == []


def test_every_reason_to_be_turned_away_has_words_of_its_own() -> None:
    assert len({str(words) for words in WORDS.values()}) == len(WORDS)
    assert set(WORDS) == set(Reason)


def test_a_form_that_was_not_ours_signs_nobody_in_or_out() -> None:
    person("Rowena Hill")
    careful = browser(enforce_csrf_checks=True)
    assert try_password(careful, "r.hill@fernleigh.example").status_code == 403
    assert careful.post("/accounts/logout/").status_code == 403
    assert careful.post("/sign-in/devices/end-all/").status_code == 403
