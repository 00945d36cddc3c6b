"""Letters: who gets one, when, what it says, and what it never says."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gatepost.apps.notices import services
from gatepost.apps.notices.hours import Hours
from gatepost.apps.notices.letters.delivering import deliver
from gatepost.apps.notices.letters.gathering import gather
from gatepost.apps.notices.models import Letter, Notice
from gatepost.apps.people.models import Account, Person
from tests.apps.notices.clock import Clock
from tests.site_cast import federation, person

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = "2026-10-05", "2026-10-06"


@pytest.fixture(autouse=True)
def _set_up() -> None:
    federation()


def told(who: str, category: str = "post", about: str = "post:1", *, urgent: bool = False) -> None:
    services.notify(to=[person(who)], category=category, about=about, urgent=urgent)


def letters() -> list[EmailMessage]:
    """What a worker sends now."""
    mail.outbox.clear()
    gather()
    deliver()
    return list(mail.outbox)


def subjects() -> list[str]:
    return [str(letter.subject) for letter in letters()]


# -- when --


def test_safeguarding_comes_at_once_in_the_middle_of_a_night(at: Clock) -> None:
    at("2026-10-04 03:00")
    told("Chidi Okoro", "safeguarding", "concern:1")
    assert subjects() == ["Gatepost: 1 new item: 1 safeguarding"]
    assert subjects() == []


@pytest.mark.parametrize("category", ["alarm", "duty"])
def test_so_does_an_alarm_and_whatever_is_told_as_urgent(at: Clock, category: str) -> None:
    at("2026-10-04 03:00")
    told("Chidi Okoro", category, "duty:1", urgent=True)
    assert len(letters()) == 1


def test_all_else_comes_in_one_letter_the_next_school_morning(at: Clock) -> None:
    at("2026-10-02 11:00")
    told("Judith Penfold", "decision", "post:1")
    told("Judith Penfold", "decision", "post:2")
    told("Judith Penfold", "question", "question:1")
    assert subjects() == []
    at(f"{MONDAY} 07:29")
    assert subjects() == []
    at(f"{MONDAY} 07:31")
    assert subjects() == ["Gatepost: 3 new items: 2 a post to decide, 1 a question"]


def test_what_was_told_after_the_hour_waits_for_the_next_day(at: Clock) -> None:
    at(f"{MONDAY} 07:45")
    told("Judith Penfold")
    assert subjects() == []
    at(f"{TUESDAY} 07:30")
    assert len(subjects()) == 1


def test_an_urgent_letter_takes_along_what_waited_for_the_morning(at: Clock) -> None:
    at(f"{MONDAY} 20:00")
    told("Chidi Okoro", "decision", "post:1")
    told("Chidi Okoro", "safeguarding", "concern:1")
    assert subjects() == ["Gatepost: 2 new items: 1 safeguarding, 1 a post to decide"]
    at(f"{TUESDAY} 07:30")
    assert subjects() == []


def test_a_worker_that_was_down_in_the_morning_sends_it_at_noon(at: Clock) -> None:
    at("2026-10-02 11:00")
    told("Judith Penfold")
    at(f"{MONDAY} 12:00")
    assert len(letters()) == 1


def test_a_worker_that_was_down_until_the_evening_keeps_the_quiet_hours(at: Clock) -> None:
    at("2026-10-02 11:00")
    told("Judith Penfold")
    at(f"{MONDAY} 22:00")
    assert letters() == []
    at(f"{TUESDAY} 07:00")
    assert len(letters()) == 1


def test_everybody_chooses_their_own_hour(at: Clock) -> None:
    at(f"{MONDAY} 11:00")
    penfold = person("Judith Penfold")
    services.choose_hours(by=penfold, hours=Hours(days=frozenset({2}), daily_at=Hours().quiet_until.replace(hour=16)))
    told("Judith Penfold")
    told("Rowena Hill")
    at(f"{TUESDAY} 08:00")
    assert [letter.to for letter in letters()] == [[person("Rowena Hill").email]]
    at("2026-10-07 16:00")
    assert [letter.to for letter in letters()] == [[penfold.email]]


# -- what is left out --


def test_what_was_opened_before_is_left_out_of_the_letter(at: Clock) -> None:
    at(f"{MONDAY} 11:00")
    told("Judith Penfold", "decision", "post:1")
    told("Judith Penfold", "question", "question:1")
    services.opened(person("Judith Penfold"), "post:1")
    at(f"{TUESDAY} 07:30")
    assert subjects() == ["Gatepost: 1 new item: 1 a question"]


def test_where_nothing_is_left_no_letter_goes(at: Clock) -> None:
    at(f"{MONDAY} 11:00")
    told("Judith Penfold", "decision", "post:1")
    at(f"{TUESDAY} 07:30")
    gather()
    services.over("post:1")
    deliver()
    assert mail.outbox == []
    assert Letter.objects.get().left_out_at is not None


def test_nobody_is_told_of_the_same_thing_twice(at: Clock) -> None:
    at(f"{MONDAY} 03:00")
    for _ in range(3):
        told("Chidi Okoro", "safeguarding", "concern:1")
        letters()
    assert Letter.objects.count() == Notice.objects.count() == 1


def test_whoever_has_left_gets_no_letter(at: Clock) -> None:
    at(f"{MONDAY} 11:00")
    hill = person("Rowena Hill")
    told("Rowena Hill", urgent=True)
    Account.objects.filter(person=hill).update(is_active=False, withdrawn_at="2026-10-05T10:00Z")
    assert letters() == []
    assert Letter.objects.get().left_out_at is not None


def test_whoever_comes_back_is_told_in_the_next_letter_of_what_they_missed(at: Clock) -> None:
    at(f"{MONDAY} 11:00")
    account = Account.objects.filter(person=person("Rowena Hill"))
    told("Rowena Hill", urgent=True)
    account.update(is_active=False, withdrawn_at="2026-10-05T10:00Z")
    letters()
    account.update(is_active=True, withdrawn_at=None)
    told("Rowena Hill", "question", "question:1", urgent=True)
    assert subjects() == ["Gatepost: 2 new items: 1 your post, 1 a question"]


def test_somebody_who_has_never_signed_in_is_reached_by_their_entry(at: Clock) -> None:
    at(f"{MONDAY} 11:00")
    new = Person.objects.create(given_name="Nadia", family_name="Flint", email="nadia.flint@fernleigh.example")
    services.notify(to=[new], category="post", about="post:1", urgent=True)
    assert [letter.to for letter in letters()] == [["nadia.flint@fernleigh.example"]]


# -- what it says --


def test_a_letter_says_how_many_of_which_kind_and_where_and_nothing_else(at: Clock) -> None:
    at("2026-10-04 03:00")
    told("Chidi Okoro", "safeguarding", "concern:4711")
    (letter,) = letters()
    words = letter.subject + str(letter.body)
    assert "http://localhost:8000/" in words
    assert not re.search(r"Okoro|Chidi|concern|4711|Saltmarsh|Fernleigh", words)
    sent = letter.message()
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Message-ID"] == f"<{Letter.objects.get().pk}@localhost>"
    assert letter.to == [person("Chidi Okoro").email]


def test_many_letters_take_few_queries_each(at: Clock) -> None:
    at("2026-10-04 03:00")
    for name in ("Chidi Okoro", "Imelda Pace", "Judith Penfold", "Desmond Clay"):
        told(name, "alarm", "duty:1")
    with CaptureQueriesContext(connection) as queries:
        assert len(letters()) == 4
    assert len(queries) <= 4 * 20
