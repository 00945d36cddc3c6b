"""Installed on a telephone: without a network there is a page that says so, and nothing of anybody's is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.site_cast import federation, person
from tests.web.browsing import browser_of

pytestmark = pytest.mark.one_engine("a browser sees no more of the database than the pages that are read on both")

KEPT = """async () => (await Promise.all((await caches.keys()).map(async (name) =>
  (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)))).flat().sort()"""
ALL_OF_IT = ["/offline/", "/static/gatepost.css", "/static/installed.js"]


@pytest.fixture
def telephone(browser: Browser, live_server: LiveServer, emptied_after: None) -> Iterator[Page]:
    """Ms Hill's, with the worker at work."""
    federation()
    opened = browser.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
    cookie = browser_of(person("Rowena Hill")).cookies[settings.SESSION_COOKIE_NAME]
    opened.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = opened.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    yield page
    opened.close()


def test_pages_of_hers_are_never_kept(telephone: Page) -> None:
    telephone.goto("/policy/")
    telephone.goto("/")
    assert telephone.evaluate(KEPT) == ALL_OF_IT
    everything = """async () => (await Promise.all((await caches.keys()).map(async (name) => {
      const store = await caches.open(name);
      return Promise.all((await store.keys()).map(async (request) => (await store.match(request)).text()));
    }))).flat().join('')"""
    assert "Hill" not in telephone.evaluate(everything)


def test_without_a_network_she_is_told(telephone: Page) -> None:
    telephone.context.set_offline(True)
    telephone.goto("/policy/")
    assert telephone.get_by_role("heading", name="There is no network here").is_visible()
    assert telephone.evaluate("getComputedStyle(document.querySelector('.mast')).borderBottomWidth") == "1px"
    telephone.context.set_offline(False)
    telephone.get_by_role("link", name="Try again").click()
    assert telephone.locator(".who").count() == 1


def test_signing_out_empties_what_is_kept(telephone: Page) -> None:
    telephone.evaluate("caches.open('left over').then((store) => store.put('/someone/', new Response('Hill')))")
    telephone.locator(".menu > summary").click()
    telephone.get_by_role("button", name="Sign out").click()
    telephone.wait_for_function("caches.keys().then((names) => !names.includes('left over'))")
    telephone.context.set_offline(True)
    telephone.goto("/")
    assert telephone.get_by_role("heading", name="There is no network here").is_visible()
