"""Each main page is for everybody: read, touched, reached by keyboard, light, and all of it our own."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Response
from pytest_django.live_server_helper import LiveServer

from gatepost.apps.people.services import look
from tests.browser.conftest import BrowserAs
from tests.browser.pages import PAGES
from tests.browser.reading import at_each_width, hard_to_read, heavy, moving, out_of_reach, small, wider_than
from tests.site_cast import federation, person
from tests.web.look.test_crest import picture

pytestmark = pytest.mark.one_engine("a browser sees no more of the database than the pages that are read on both")

READERS = sorted({shown.who for shown in PAGES})


class Watch:
    """What a page says and brings while it opens."""

    def __init__(self, page: Page) -> None:
        self.errors: list[str] = []
        self.answers: list[Response] = []
        browser = page.context.new_cdp_session(page)
        browser.send("Network.setCacheDisabled", {"cacheDisabled": True})  # each page is weighed as on a first visit
        page.on("console", self._hear)
        page.on("response", lambda answer: self.answers.append(answer))  # noqa: PLW0108 (Playwright marks what it is given)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.errors.append(said.text)

    def forget(self) -> None:
        """For the next page."""
        self.errors.clear()
        self.answers.clear()


@pytest.mark.parametrize("who", READERS, ids=lambda who: who or "nobody")
def test_the_pages_of_a_person(
    browser_as: BrowserAs, live_server: LiveServer, subtests: pytest.Subtests, who: str
) -> None:
    look.change_look(
        by=person("Desmond Clay"), federation=federation(), version=1, name="Ours", colour="#7a1f5c", crest=picture()
    )
    page = browser_as(who)
    watch = Watch(page)
    for shown in [shown for shown in PAGES if shown.who == who]:
        with subtests.test(msg=str(shown)):
            watch.forget()
            answer = page.goto(shown.address())
            assert answer
            assert answer.status == 200
            assert [sent.url for sent in watch.answers if not sent.url.startswith((live_server.url, "data:"))] == []
            assert [sent.url for sent in watch.answers if sent.status != 200] == []
            assert heavy(watch.answers) == []
            assert moving(page) == []
            for width in at_each_width(page):
                assert not wider_than(page, width)
                assert small(page) == []
                assert hard_to_read(page) == []
            assert out_of_reach(page) == []
            assert watch.errors == []


def test_what_is_weighed_is_all_that_a_page_brings(browser_as: BrowserAs) -> None:
    look.change_look(
        by=person("Desmond Clay"), federation=federation(), version=1, name="Ours", colour="#7a1f5c", crest=picture()
    )
    page = browser_as("Rowena Hill")
    watch = Watch(page)
    page.goto("/", wait_until="networkidle")
    brought = {urlsplit(answer.url).path for answer in watch.answers}
    assert {"/", "/static/gatepost.css", "/static/installed.js", "/look/colours.css", "/look/crest.png"} <= brought


FAULTS = """() => document.querySelector('main').insertAdjacentHTML('beforeend', `
  <p class="soft"><input id="bare"><a href="#x" tabindex="-1" class="button">Never reached</a></p>
  <p><span class="faint">Hardly there</span></p><div class="broad">.</div><img src="/look/icon.svg">`)"""


def test_a_page_with_faults_is_found_out(browser_as: BrowserAs) -> None:
    page = browser_as("")
    page.goto("/offline/")
    page.evaluate(FAULTS)
    sheet = """() => { const sheet = new CSSStyleSheet(); document.adoptedStyleSheets.push(sheet);
      sheet.replaceSync('.faint { color: #888 } .broad { width: 2000px } .button { min-height: 10px; padding: 0 }'
        + '#bare:focus-visible { outline: 0 } .broad { transition: width 1s }'); }"""
    page.evaluate(sheet)
    report = "\n".join(hard_to_read(page))
    assert all(fault in report for fault in ("color-contrast", "label", "image-alt"))
    assert all(wider_than(page, width) for width in at_each_width(page))
    assert any("Never reached" in fault for fault in small(page))
    assert any("broad" in fault for fault in moving(page))
    faults = "\n".join(out_of_reach(page))
    assert "Never reached" in faults
    assert "bare" in faults
