"""A teacher asks SLT on her telephone, and says of a finding that it was wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from gatepost.apps.lessons.models import Lesson
from gatepost.apps.people import roll
from tests.browser.conftest import BrowserAs
from tests.browser.reading import at_each_width, hard_to_read, small, wider_than
from tests.site_cast import child, federation, person

pytestmark = pytest.mark.one_engine("a browser sees no more of the database than the pages that are read on both")


@pytest.fixture(autouse=True)
def _saltmarsh(transactional_db: None) -> None:
    federation()
    child("Grace Tolliver")
    for name in ("Rowena Hill", "Judith Penfold"):
        person(name)
    roll.touch()


def test_she_looks_first_asks_and_reads_the_answer(browser_as: BrowserAs) -> None:
    page = browser_as("Rowena Hill")
    page.goto("/ask/")
    page.get_by_label("What do you want to know?").fill("May I add a parent on Facebook?")
    page.get_by_role("button", name="See what is known already").click()
    expect(page.get_by_role("heading", name="What the policy says")).to_be_visible()
    for width in at_each_width(page):
        assert not wider_than(page, width)
        assert small(page) == []
        assert hard_to_read(page) == []
    page.get_by_role("button", name="Ask SLT").click()
    expect(page.get_by_text("You get an answer by")).to_be_visible()
    url = page.url
    other = browser_as("Judith Penfold")
    other.goto(url)
    other.get_by_label("Your answer").fill("No. Keep them apart.")
    other.get_by_role("button", name="Send the answer").click()
    expect(other.get_by_role("link", name="Keep the answer for others")).to_be_visible()
    page = browser_as("Rowena Hill")
    page.goto(url)
    expect(page.get_by_text("No. Keep them apart.")).to_be_visible()
    page.get_by_role("button", name="That helps").click()
    expect(page.get_by_text("answered, and that helped")).to_be_visible()


def test_with_the_script_running_that_was_wrong_leads_to_what_will_be_kept(browser_as: BrowserAs) -> None:
    page = browser_as("Rowena Hill")
    page.goto("/check/")
    page.locator("#id_text").fill("A poem by Grace Tolliver, the poet.")
    page.get_by_role("button", name="That was wrong").first.click()
    expect(page.get_by_role("heading", name="What is kept")).to_be_visible()
    for width in at_each_width(page):
        assert not wider_than(page, width)
        assert small(page) == []
        assert hard_to_read(page) == []
    assert not Lesson.objects.exists()
    page.get_by_label("A public person, an author").check()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("waits to be looked at")).to_be_visible()
    assert "?" not in page.url
