"""Whoever has no mouse or no JavaScript can do all that others do. That every page is reached: test_pages.py."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import BrowserAs

pytestmark = pytest.mark.one_engine("a browser sees no more of the database than the pages that are read on both")


def test_the_first_press_offers_to_skip_to_the_page(browser_as: BrowserAs) -> None:
    page = browser_as("Rowena Hill")
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.locator(".skip").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_menu_of_a_telephone_opens_by_keyboard(browser_as: BrowserAs) -> None:
    page = browser_as("Rowena Hill")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/")
    assert not page.get_by_role("button", name="Sign out").is_visible()
    page.locator(".menu > summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Sign out").is_visible()


def test_a_mistake_takes_the_focus_and_leads_to_its_box(browser_as: BrowserAs) -> None:
    page = browser_as("Imelda Pace")
    page.goto("/federation/")
    page.get_by_label("The school's colour").fill("green")
    page.get_by_role("button", name="Save").click()
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "errors"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_colour"


def test_a_form_works_without_javascript(browser: Browser, browser_as: BrowserAs, live_server: LiveServer) -> None:
    cookies = browser_as("Imelda Pace").context.cookies()
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain.add_cookies(cookies)  # type: ignore[arg-type]
    page = plain.new_page()
    page.goto("/federation/")
    page.get_by_label("Name of the federation").fill("Fernleigh Schools")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text("This is how it looks now").is_visible()
    assert page.locator(".brand").inner_text() == "Fernleigh Schools"
    page.get_by_role("button", name="Sign out").click()
    page.goto("/federation/")
    assert "/accounts/login/" in page.url
    plain.close()
