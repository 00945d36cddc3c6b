"""The DSO's morning: a child wrote to a teacher in the evening, and it stands first on the page that is opened first."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from gatepost.apps.duties.models import Duty
from tests.browser.conftest import BrowserAs
from tests.site_cast import federation, person

pytestmark = pytest.mark.one_engine("a browser sees no more of the database than the pages that are read on both")


def test_a_teacher_tells_and_the_dso_opens_it_and_says_that_it_is_done(browser_as: BrowserAs) -> None:
    federation()
    person("Chidi Okoro")
    hill = browser_as("Rowena Hill")
    hill.goto("/")
    hill.get_by_role("link", name="Tell of it, or of something else").click()
    hill.get_by_role("link", name="A child has been in touch with me online").click()
    expect(hill.get_by_text("Do not answer, and do not delete it")).to_be_visible()
    hill.get_by_role("button", name="Tell them now").click()
    expect(hill.get_by_role("heading", name="They are told")).to_be_visible()

    okoro = browser_as("Chidi Okoro")
    okoro.goto("/")
    okoro.get_by_role("link", name="A child has been in touch with a colleague: open it").click()
    expect(okoro.get_by_text("Ms Hill")).to_be_visible()
    okoro.get_by_role("button", name="It is done").click()
    expect(okoro.get_by_role("status")).to_contain_text("Done: A child has been in touch with a colleague")
    okoro.get_by_role("button", name="Done: Write to the colleague whom a child contacted").click()
    expect(okoro.get_by_role("heading", level=1)).to_contain_text("Nothing waits for you")
    assert not Duty.objects.filter(state="open").exists()
