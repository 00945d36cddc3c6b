"""What an entry holds, and that a change and its entry happen together or not at all."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from gatepost.apps.ledger import chain, context, events, sealing, services
from gatepost.apps.ledger.models import Entry, PersonKey, Sealed
from gatepost.apps.people.models import School
from gatepost.apps.people.policy import in_force
from tests.apps.ledger.things import GRACE, HILL, OKORO, POSTED, Given, faults, post, posts
from tests.site_cast import school

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """A clock that stands at the last moment of the list."""
    moments = [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]
    monkeypatch.setattr("gatepost.apps.ledger.services.timezone.now", lambda: moments[-1])
    return moments


def test_an_entry_says_who_did_what_in_what_role_to_what_under_which_clauses() -> None:
    token = context.request_id.set("5f0c")
    try:
        entry = Entry.objects.get(pk=post("the boats").pk)
    finally:
        context.request_id.reset(token)
    assert (entry.number, entry.by, entry.role, entry.action) == (1, HILL, "teacher", "post.publish")
    assert (entry.event, entry.subject, entry.says) == ("tests_posted", f"person:{GRACE}", {"what": "the boats"})
    assert (entry.clauses, entry.request_id, entry.policy) == (["PU-1", "SU-4"], "5f0c", in_force().digest)
    assert (entry.previous, entry.hash) == ("", chain.entry_hash(entry.facts()))


def test_each_entry_holds_the_hash_of_the_one_before() -> None:
    first, second, third = posts(3)
    assert (first.previous, second.previous, third.previous) == ("", first.hash, second.hash)
    assert [entry.number for entry in Entry.objects.all()] == [1, 2, 3]


def test_what_is_given_back_is_what_is_kept() -> None:
    given = post("the boats", email="grace@fernleigh.example")
    assert Entry.objects.get(pk=1).facts() == given.facts()


def test_many_at_once_are_as_good_as_one_after_another() -> None:
    happened = (
        services.Happened(POSTED.name, f"person:{GRACE}", {"what": str(n)}, {GRACE: {"n": str(n)}})
        for n in range(1_100)
    )
    assert services.record_many(happened, by=OKORO, leave=Given()) == 1_100
    post("the last")
    assert (Entry.objects.count(), Sealed.objects.count(), PersonKey.objects.count()) == (1_101, 1_100, 1)
    assert not faults()


def test_none_at_once_is_none() -> None:
    assert services.record_many([], by=OKORO, leave=Given()) == 0


def test_many_at_once_are_all_or_none() -> None:
    happened = [services.Happened(POSTED.name, "person:x", {"what": str(n)}) for n in range(600)]
    with pytest.raises(LookupError), transaction.atomic():
        services.record_many([*happened, services.Happened("no_such_event", "person:x")], by=OKORO, leave=Given())
    assert not Entry.objects.exists()


def test_one_entry_costs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with transaction.atomic(), django_assert_num_queries(2):
        post()


def rename(somewhere: School, says: Mapping[str, Any]) -> None:
    """A change and its entry, as any service does both."""
    with transaction.atomic():
        School.objects.filter(pk=somewhere.pk).update(name="Another name")
        services.record(POSTED.name, by=HILL, leave=Given(), subject="school:1", says=says)


@pytest.mark.parametrize(
    ("says", "why"),
    [({}, "which `says` does not hold"), ({"what": 1.5}, "float"), ({"what": "a\0b"}, "cannot be stored")],
)
def test_what_cannot_be_recorded_undoes_what_was_done(says: dict[str, str], why: str) -> None:
    somewhere = school("SMP")
    with pytest.raises(ValueError, match=why):
        rename(somewhere, says)
    somewhere.refresh_from_db()
    assert somewhere.name != "Another name"
    assert not Entry.objects.exists()


def test_a_mistake_in_what_is_recorded_cannot_be_swallowed() -> None:
    with transaction.atomic():
        with pytest.raises(LookupError):
            services.record("no_such_event", by=HILL, leave=Given(), subject="school:1")
        with pytest.raises(transaction.TransactionManagementError):
            school("SMP")


def test_time_never_runs_backwards(clock: list[datetime], caplog: pytest.LogCaptureFixture) -> None:
    first = post()
    clock.append(clock[0] - timedelta(hours=1))
    with caplog.at_level(logging.WARNING):
        second = post()
    assert second.at == first.at
    assert "3600 seconds behind" in caplog.text
    clock.append(clock[0] + timedelta(microseconds=1))
    assert post().at == first.at + timedelta(microseconds=1)
    assert not faults()


def test_both_hours_of_the_night_in_october_are_told_apart(clock: list[datetime]) -> None:
    summer = post()
    clock.append(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    winter = post()
    assert [entry.at for entry in Entry.objects.all()] == [summer.at, winter.at]
    assert winter.at - summer.at == timedelta(hours=1)
    assert chain.as_json(summer.facts())["at"] == "2026-10-25T00:30:00.000000Z"
    assert chain.as_json(winter.facts())["at"] == "2026-10-25T01:30:00.000000Z"


class TestPersonalValues:
    """Beside the entry, under lock."""

    def test_are_nowhere_in_the_clear(self) -> None:
        entry = post("the boats", email="grace@fernleigh.example")
        kept = Sealed.objects.get()
        assert b"grace@" not in bytes(kept.ciphertext) + bytes(PersonKey.objects.get().wrapped)
        assert "grace@" not in str(chain.as_json(entry.facts()))
        assert entry.sealed == {str(GRACE): kept.hash()}

    def test_are_read_with_the_key(self) -> None:
        post(email="grace@fernleigh.example", telephone="01632 960 001")
        assert sealing.opened(Sealed.objects.all()) == [
            {"email": "grace@fernleigh.example", "telephone": "01632 960 001"}
        ]

    def test_are_gone_once_the_key_is_destroyed_and_the_ledger_is_whole(self) -> None:
        post(email="grace@fernleigh.example")
        assert services.destroy_key(GRACE)
        assert sealing.opened(Sealed.objects.all()) == [None]
        assert bytes(PersonKey.objects.get().wrapped) == b""
        assert not faults()

    def test_a_key_is_destroyed_once(self) -> None:
        assert (services.destroy_key(GRACE), services.destroy_key(GRACE)) == (True, False)

    def test_nothing_personal_is_recorded_of_the_erased(self) -> None:
        services.destroy_key(GRACE)
        with pytest.raises(sealing.KeyDestroyed, match=str(GRACE)), transaction.atomic():
            post(email="grace@fernleigh.example")
        assert not Entry.objects.exists()

    def test_of_one_person_do_not_open_as_those_of_another_or_of_another_entry(self) -> None:
        post(email="grace@fernleigh.example")
        post(about=OKORO, email="okoro@fernleigh.example")
        grace, okoro = Sealed.objects.all()
        moved = Sealed(entry_id=2, person=GRACE, nonce=grace.nonce, ciphertext=grace.ciphertext)
        turned = Sealed(entry_id=1, person=OKORO, nonce=grace.nonce, ciphertext=grace.ciphertext)
        for wrong in (moved, turned):
            assert sealing.opened([wrong]) == [{"": "cannot be read: these values were changed"}]
        assert sealing.opened([okoro]) == [{"email": "okoro@fernleigh.example"}]

    def test_another_ledger_key_is_told_in_words(self, settings: object) -> None:
        post(email="grace@fernleigh.example")
        settings.LEDGER_KEY = "another"  # type: ignore[attr-defined]
        with pytest.raises(sealing.WrongLedgerKey, match="GATEPOST_LEDGER_KEY"):
            sealing.opened(Sealed.objects.all())

    def test_a_value_that_cannot_be_stored_is_named_and_not_repeated(self) -> None:
        with pytest.raises(ValueError, match="'email'") as refused, transaction.atomic():
            post(email="grace\0@fernleigh.example")
        assert "grace" not in str(refused.value)


def test_two_events_of_one_name_are_a_mistake() -> None:
    events.register(POSTED)
    with pytest.raises(ValueError, match="two events are named tests_posted"):
        events.register(events.Event("tests_posted", "something else"))


def test_an_event_that_is_no_longer_listed_is_told_by_its_name() -> None:
    assert events.sentence("badge_given", {}) == "badge given"
    assert events.sentence("tests_posted", {"what": "the boats"}) == "posted the boats"
    assert events.sentence("tests_posted", {}) == "posted –"


@contextmanager
def a_full_disk() -> Iterator[None]:
    """SQLite takes not one page more than it has; PostgreSQL says what it says when it cannot extend a file."""
    begin, end = _FULL_SQLITE if connection.vendor == "sqlite" else _FULL_POSTGRESQL
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count" if connection.vendor == "sqlite" else "SELECT 1")
        cursor.execute(begin.replace("SO_MANY", str(cursor.fetchone()[0])))
        yield
        cursor.execute(end)


_FULL_SQLITE = ("PRAGMA max_page_count = SO_MANY", "PRAGMA max_page_count = 1073741823")
_FULL_POSTGRESQL = (
    """CREATE FUNCTION tests_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
           RAISE EXCEPTION 'could not extend file: No space left on device (disk full)' USING ERRCODE = 'disk_full';
       END $$;
       CREATE TRIGGER tests_full BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION tests_full()""",
    "DROP FUNCTION tests_full CASCADE",
)


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_leaves_nothing_half_done() -> None:
    somewhere, told = school("SMP"), {"what": "x" * 600_000}
    before = somewhere.name
    with a_full_disk(), pytest.raises(OperationalError, match="full"):
        rename(somewhere, told)
    somewhere.refresh_from_db()
    assert (somewhere.name, Entry.objects.count()) == (before, 0)
    post("there is room again")
    assert not faults()
