"""Everybody of the policy comes in by the front door, sees what is theirs, and goes out again."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from gatepost.web.navigation import MAIN
from tests.browser.conftest import BrowserAs
from tests.signin.doors import code_of, with_an_app
from tests.site_cast import PASSWORD, child, parent, person

pytestmark = pytest.mark.one_engine("a browser sees no more of the database than the pages that are read on both")

# Who, and what the mast offers them.
ALL = "Today, Check before you post, Your posts"
SENIORS = f"{ALL}, Posts to decide on, Ask SLT"
CAST = {
    "Rowena Hill": f"{ALL}, Ask SLT, Pupils, Schools",
    "Tina Fairweather": f"{ALL}, Ask SLT, My children",
    "Judith Penfold": f"{SENIORS}, Questions to SLT, Said to be wrong, People, Pupils, Schools, What was done",
    "Chidi Okoro": f"{SENIORS}, Questions to SLT, Said to be wrong, People, Pupils, Schools, What was done",
    "Desmond Clay": f"{SENIORS}, Said to be wrong, People, Schools, Lists from files, Name and colours, This installation",
    "Imelda Pace": f"{SENIORS}, Questions to SLT, Said to be wrong, People, Pupils, Schools, What was done, Name and colours",
    "Marian Webb": f"{ALL}, Ask SLT, Schools",
    "Patricia Savage": f"{ALL}, Ask SLT, People, Pupils, Schools, Lists from files",
    "Alan Wren": f"{ALL}, Ask SLT",
}
SENIOR = {"Judith Penfold", "Chidi Okoro", "Desmond Clay", "Imelda Pace"}


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    cache.clear()


def comes_in(page: Page, name: str) -> None:
    """With e-mail and password, and with a code of their telephone where the policy asks for a second step."""
    who = person(name)
    secret = with_an_app(who) if name in SENIOR else ""
    page.goto("/")
    page.get_by_label("E-mail address").fill(who.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    if secret:
        page.get_by_role("textbox").fill(code_of(secret))
        page.get_by_role("button", name="Go on").click()


@pytest.mark.parametrize("name", CAST)
def test_everybody_comes_in_and_sees_what_is_theirs_and_nothing_else(browser_as: BrowserAs, name: str) -> None:
    parent(child("Grace Tolliver"))
    page = browser_as("")
    comes_in(page, name)
    expect(page.get_by_role("heading", level=1)).to_contain_text(person(name).polite_name)
    assert ", ".join(page.locator("nav li").all_inner_texts()) == CAST[name]
    others = {reverse(link.page) for link in MAIN if str(link.title) not in CAST[name].split(", ")}
    assert {address: page.request.get(address).status for address in others} == dict.fromkeys(others, 403)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
