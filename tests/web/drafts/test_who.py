"""Who gets which page of a sent post, and what the pages cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gatepost.apps.posts import services
from gatepost.apps.posts.post import Picture
from tests.apps.posts.sent import HIDDEN, PAGE, a_post, cast, now, sent_by
from tests.apps.posts.sent import OWN as OWN_PLACE
from tests.site_cast import child, person
from tests.web.browsing import browser_of
from tests.web.check.sheets import words
from tests.web.drafts.walking import MOST, decide, opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["Anders Holm", "Sandra Cope", "Patricia Savage", "Alan Wren"])
def test_to_others_it_is_as_if_it_were_not_there(name: str) -> None:
    one, _ = cast()
    post, client = sent_by(one), browser_of(person(name))
    for part in ("", "edit/", "take-back/"):
        assert client.post(f"/posts/{post.pk}/{part}").status_code in (404, 405)
        assert client.get(f"/posts/{post.pk}/{part}").status_code in (404, 405)
    assert client.get(f"/posts/waiting/{post.pk}/").status_code in (403, 404)
    assert now(post).state == "waiting"


def test_whoever_decides_is_led_to_where_they_do_and_its_author_never_is() -> None:
    one, penfold = cast()
    post = sent_by(one)
    assert browser_of(penfold).get(f"/posts/{post.pk}/")["Location"] == f"/posts/waiting/{post.pk}/"
    own = sent_by(penfold)
    opened(browser_of(penfold), f"/posts/waiting/{own.pk}/", 404)
    assert browser_of(penfold).post(f"/posts/waiting/{own.pk}/", {"answer": "yes", "version": 1}).status_code == 404


def test_only_who_may_know_reads_the_offices_reasons() -> None:
    one, penfold = cast()
    grace = child("Grace Tolliver")
    picture = Picture("a.jpg", "The children in assembly", "", "some", 1, (str(grace.pk),))
    post = services.send(by=one, post=a_post("Look!", place=OWN_PLACE, pictures=(picture,), author=one))
    assert "Grace Tolliver: consent" in words(opened(browser_of(penfold), f"/posts/waiting/{post.pk}/"))
    author = words(opened(browser_of(one), f"/posts/{post.pk}/"))
    assert "For the office" not in author
    assert "consent missing" not in author


def test_whoever_is_alarmed_because_nobody_answers_reads_it_and_has_no_button() -> None:
    one, penfold = cast()
    yesterday = timezone.localdate() - timedelta(days=1)
    for name in ("Desmond Clay", "Imelda Pace"):
        person(name).roles.update(ends=yesterday)
    post = sent_by(one, text=HIDDEN, place=PAGE)
    page = words(opened(browser_of(penfold), f"/posts/waiting/{post.pk}/"))
    assert "nobody else holds the role Network manager" in page
    assert "Your answer" not in page
    opened(browser_of(person("Anders Holm")), f"/posts/waiting/{post.pk}/", 404)
    answer = decide(browser_of(penfold), post, "yes")
    assert "for somebody else to answer" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "address"),
    [("Rowena Hill", "/posts/"), ("Rowena Hill", "/posts/{}/"), ("Rowena Hill", "/posts/{}/edit/"),
     ("Judith Penfold", "/posts/waiting/"), ("Judith Penfold", "/posts/waiting/{}/"), ("Imelda Pace", "/posts/waiting/{}/")],
)  # fmt: skip
def test_no_page_asks_the_database_too_often(who: str, address: str) -> None:
    one, _ = cast()
    post = sent_by(one, text=HIDDEN)
    for day in ("Monday", "Tuesday", "Wednesday"):
        sent_by(one, text=f"Sports day is on {day}.")
    client, there = browser_of(person(who)), address.format(post.pk)
    opened(client, there)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        opened(client, there)
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= MOST, "\n".join(o["sql"] for o in asked)


def test_no_page_of_these_is_kept_by_a_browser_or_a_proxy() -> None:
    one, penfold = cast()
    post = sent_by(one)
    for who, address in ((one, "/posts/"), (one, f"/posts/{post.pk}/"), (penfold, f"/posts/waiting/{post.pk}/")):
        assert "no-store" in browser_of(who).get(address)["Cache-Control"]
