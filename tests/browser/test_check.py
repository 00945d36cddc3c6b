"""A teacher types a post: the verdict comes by itself, the words are underlined where they stand, a tap mends them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from gatepost.apps.people import roll
from gatepost.apps.people.policy import in_force
from tests.browser.conftest import BrowserAs
from tests.browser.reading import at_each_width, hard_to_read, moving, out_of_reach, small, wider_than
from tests.site_cast import child, federation, person
from tests.tiers import BOTH, judged_by

pytestmark = pytest.mark.one_engine("a browser sees no more of the database than the pages that are read on both")

POST = "Huge well done to Grace Tolliver for winning the race!"
MENDED = "Huge well done to our winner for winning the race!"
MARKS = "() => [...document.querySelectorAll('.mirror mark')].map((mark) => [mark.className, mark.textContent])"
# Whether the underlined words behind the box stand where the same words stand in it: both are broken into the same lines.
SAME_SIZE = """() => { const box = document.querySelector('#id_text'), layer = document.querySelector('.mirror');
  const a = box.getBoundingClientRect(), b = layer.getBoundingClientRect(), of = getComputedStyle;
  return a.width === b.width && a.height === b.height && box.scrollHeight <= box.clientHeight &&
    ['font', 'paddingLeft', 'paddingTop', 'borderLeftWidth', 'letterSpacing', 'lineHeight'].every((name) => of(box)[name] === of(layer)[name]); }"""


@pytest.fixture
def sheet(browser_as: BrowserAs) -> Page:
    """Ms Hill's."""
    federation()
    child("Grace Tolliver")
    person("Rowena Hill")
    roll.touch()
    page = browser_as("Rowena Hill")
    page.goto("/check/")
    return page


def test_she_types_sees_the_underline_takes_the_mend_undoes_it_and_copies(sheet: Page) -> None:
    sheet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet.get_by_label("What do you want to post?").type(POST)
    expect(sheet.locator("#verdict")).to_contain_text("Do not post this yet")
    assert sheet.evaluate(MARKS) == [["block", "Grace Tolliver"]]
    assert sheet.evaluate(SAME_SIZE)
    mend = sheet.get_by_role("button", name="Say “our winner”")
    expect(mend.locator("xpath=following-sibling::small")).to_have_text("then: May be posted")
    mend.click()
    expect(sheet.locator("#verdict")).to_contain_text("May be posted")
    expect(sheet.locator("#id_text")).to_have_value(MENDED)
    assert sheet.evaluate(MARKS) == []
    sheet.get_by_role("button", name="Copy").click()
    expect(sheet.get_by_role("button", name="Copied")).to_be_visible()
    assert sheet.evaluate("navigator.clipboard.readText()") == MENDED
    sheet.get_by_role("button", name="Undo the last mend").click()
    expect(sheet.locator("#id_text")).to_have_value(POST)
    expect(sheet.locator("#verdict")).to_contain_text("Do not post this yet")
    assert sheet.evaluate(MARKS) == [["block", "Grace Tolliver"]]


def test_while_she_types_on_the_lines_stay_under_their_words(sheet: Page) -> None:
    sheet.locator("#id_text").fill(f"{POST}\n🏅 Zoë’s café")
    expect(sheet.locator("#verdict")).to_contain_text("Do not post this yet")
    sheet.route("**/check/live/", lambda route: route.abort())
    sheet.locator("#id_text").press("Control+Home")
    sheet.keyboard.type("🎉 Hooray! ")
    assert sheet.evaluate(MARKS) == [["block", "Grace Tolliver"]]
    assert sheet.evaluate(
        "document.querySelector('.mirror').textContent.slice(0, -1) === document.querySelector('#id_text').value"
    )


def test_whoever_listens_is_told_once_and_not_at_every_key(sheet: Page) -> None:
    sheet.evaluate("""() => { window.told = []; new MutationObserver(() => told.push(document.querySelector('#heard').textContent))
      .observe(document.querySelector('#heard'), {childList: true}); }""")
    sheet.locator("#id_text").fill(POST)
    expect(sheet.locator("#verdict")).to_contain_text("Do not post this yet")
    for more in (" Great", " work", " all"):
        with sheet.expect_response("**/check/live/"):
            sheet.locator("#id_text").press("End")
            sheet.keyboard.type(more)
    assert sheet.evaluate("told") == ["Do not post this yet. One thing must change."]


