"""On paper: what can be pressed goes, and no finding is torn in two."""

from __future__ import annotations

import pytest

from tests.browser.conftest import BrowserAs

pytestmark = pytest.mark.one_engine("a browser sees no more of the database than the pages that are read on both")


def test_on_paper_there_is_no_mast_and_nothing_to_press(browser_as: BrowserAs) -> None:
    page = browser_as("Rowena Hill")
    page.goto("/look/")
    page.emulate_media(media="print")
    assert not page.locator(".mast").is_visible()
    assert page.locator(".button:visible").count() == 0
    assert page.get_by_role("heading", name="The look", exact=True).is_visible()


@pytest.mark.parametrize("part", ["finding", "verdict", "case", "duties li", "facts > div"])
def test_no_part_is_torn_in_two(browser_as: BrowserAs, part: str) -> None:
    page = browser_as("")
    page.goto("/look/")
    page.emulate_media(media="print")
    torn = f"[...document.querySelectorAll('.{part}')].map((e) => getComputedStyle(e).breakInside)"
    assert set(page.evaluate(torn)) == {"avoid"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_whatever_the_screen_is(browser_as: BrowserAs, scheme: str) -> None:
    page = browser_as("")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", media="print")
    page.goto("/look/")
    ground = "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.body).color]"
    assert page.evaluate(ground) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
