"""Passkeys and the school's own account in a real browser: what only a browser can prove."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import override_settings
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from gatepost.apps.people.models import Account
from tests.signin import provider
from tests.site_cast import PASSWORD, person

pytestmark = pytest.mark.one_engine("a browser sees no more of the database than the pages that are read on both")


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    cache.clear()


@pytest.fixture
def page(context: BrowserContext, live_server: LiveServer) -> Page:
    """A browser on a device that knows its owner by a finger."""
    opened = context.new_page()
    protocol = context.new_cdp_session(opened)
    protocol.send("WebAuthn.enable")
    told = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": told})
    opened.on("console", lambda said: _nothing_refused(said.text))
    opened.goto(live_server.url.replace("127.0.0.1", "localhost") + "/accounts/login/")
    return opened


def _nothing_refused(said: str) -> None:
    assert "Content Security Policy" not in said, said


def with_password(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_the_dso_sets_up_a_passkey_and_signs_in_with_it_alone(page: Page) -> None:
    okoro = person("Chidi Okoro")
    with_password(page, okoro.email)
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_label("A name for this device").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="Go on").click()
    expect(page).not_to_have_url("**/second-step/")

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.goto(page.url.rstrip("/") + "/accounts/2fa/webauthn/")
    expect(page.get_by_text("My laptop").first).to_be_visible()


def test_it_is_the_second_step_after_a_password_and_proves_it_again_later(page: Page) -> None:
    clay = person("Desmond Clay")
    with_password(page, clay.email)
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Sign out").click()

    with_password(page, clay.email)
    expect(page.get_by_role("heading", name="The second step")).to_be_visible()
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()

    with override_settings(FRESH_SECONDS=0):
        page.goto(page.url.rstrip("/") + "/sign-in/groups/")
        expect(page.get_by_role("heading", name="Is it still you?")).to_be_visible()
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", name="Roles by group")).to_be_visible()


@pytest.fixture
def school_account() -> Iterator[str]:
    with provider.running() as url, override_settings(SOCIALACCOUNT_PROVIDERS=provider.apps(url)):
        yield url


def test_the_way_to_the_school_account_and_back_is_not_held_up_by_our_own_policy(
    school_account: str, page: Page
) -> None:
    """form-action 'self' also holds the redirects of a form, which is why a page of ours stands between."""
    hill = person("Rowena Hill")
    provider.known_there(school_account, hill.email)
    page.reload()
    page.get_by_role("button", name="Go on with your school account (School)").click()
    page.wait_for_url(f"{school_account}/**")
    page.locator("input[name=sub]").first.fill(hill.email)
    page.locator("button[value=authorize], button[type=submit]").first.click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert Account.objects.get(person=hill).socialaccount_set.count() == 1  # type: ignore[attr-defined]