def test_a_first_look_answers_at_once_and_the_whole_follows_by_itself(sheet: Page) -> None:
    sheet.evaluate("""() => { window.told = []; new MutationObserver(() => told.push(document.querySelector('#heard').textContent))
      .observe(document.querySelector('#heard'), {childList: true}); }""")
    with judged_by(BOTH, in_force()):
        sheet.get_by_role("radio", name="My own account").check()
        sheet.locator("#id_text").fill("Me, two mums from my class and several proseccos. They tell me everything")
        expect(sheet.locator("#verdict")).to_contain_text("So far:")
        assert sheet.get_by_role("button", name="Copy").count() == 0
        expect(sheet.locator("#verdict")).not_to_contain_text("So far:")
    assert sheet.locator("#verdict").get_attribute("data-unread") is None
    assert not any("So far" in words for words in sheet.evaluate("told"))  # whoever listens is told once, of the whole


def test_without_a_network_her_words_stay_and_are_checked_once_there_is_one(sheet: Page) -> None:
    sheet.locator("#id_text").fill("Sports day is on Friday.")
    expect(sheet.locator("#verdict")).to_contain_text("May be posted")
    sheet.context.set_offline(True)
    sheet.locator("#id_text").fill(POST)
    expect(sheet.locator("#verdict")).to_contain_text("There is no network. Your words are still here")
    assert sheet.locator("#verdict.allow").count() == 0
    expect(sheet.locator("#id_text")).to_have_value(POST)
    sheet.context.set_offline(False)
    expect(sheet.locator("#verdict")).to_contain_text("Do not post this yet")


def test_signed_out_meanwhile_her_words_stay_and_no_verdict_is_left_standing(sheet: Page) -> None:
    sheet.context.clear_cookies()
    sheet.locator("#id_text").fill("Sports day is on Friday.")
    expect(sheet.locator("#verdict")).to_contain_text("Not checked")
    expect(sheet.locator("#id_text")).to_have_value("Sports day is on Friday.")


def test_an_answer_to_older_words_never_stands_beside_newer_ones(sheet: Page) -> None:
    slow: list[Route] = []
    sheet.route("**/check/live/", lambda route: route.continue_() if slow else slow.append(route))
    sheet.locator("#id_text").fill("Sports day is on Friday.")
    sheet.wait_for_timeout(700)
    assert slow
    sheet.locator("#id_text").fill(POST)
    expect(sheet.locator("#verdict")).to_contain_text("Do not post this yet")


def test_on_a_telephone_the_verdict_is_a_bar_that_leads_to_the_findings(sheet: Page) -> None:
    sheet.set_viewport_size({"width": 390, "height": 700})
    sheet.locator("#id_text").fill(POST)
    bar = sheet.locator(".bar")
    expect(bar).to_contain_text("Do not post this yet")
    expect(bar).to_be_in_viewport()
    expect(sheet.locator("#verdict")).not_to_be_in_viewport()
    bar.click()
    expect(sheet.locator("#verdict")).to_be_in_viewport()
    sheet.set_viewport_size({"width": 1280, "height": 900})
    expect(bar).to_be_hidden()


def test_a_picture_joins_and_leaves_without_losing_a_word(sheet: Page) -> None:
    sheet.locator("#id_text").fill("Look at our volcano!")
    sheet.get_by_role("button", name="Add a picture").click()
    expect(sheet.locator("#id_p0-file")).to_be_focused()
    expect(sheet.locator("#verdict")).to_contain_text("Ask first")
    sheet.get_by_label("Find a pupil by name").fill("grac")
    sheet.get_by_role("button", name="Find").click()
    sheet.get_by_label("Grace Tolliver (4J)").check()
    sheet.get_by_label("Who is in it?").select_option("some")
    sheet.get_by_label("How many faces?").fill("1")
    expect(sheet.locator(".finding")).to_have_count(1)
    sheet.get_by_role("button", name="Take picture 1 out").click()
    expect(sheet.locator("fieldset.card")).to_have_count(0)
    expect(sheet.locator("#id_text")).to_have_value("Look at our volcano!")


def test_her_words_never_stand_in_an_address(sheet: Page) -> None:
    addresses: list[str] = []
    sheet.on("request", lambda request: addresses.append(request.url))
    sheet.locator("#id_text").fill("Chrysanthemum hippopotamus")
    expect(sheet.locator("#verdict")).to_contain_text("May be posted")
    sheet.get_by_role("button", name="Check", exact=True).click()
    expect(sheet.locator("#verdict")).to_be_focused()
    assert addresses
    assert not [address for address in addresses if "ippo" in address]


def test_with_all_its_parts_it_is_for_everybody(sheet: Page) -> None:
    sheet.locator("#id_text").fill(f"{POST} https://bit.ly/birds")
    sheet.get_by_label("Compare: the same on my own account").check()
    sheet.get_by_role("button", name="Add a picture").click()
    expect(sheet.get_by_role("heading", name="Side by side")).to_be_visible()
    sheet.get_by_text("Where else, and who will see it").click()
    assert moving(sheet) == []
    for width in at_each_width(sheet):
        assert not wider_than(sheet, width)
        assert small(sheet) == []
        assert hard_to_read(sheet) == []
    assert out_of_reach(sheet) == []
