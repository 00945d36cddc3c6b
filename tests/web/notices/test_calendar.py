"""One's duties in one's calendar: a private address, and next to nothing under it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from gatepost.apps.duties.models import Duty, Owing
from gatepost.apps.ledger.models import Entry
from gatepost.apps.notices.models import CalendarAddress
from gatepost.apps.people.models import Account, Person
from gatepost.web.views import notices
from tests.site_cast import federation, person, school
from tests.web.browsing import browser, browser_of
from tests.web.people.pages import text_of

pytestmark = pytest.mark.django_db
DUE = timezone.now().replace(microsecond=0) + timedelta(days=1)


@pytest.fixture(autouse=True)
def _set_up() -> None:
    federation()
    cache.clear()


def owes(who: Person, **more: Any) -> Duty:
    """Somebody owes an answer to a question, by tomorrow."""
    told = {"kind": "doubt_answered", "clause": "PU-11c", "title": "Answer a question", "what": "Say yes or no.",
            "within": "2 school days", "policy": "0" * 64, "happening": "question_asked", "cause": "question:1",
            "school": school(), "raised_at": timezone.now(), "due_at": DUE, "notice": "question"}  # fmt: skip
    duty = Duty.objects.create(**{**told, **more})
    Owing.objects.create(duty=duty, person=who)
    return duty


def made(client: Client) -> str:
    """The path of a new address, as the page shows it."""
    page = client.post("/notices/calendar/make/").content.decode()
    found = re.search(r"http://localhost:8000(/notices/calendar/[\w-]+\.ics)", page)
    assert found is not None
    return found[1]


def events(path: str) -> list[Any]:
    answer = browser().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_calendar_reads_what_is_owed_and_when_it_is_due() -> None:
    hill = person("Rowena Hill")
    duty = owes(hill)
    (event,) = events(made(browser_of(hill)))
    assert event["summary"] == "Answer a question (PU-11c)"
    assert event["dtstart"].dt == DUE
    assert event["uid"] == f"duty-{duty.pk}@localhost"
    assert event["url"].startswith("http://localhost:8000/")
    assert event["transp"] == "TRANSPARENT"


def test_it_says_nothing_about_anybody() -> None:
    hill = person("Rowena Hill")
    owes(hill, cause="question:4711")
    file = browser().get(made(browser_of(hill))).content.decode()
    assert not re.search(r"Rowena|Hill|Saltmarsh|SMP|4711|fernleigh", file)


def test_what_is_done_or_has_no_time_stands_in_no_calendar() -> None:
    hill = person("Rowena Hill")
    owes(hill, cause="question:1", state="done", done_at=timezone.now())
    owes(hill, cause="question:2", due_at=None)
    owes(person("Sandra Cope"), cause="question:3")
    assert events(made(browser_of(hill))) == []


def test_only_a_digest_of_the_secret_is_kept_and_it_is_shown_once() -> None:
    client = browser_of(person("Rowena Hill"))
    secret = made(client).removeprefix("/notices/calendar/").removesuffix(".ics")
    assert secret not in str(list(CalendarAddress.objects.values())) + str(list(Entry.objects.values()))
    assert secret not in client.get("/notices/").content.decode()


def test_a_new_address_ends_the_old_one() -> None:
    client = browser_of(person("Rowena Hill"))
    old, new = made(client), made(client)
    assert browser().get(old).status_code == 404
    assert browser().get(new).status_code == 200


def test_an_ended_address_is_as_if_it_had_never_been() -> None:
    client = browser_of(person("Rowena Hill"))
    path = made(client)
    assert "The address is ended." in text_of(client.post("/notices/calendar/end/", follow=True))
    never = browser().get("/notices/calendar/never.ics")
    ended = browser().get(path)
    assert (ended.status_code, ended.content) == (never.status_code, never.content) == (404, never.content)
    assert "There is no address to end." in text_of(client.post("/notices/calendar/end/", follow=True))


def test_whoever_can_no_longer_sign_in_has_no_calendar() -> None:
    hill = person("Rowena Hill")
    path = made(browser_of(hill))
    Account.objects.filter(person=hill).update(is_active=False)
    assert browser().get(path).status_code == 404


def test_a_calendar_that_asks_too_often_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "OFTEN", {"calendar": "2/h/key", "no_calendar": "2/m/ip"})
    path = made(browser_of(person("Rowena Hill")))
    assert [browser().get(path).status_code for _ in range(3)] == [200, 200, 429]
    assert [browser().get("/notices/calendar/never.ics").status_code for _ in range(3)] == [404, 404, 429]


def test_it_is_made_and_ended_by_a_button_alone() -> None:
    client = browser_of(person("Rowena Hill"))
    assert client.get("/notices/calendar/make/").status_code == 405
    assert client.get("/notices/calendar/end/").status_code == 405
