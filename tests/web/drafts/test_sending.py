"""A held post is sent from the sheet: what is said before, what is kept after, and what is not sent."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from gatepost.apps.people import roll
from gatepost.apps.posts.models import SentPost
from tests.apps.posts.sent import DOUBT, HIDDEN, NAMED, answered
from tests.site_cast import child, person
from tests.web.browsing import browser_of
from tests.web.check.sheets import OWN, button, field, filled, sent, verdict, with_picture, words
from tests.web.check.sheets import PAGE as SCHOOLS
from tests.web.drafts.walking import hill, opened, sends

pytestmark = pytest.mark.django_db


def test_the_sheet_names_who_sees_it_and_what_is_asked_before_anything_is_kept() -> None:
    client = hill()
    page = words(sent(client, filled(DOUBT, where=OWN)))
    assert "A doubt: may this go out as it is? CC-4 Asked of: Mr Okoro, Dr Pace, Mrs Penfold" in page
    assert "They see your post, what was found in it, and your name." in page
    assert "Nothing is kept before you send it." in page
    assert "A post is kept only if you send it to somebody for a decision." in page
    assert not SentPost.objects.exists()


def test_one_tap_sends_it_and_its_page_says_what_it_waits_for() -> None:
    client = hill()
    page = words(opened(client, sends(client, filled(DOUBT, where=OWN))))
    assert "It waits for an answer" in page
    assert "Do not post it yet." in page
    assert "An answer is due by" in page
    assert SentPost.objects.get().state == "waiting"


def test_where_nobody_else_holds_the_role_she_is_told_before_and_after() -> None:
    client = hill()
    person("Desmond Clay").roles.update(ends=timezone.localdate() - timedelta(days=1))
    sheet = filled(HIDDEN, where=SCHOOLS)
    told = words(sent(client, sheet))
    assert "Nobody but you holds the role that is asked here today: Network manager." in told
    assert "it goes to Dr Pace" in told
    page = words(opened(client, sends(client, sheet)))
    assert "Nobody can answer part of this today" in page
    assert "It has gone to Dr Pace, who can give the role to somebody or name a deputy." in page


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (filled(NAMED, where=SCHOOLS), "Some of this nobody can allow"),
        (filled("Look!", **with_picture(faces="some")), "This is not SLT’s to allow: Consent of a parent or carer"),
    ],
)
def test_what_cannot_be_sent_says_so_and_has_no_button(sheet: dict[str, object], said: str) -> None:
    page = sent(hill(), sheet)
    assert said in words(page)
    assert "send:" not in page


def test_what_may_go_out_offers_nothing_to_send() -> None:
    page = sent(hill(), filled("Sports day is on Friday."))
    assert verdict(page) == "allow"
    assert "May it go out all the same?" not in page


def test_words_that_changed_after_the_button_was_drawn_are_not_sent() -> None:
    client = hill()
    tap = button(sent(client, filled(DOUBT, where=OWN)), "Send ")
    answer = client.post("/posts/send/", filled(f"{DOUBT}!", where=OWN, do=tap))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The words have changed meanwhile" in words(page)
    assert field(page, "text") == f"{DOUBT}!"
    assert not SentPost.objects.exists()


def test_who_is_asked_changed_after_the_button_was_drawn() -> None:
    client = hill()
    text = "A good read, and Björn Halvorsen agrees: https://bit.ly/birds"
    tap = button(sent(client, filled(text)), "Send ")
    child("Björn Halvorsen")
    roll.touch()
    page = client.post("/posts/send/", filled(text, do=tap)).content.decode()
    assert "The words have changed meanwhile, or what they need." in words(page)
    assert not SentPost.objects.exists()


@pytest.mark.parametrize("tap", ["send:", "send:x", "check", "", "send:0123456789abcdef"])
def test_a_button_that_nobody_made_sends_nothing(tap: str) -> None:
    page = hill().post("/posts/send/", filled(DOUBT, where=OWN, do=tap))
    assert page.status_code == 200
    assert not SentPost.objects.exists()


@pytest.mark.parametrize("text", ["", "x" * 20_001, "well done grace " * 62_500])
def test_a_sheet_that_cannot_be_checked_is_not_sent_and_comes_back_whole(text: str) -> None:
    answer = hill().post("/posts/send/", filled(text, do="send:x"))
    assert answer.status_code == 200
    assert field(answer.content.decode(), "text") == text
    assert not SentPost.objects.exists()


def test_a_post_with_a_thousand_links_is_sent_and_read_in_time() -> None:
    client = hill()
    links = "\n".join(f"https://bit.ly/{number}" for number in range(1_000))
    address = sends(client, filled("Look at all of these.", links=links))
    clay = browser_of(person("Desmond Clay"))
    page = opened(clay, f"/posts/waiting{address.removeprefix('/posts')}")
    assert "https://bit.ly/999" in page
    assert len(page) < 300_000


@pytest.mark.parametrize(
    "text", ["مرحبا بالجميع", "שלום לכולם", "こんにちは", "🏅👩‍👩‍👧", "a\u202eb\u2066c", "<b>&amp;</b>"]
)
def test_any_script_and_direction_is_sent_read_and_copied_to_the_letter(text: str) -> None:
    told = f"{text} https://bit.ly/birds"
    client = hill()
    address = sends(client, filled(told))
    clay = person("Desmond Clay")
    page = opened(browser_of(clay), f"/posts/waiting{address.removeprefix('/posts')}")
    assert told in words(page.replace("</mark>", "").replace('<mark class="hold">', "")) or "&lt;b&gt;" in page
    answered(clay, SentPost.objects.get())
    page = opened(client, address)
    found = re.search(r'<textarea id="safe" readonly rows="4">\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    assert field(page.replace('id="safe" readonly', 'name="safe"'), "safe") == told
