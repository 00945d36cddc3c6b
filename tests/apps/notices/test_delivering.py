"""Handing letters over to a real mail server: refused, away for a day, slow, or hanging up in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from pytest_django import Settings

from gatepost.apps.ledger.models import Entry, subject
from gatepost.apps.notices import selectors, services
from gatepost.apps.notices.letters import claiming, delivering, ending
from gatepost.apps.notices.letters.delivering import deliver
from gatepost.apps.notices.letters.gathering import gather
from gatepost.apps.notices.models import Letter
from gatepost.apps.people.models import Person
from tests.apps.notices.clock import Clock
from tests.apps.notices.post_office import PostOffice
from tests.site_cast import federation, person

pytestmark = pytest.mark.django_db
NIGHT = "2026-10-05 03:00"
PEOPLE = ("Chidi Okoro", "Imelda Pace", "Judith Penfold")


@pytest.fixture
def office(settings: Settings) -> PostOffice:
    """A mail server that the site knows of; not open yet."""
    office = PostOffice()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", office.port, 2
    return office


@pytest.fixture
def open_office(office: PostOffice) -> Iterator[PostOffice]:
    with office.opened():
        yield office


@pytest.fixture(autouse=True)
def _three_are_told(at: Clock) -> None:
    federation()
    at(NIGHT)
    services.notify(to=[person(name) for name in PEOPLE], category="alarm", about="duty:1")


def send() -> None:
    gather()
    deliver()


def of(name: str) -> Letter:
    return Letter.objects.get(person=person(name))


def test_a_real_server_takes_each_letter_once(open_office: PostOffice) -> None:
    send()
    send()
    assert sorted(open_office.ids) == sorted(letter.message_id for letter in Letter.objects.all())
    assert sorted(open_office.readers) == sorted(person(name).email for name in PEOPLE)
    assert open_office.taken[0]["Subject"] == "Gatepost: 1 new item: 1 nobody has answered"


def test_while_the_server_is_away_nothing_is_lost_and_no_try_is_used_up(office: PostOffice, at: Clock) -> None:
    for hour in ("04:00", "12:00", "23:00"):
        at(f"2026-10-05 {hour}")
        send()
    assert {letter.tries for letter in Letter.objects.all()} == {0}
    at("2026-10-06 05:30")
    with office.opened():
        assert selectors.overdue() == 3
        send()
    assert len(set(office.ids)) == len(office.ids) == 3
    assert selectors.overdue() == 0


@pytest.mark.parametrize(
    ("words", "wait"),
    [("550 no such mailbox", timedelta(hours=1)), ("450 mailbox busy", timedelta(minutes=1))],
)
def test_one_that_is_refused_keeps_no_other_from_going(open_office: PostOffice, words: str, wait: timedelta) -> None:
    open_office.refuses = {person("Chidi Okoro").email: words}
    send()
    assert len(open_office.taken) == 2
    refused = of("Chidi Okoro")
    assert refused.sent_at is None
    assert refused.trouble == f"SMTPRecipientsRefused {words[:3]}"
    assert refused.next_try_at == timezone.now() + wait


def test_a_refused_one_goes_under_the_same_id_once_it_is_taken(open_office: PostOffice, at: Clock) -> None:
    open_office.refuses = {person("Chidi Okoro").email: "550 no such mailbox"}
    send()
    open_office.refuses = {}
    at("2026-10-05 04:01")
    send()
    assert of("Chidi Okoro").message_id == open_office.ids[-1]
    assert of("Chidi Okoro").tries == 2


def test_one_that_is_refused_for_days_is_given_up_and_that_is_told(open_office: PostOffice, at: Clock) -> None:
    open_office.refuses = {person("Chidi Okoro").email: "550 no such mailbox"}
    for day in range(5, 11):
        for hour in (4, 11, 18):
            at(f"2026-10-{day:02} {hour:02}:30")
            send()
    given_up = of("Chidi Okoro")
    assert given_up.given_up_at is not None
    assert given_up.tries >= ending.LEAST_TRIES
    assert selectors.given_up() == 1
    entry = Entry.objects.get(event="letter_given_up")
    assert entry.subject == subject("person", person("Chidi Okoro").pk)


def test_the_next_letter_makes_up_for_one_that_was_given_up(open_office: PostOffice, at: Clock) -> None:
    send()
    Letter.objects.filter(person=person("Chidi Okoro")).update(sent_at=None, given_up_at=timezone.now())
    services.notify(to=[person("Chidi Okoro")], category="safeguarding", about="concern:1")
    send()
    assert open_office.taken[-1]["Subject"] == "Gatepost: 2 new items: 1 safeguarding, 1 nobody has answered"
    assert selectors.given_up() == 0


def test_whoever_has_no_address_is_told_of_instead_of_passed_over(open_office: PostOffice) -> None:
    nobody = Person.objects.create(given_name="Nadia", family_name="Flint")
    services.notify(to=[nobody], category="alarm", about="duty:2")
    send()
    assert len(open_office.taken) == 3
    assert Letter.objects.get(person=nobody).trouble == "no address"
    assert selectors.given_up() == 1


@pytest.mark.parametrize("words", ["554 not today", "451 later", "421 closing"])
def test_a_server_that_refuses_everything_loses_nothing(open_office: PostOffice, at: Clock, words: str) -> None:
    open_office.refuses_all = words
    send()
    assert open_office.taken == []
    open_office.refuses_all = ""
    at("2026-10-05 04:30")
    send()
    assert len(set(open_office.ids)) == len(open_office.ids) == 3


def test_a_letter_in_hand_is_no_other_workers(open_office: PostOffice, at: Clock) -> None:
    gather()
    held = claiming.claim()
    deliver()
    assert held is not None
    assert len(open_office.taken) == 2
    at("2026-10-05 03:04")  # whoever had it died; the lease is over
    deliver()
    assert open_office.ids[-1] == held.letter.message_id


def test_a_note_that_the_database_did_not_take_is_written_again(
    open_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    really = ending.sent

    def busy(letter: Letter) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise DatabaseError
        really(letter)

    monkeypatch.setattr(ending, "sent", busy)
    monkeypatch.setattr(delivering, "_PATIENCE", (0.0, 0.0))
    monkeypatch.setattr(connection, "close", lambda: None)
    send()
    send()
    assert len(open_office.ids) == len(set(open_office.ids)) == 3


def test_tries_come_further_and_further_apart() -> None:
    minutes = [ending.wait(tries, refused=False) / timedelta(minutes=1) for tries in range(1, 9)]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60]
    hours = [ending.wait(tries, refused=True) / timedelta(hours=1) for tries in range(1, 6)]
    assert hours == [1, 2, 4, 6, 6]


def test_nothing_of_anybody_is_logged(open_office: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    open_office.refuses = {person("Chidi Okoro").email: "550 no such mailbox"}
    caplog.set_level("DEBUG", "gatepost")
    send()
    assert "okoro" not in caplog.text.lower()


def test_old_notices_and_letters_are_forgotten(open_office: PostOffice, at: Clock) -> None:
    send()
    services.notify(to=[person("Rowena Hill")], category="post", about="post:1")
    at("2027-12-05 03:00")
    services.notify(to=[person("Rowena Hill")], category="post", about="post:2")
    assert services.forget() == 4
    assert not Letter.objects.exists()
    assert selectors.told(person("Rowena Hill")).count() == 1
