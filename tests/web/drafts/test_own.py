"""An author's own posts: the list, the page of one, changing it, taking it back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from gatepost.apps.notices.models import Notice
from gatepost.apps.people import roll
from gatepost.apps.posts import services
from gatepost.apps.posts.models import SentPost
from gatepost.apps.posts.post import Picture
from tests.apps.posts.sent import DOUBT, a_post, answered, cast, now, sent_by
from tests.apps.posts.sent import OWN as OWN_PLACE
from tests.site_cast import child, person
from tests.web.browsing import browser_of
from tests.web.check.sheets import OWN, button, field, filled, sent, words
from tests.web.drafts.walking import hill, opened, sends

pytestmark = pytest.mark.django_db


def test_her_list_has_her_own_posts_and_nobody_elses() -> None:
    one, _ = cast()
    sent_by(one, text="Chrysanthemum day.")
    sent_by(person("Sandra Cope"), text="Another.")
    page = words(opened(browser_of(one), "/posts/"))
    assert "Chrysanthemum day." in page
    assert "Another." not in page
    assert "You have sent none yet." in words(opened(browser_of(person("Lorna Banks")), "/posts/"))


def test_a_yes_is_copied_and_one_that_no_longer_stands_is_not() -> None:
    one, penfold = cast()
    text = "Björn Halvorsen brings the flags."
    post, client = answered(penfold, sent_by(one, text=text)), browser_of(one)
    page = opened(client, f"/posts/{post.pk}/")
    assert f'<textarea id="safe" readonly rows="4">\n{text}</textarea>' in page
    child("Björn Halvorsen")
    roll.touch()
    page = opened(client, f"/posts/{post.pk}/")
    assert 'id="safe"' not in page
    told = words(page)
    assert "The yes no longer stands A new check finds something that nobody was asked about." in told
    assert "SU-4c" in told


def test_opening_it_says_that_the_notice_was_seen() -> None:
    one, penfold = cast()
    post = answered(penfold, sent_by(one))
    opened(browser_of(one), f"/posts/{post.pk}/")
    assert Notice.objects.get(person=one, about=f"post:{post.pk}").opened_at


def test_it_is_changed_on_the_sheet_which_has_all_of_it() -> None:
    one, _ = cast()
    grace = child("Grace Tolliver")
    picture = Picture("a.jpg", "The children in assembly", "Rows of them", "some", 1, (str(grace.pk),))
    post = services.send(by=one, post=a_post("Look!\n ", place=OWN_PLACE, pictures=(picture,),
                                             links=("https://example.org",), author=one))  # fmt: skip
    page = opened(browser_of(one), f"/posts/{post.pk}/edit/")
    got = [field(page, name) for name in ("text", "links", "p0-file", "p0-caption", "p0-alt", "p0-number")]
    assert got == ["Look!\n ", "https://example.org", "a.jpg", "The children in assembly", "Rows of them", "1"]
    assert re.search(rf'value="{grace.pk}"[^>]* checked', page)
    assert re.search(r'name="where" value="personal:facebook"[^>]* checked', page)
    assert "You are changing a post that you sent (waiting)." in words(page)
    assert now(post).state == "waiting"


def test_changed_and_sent_it_takes_the_firsts_place() -> None:
    one, _ = cast()
    first, client = sent_by(one), browser_of(one)
    page = opened(client, f"/posts/{first.pk}/edit/")
    sheet = filled("Sports day is on Monday.", where="elsewhere", kind="sanctioned", platform="unlisted",
                   earlier=field(page, "earlier"), seen=field(page, "seen"))  # fmt: skip
    address = sends(client, sheet)
    assert now(first).state == "fallen"
    assert f'href="/posts/{first.pk}/"' in opened(client, address)
    assert f'href="{address}"' in opened(client, f"/posts/{first.pk}/")


def test_answered_while_she_changed_it_she_is_told_and_nothing_is_lost() -> None:
    one, penfold = cast()
    first, client = sent_by(one), browser_of(one)
    sheet = filled("Sports day is on Monday.", where="elsewhere", kind="sanctioned", platform="unlisted",
                   earlier=str(first.pk), seen="1")  # fmt: skip
    tap = button(sent(client, sheet), "Send ")
    answered(penfold, first)
    answer = client.post("/posts/send/", {**sheet, "do": tap})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Your first post was answered meanwhile" in words(page)
    assert (field(page, "text"), field(page, "seen")) == ("Sports day is on Monday.", "2")
    assert now(first).state == "yes"
    assert client.post("/posts/send/", {**sheet, "seen": "2", "do": tap}).status_code == 302


@pytest.mark.parametrize("earlier", ["x", "0" * 36, "\0", "٣" * 36, "00000000-0000-0000-0000-000000000000"])
def test_an_earlier_post_that_is_none_of_hers_is_taken_for_none(earlier: str) -> None:
    client = hill()
    answer = client.post("/check/", filled(DOUBT, where=OWN, earlier=earlier, seen="x"))
    assert answer.status_code == 200
    assert "You are changing" not in answer.content.decode()


def test_taken_back_nobody_is_asked_and_a_second_time_is_no_trouble() -> None:
    one, penfold = cast()
    post, client = sent_by(one), browser_of(one)
    for _ in range(2):
        assert client.post(f"/posts/{post.pk}/take-back/").status_code == 302
    assert "Taken back" in words(opened(client, f"/posts/{post.pk}/"))
    assert "No post waits for your answer." in words(opened(browser_of(penfold), "/posts/waiting/"))


def test_after_a_year_its_page_has_the_outcome_and_no_words() -> None:
    one, penfold = cast()
    post = answered(penfold, sent_by(one, text="Chrysanthemum day."), "no", "Not chrysanthemums.")
    SentPost.objects.update(settled_at=timezone.now() - timedelta(days=366))
    services.forget_old()
    for who, address in ((one, f"/posts/{post.pk}/"), (penfold, f"/posts/waiting/{post.pk}/"), (one, "/posts/")):
        assert "hrysanthemum" not in opened(browser_of(who), address)
    assert "The answer is no" in words(opened(browser_of(one), f"/posts/{post.pk}/"))
    opened(browser_of(one), f"/posts/{post.pk}/edit/", 404)
