"""A held post goes to SLT with one tap, is allowed, and comes back to be copied; and who reads what on the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from gatepost.apps.posts.models import DailyCount, SentPost
from tests.apps.posts.sent import DOUBT, cast
from tests.browser.conftest import BrowserAs
from tests.browser.reading import at_each_width, hard_to_read, moving, out_of_reach, small, wider_than
from tests.site_cast import child, person

pytestmark = pytest.mark.one_engine("a browser sees no more of the database than the pages that are read on both")

KEPT = "() => JSON.stringify([Object.entries(localStorage), document.cookie])"


def typed(browser_as: BrowserAs, who: str, text: str, where: str = "My own account") -> Page:
    """Somebody's sheet with a post on it, checked."""
    page = browser_as(who)
    page.goto("/check/")
    page.get_by_label(re.compile(where)).check()
    with page.expect_response("**/check/live/"):
        page.get_by_label("What do you want to post?").fill(text)
    expect(page.locator("#verdict")).not_to_contain_text("May be posted")
    return page


def is_for_everybody(page: Page) -> None:
    assert moving(page) == []
    for width in at_each_width(page):
        assert not wider_than(page, width)
        assert small(page) == []
        assert hard_to_read(page) == []
    assert out_of_reach(page) == []


def test_a_held_post_goes_to_slt_gets_its_yes_and_is_copied(browser_as: BrowserAs) -> None:
    cast()
    page = typed(browser_as, "Rowena Hill", DOUBT)
    sending = page.locator(".sending")
    expect(sending).to_contain_text("Asked of: Mr Okoro, Dr Pace, Mrs Penfold")
    expect(sending).to_contain_text("Nothing is kept before you send it.")
    is_for_everybody(page)
    assert SentPost.objects.count() == 0
    page.get_by_role("button", name="Send to SLT").click()
    expect(page.locator(".verdict")).to_contain_text("It waits for an answer")
    mine = page.url

    page = browser_as("Judith Penfold")
    page.goto("/posts/waiting/")
    page.get_by_role("link", name="Ms Hill: My own account, Facebook").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ms Hill asks: may this go out?")
    assert page.locator("#words mark").all_inner_texts() == [DOUBT]
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Say why, in a sentence")
    page.get_by_role("button", name="Yes, it may go out").click()
    expect(page.get_by_text("Your answer is given")).to_be_visible()

    page = browser_as("Rowena Hill")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(mine)
    expect(page.locator(".verdict")).to_contain_text("It may go out")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == DOUBT
    is_for_everybody(page)


def test_what_is_to_be_changed_is_changed_on_the_sheet_and_sent_in_its_place(browser_as: BrowserAs) -> None:
    cast()
    page = typed(browser_as, "Rowena Hill", DOUBT)
    page.get_by_role("button", name="Send to SLT").click()
    page.get_by_role("link", name="Change it").click()
    expect(page.locator("#id_text")).to_have_value(DOUBT)
    expect(page.get_by_text("It stays as it is until you send this one")).to_be_visible()
    with page.expect_response("**/check/live/"):
        page.locator("#id_text").fill(f"{DOUBT}!")
    page.get_by_role("button", name="Send to SLT in place of the first one").click()
    expect(page.locator(".verdict")).to_contain_text("It waits for an answer")
    page.get_by_role("link", name="The post whose place it took").click()
    expect(page.locator(".verdict")).to_contain_text("It was changed and sent again.")


def test_two_tabs_and_a_double_tap_send_one_post(browser_as: BrowserAs) -> None:
    cast()
    first = typed(browser_as, "Rowena Hill", DOUBT)
    second = first.context.new_page()
    second.goto("/check/")
    second.get_by_label(re.compile("My own account")).check()
    second.get_by_label("What do you want to post?").fill(DOUBT)
    first.get_by_role("button", name="Send to SLT").dblclick()
    second.get_by_role("button", name="Send to SLT").click()
    for page in (first, second):
        expect(page.locator(".verdict")).to_contain_text("It waits for an answer")
    assert first.url == second.url
    assert SentPost.objects.count() == 1


