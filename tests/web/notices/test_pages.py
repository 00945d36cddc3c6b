"""What somebody was told, and when letters may come to them."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gatepost.apps.ledger.models import Entry
from gatepost.apps.notices import selectors, services
from gatepost.apps.notices.hours import Hours
from gatepost.apps.notices.models import Letter, Notice
from gatepost.web.abouts import page_about
from tests.site_cast import federation, person
from tests.web.browsing import browser, browser_of
from tests.web.people.pages import read, send, text_of

pytestmark = pytest.mark.django_db
CHOSEN: dict[str, Any] = {
    "daily_at": "16:00", "days": ["0", "2"], "bank_holidays": "on", "quiet_from": "20:30", "quiet_until": "06:00",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _set_up() -> None:
    federation()


def told(who: str, category: str = "post", about: str = "post:1") -> Notice:
    services.notify(to=[person(who)], category=category, about=about)
    return Notice.objects.get(person=person(who), about=about)


def test_one_sees_what_one_was_told_and_not_what_others_were() -> None:
    told("Rowena Hill", "post")
    told("Judith Penfold", "decision")
    page = read(person("Rowena Hill"), "notices")
    assert "Your post" in page
    assert "waits" in page
    assert "A post to decide" not in page


def test_whoever_was_told_nothing_reads_that() -> None:
    assert "You have not been told of anything yet." in read(person("Rowena Hill"), "notices")


@pytest.mark.parametrize(
    ("ended", "says"),
    [("sent_at", "5 Oct, 09:00"), ("given_up_at", "could not be delivered"), ("left_out_at", "with the next one")],
)
def test_one_sees_what_became_of_the_letter(ended: str, says: str) -> None:
    one, then = told("Rowena Hill"), timezone.localtime().replace(month=10, day=5, hour=9, minute=0)
    letter = Letter.objects.create(person=one.person, made_at=then, next_try_at=then, **{ended: then})
    Notice.objects.filter(pk=one.pk).update(letter=letter)
    assert says in read(person("Rowena Hill"), "notices")


def test_a_notice_leads_to_what_it_is_about_where_that_has_a_page() -> None:
    cope = person("Sandra Cope")
    told("Judith Penfold", "duty", f"person:{cope.pk}")
    told("Judith Penfold", "duty", "nowhere:1")
    page = browser_of(person("Judith Penfold")).get("/notices/").content.decode()
    assert f'href="/people/{cope.pk}/"' in page


@pytest.mark.parametrize(
    ("category", "about", "page"),
    [
        ("post", "post:", "/posts/{}/"),
        ("decision", "post:", "/posts/waiting/{}/"),
        ("question", "question:", "/questions/{}/"),
        ("duty", "duty:", "/duties/{}/"),
        ("duty", "lesson:", "/wrong/{}/review/"),
    ],
)
def test_each_kind_of_thing_has_its_page(category: str, about: str, page: str) -> None:
    key = uuid4()
    assert page_about(f"{about}{key}", category) == page.format(key)


def test_a_long_list_has_pages_and_takes_few_queries() -> None:
    for number in range(40):
        told("Rowena Hill", "post", f"post:{number}")
    client = browser_of(person("Rowena Hill"))
    with CaptureQueriesContext(connection) as queries:
        assert "Page 1 of 2" in text_of(client.get("/notices/"))
    assert len(queries) <= 12
    assert "Page 2 of 2" in text_of(client.get("/notices/?page=2"))


# -- when letters may come --


def test_the_page_says_that_what_is_urgent_always_comes() -> None:
    assert "such as safeguarding, always comes at once" in read(person("Rowena Hill"), "notices")
    assert "07:30, Monday to Friday, not on bank holidays" in read(person("Rowena Hill"), "notices")


def test_one_chooses_when_letters_come() -> None:
    hill = person("Rowena Hill")
    client = browser_of(hill)
    assert client.post("/notices/letters/", CHOSEN).status_code == 302
    assert selectors.hours_of(hill) == Hours(time(16), time(20, 30), time(6), frozenset({0, 2}), bank_holidays=True)
    page = text_of(client.get("/notices/"))
    assert "16:00, Monday, Wednesday" in page
    assert "from 20:30 to 06:00" in page
    assert Entry.objects.latest("number").event == "letter_hours_chosen"


def test_the_form_shows_what_was_chosen() -> None:
    client = browser_of(person("Rowena Hill"))
    client.post("/notices/letters/", CHOSEN)
    page = client.get("/notices/letters/").content.decode()
    assert '<option value="16:00" selected>' in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"daily_at": "21:00"}, "That lies in your quiet hours."),
        ({"days": []}, "Choose one day at least"),
        ({"days": ["9"]}, "9 is not one of the available choices"),
        ({"daily_at": "25:00"}, "25:00 is not one of the available choices"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field(wrong: dict[str, Any], says: str) -> None:
    hill = person("Rowena Hill")
    answer = browser_of(hill).post("/notices/letters/", {**CHOSEN, **wrong})
    assert answer.status_code == 200
    assert says in text_of(answer)
    assert selectors.hours_of(hill) == Hours()


def test_nobody_sees_it_who_has_not_signed_in() -> None:
    assert browser().get("/notices/").status_code == 302
    assert send(browser(), "make_calendar").status_code == 302
