"""A browser (Debian's Chromium), signed in as somebody of the cast, on a real server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from gatepost.apps.ledger import guards
from tests.browser.chromium import MISSING, launched
from tests.site_cast import federation, person
from tests.web.browsing import browser_of

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the test's own thread

BrowserAs = Callable[[str], Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = launched(playwright)
        if opened is None:
            pytest.skip(MISSING)
        yield opened
        opened.close()


@pytest.fixture
def emptied_after(transactional_db: None) -> Iterator[None]:
    """The tables are emptied after each test; the ledger's would refuse, so its guards step aside until then."""
    yield
    guards.take_down(connection)  # emptying tells of a migration, and that puts them up again


@pytest.fixture
def context(browser: Browser, live_server: LiveServer, emptied_after: None) -> Iterator[BrowserContext]:
    """A fresh browser: nothing kept, nobody signed in."""
    federation()
    opened = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1280, "height": 900},
        service_workers="block",
        reduced_motion="reduce",  # a colour that is still changing would be measured half-way
        locale="en-GB",
    )
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def browser_as(context: BrowserContext, live_server: LiveServer) -> BrowserAs:
    """A page of somebody's who has signed in; of nobody's for an empty name."""

    def opened(name: str) -> Page:
        if name:
            cookie = browser_of(person(name)).cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return context.new_page()

    return opened