def test_without_a_network_nothing_is_sent_and_nothing_is_lost(browser_as: BrowserAs) -> None:
    cast()
    page = typed(browser_as, "Rowena Hill", DOUBT)
    page.context.set_offline(True)
    page.get_by_role("button", name="Send to SLT").click()
    expect(page.locator("#verdict")).to_contain_text("There is no network. Your words are still here")
    expect(page.locator("#id_text")).to_have_value(DOUBT)
    page.context.set_offline(False)
    page.get_by_role("button", name="Send to SLT").click()
    expect(page.locator(".verdict")).to_contain_text("It waits for an answer")


def test_a_volunteer_sees_no_reason_that_is_not_hers(browser_as: BrowserAs) -> None:
    cast()
    child("Mikołaj Zieliński")
    page = typed(
        browser_as, "Beryl Foot", "Our lovely Grace Tolliver and Mikolaj did so well in the race!", "Facebook page"
    )
    told = page.locator("main").inner_text()
    assert "These words tell which pupil is meant." in told
    assert not re.search(r"4J|For the office|Zieliński|consent (?:no|yes|missing)", told)
    page = typed(browser_as, "Beryl Foot", DOUBT)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".verdict")).to_contain_text("It waits for an answer")
    assert "For the office" not in page.locator("main").inner_text()


# -- what the device keeps --


def test_a_private_check_leaves_nothing_in_the_browser_either(browser_as: BrowserAs) -> None:
    cast()
    page = typed(browser_as, "Rowena Hill", "Well done Grace Tolliver, quibblesnatch!")
    stored = """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href,
      await caches.keys(), await indexedDB.databases()])"""
    assert "quibblesnatch" not in page.evaluate(stored)
    assert DailyCount.objects.get().number == 1
    assert SentPost.objects.count() == 0


def test_words_outlast_a_closed_tab_without_a_network_until_they_are_checked(browser_as: BrowserAs) -> None:
    cast()
    page = browser_as("Rowena Hill")
    page.goto("/check/")
    page.get_by_role("button", name="Add a picture").click()
    page.get_by_label("Caption").fill("The winner")
    expect(page.locator("#verdict")).to_contain_text("Ask first")
    page.context.set_offline(True)
    page.locator("#id_text").fill("Sports day is on Friday.")
    expect(page.locator("#verdict")).to_contain_text("There is no network")
    assert "Sports day" in page.evaluate(KEPT)
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto("/check/")
    expect(again.locator("#verdict")).to_contain_text("Ask first")
    expect(again.locator("#id_text")).to_have_value("Sports day is on Friday.")
    expect(again.get_by_label("Caption")).to_have_value("The winner")
    expect(again.locator("#restored")).to_be_visible()
    assert "Sports day" not in again.evaluate(KEPT)


def test_signing_out_deletes_them_and_they_are_nobody_elses(browser_as: BrowserAs) -> None:
    cast()
    page = browser_as("Rowena Hill")
    page.goto("/check/")
    page.route("**/check/live/", lambda route: route.abort())
    page.locator("#id_text").fill("Sports day is on Friday.")
    expect(page.locator("#verdict")).to_contain_text("Gatepost gave no answer")
    kept = page.evaluate("Object.entries(localStorage)")
    assert "Sports day" in str(kept)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/**")
    assert page.evaluate("Object.entries(localStorage)") == []
    page.evaluate("(kept) => kept.forEach(([name, value]) => localStorage.setItem(name, value))", kept)
    page = browser_as("Sandra Cope")
    page.goto("/check/")
    expect(page.locator("#id_text")).to_have_value("")
    assert page.evaluate("Object.entries(localStorage)") == []


def test_each_tab_keeps_its_own(browser_as: BrowserAs) -> None:
    cast()
    person("Rowena Hill")
    first = browser_as("Rowena Hill")
    second = first.context.new_page()
    for page in (first, second):
        page.goto("/check/")
    first.context.set_offline(True)
    for page, text in ((first, "Monday it is."), (second, "Tuesday it is.")):
        page.locator("#id_text").fill(text)
        expect(page.locator("#verdict")).to_contain_text("There is no network")
    kept = first.evaluate(KEPT)
    assert "Monday" in kept
    assert "Tuesday" in kept
    first.context.set_offline(False)
    for page in (first, second):
        expect(page.locator("#verdict")).to_contain_text("May be posted")
    assert "Monday" not in first.evaluate(KEPT)
