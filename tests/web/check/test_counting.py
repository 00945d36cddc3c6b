"""What is kept of checks is one number a day: one for each post, however often its words change meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import OperationalError, connection, connections
from django.utils import timezone

from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.authority import Refused
from gatepost.apps.posts.channels import Place
from gatepost.apps.posts.models import DailyCount
from gatepost.apps.posts.post import Post, Words
from gatepost.apps.posts.services import checking as services
from tests.site_cast import person
from tests.web.check.sheets import OWN, field, filled, reader, sent, verdict

POST = Post(Words("Sports day is on Friday."), Place("sanctioned", "facebook"), "teacher", "SMP")


def counted() -> int:
    return sum(DailyCount.objects.values_list("number", flat=True))


@pytest.mark.django_db
def test_a_post_is_counted_once_from_its_first_words_to_its_last() -> None:
    client = reader()
    page = sent(client, filled("Sports"))
    assert field(page, "counted") == "True"
    for text in ("Sports day", "Sports day is on Friday."):
        sent(client, filled(text, counted="True"), "/check/live/")
    assert counted() == 1
    sent(client, filled("Another post", where=OWN))
    assert counted() == 2


@pytest.mark.django_db
def test_an_empty_or_a_broken_sheet_is_no_check() -> None:
    client = reader()
    sent(client, filled(""))
    sent(client, filled("x" * 20_001))
    client.get("/check/")
    client.post("/check/share/", {"text": "Hello"})
    assert counted() == 0


@pytest.mark.django_db
def test_the_count_names_a_day_and_a_kind_and_nothing_else() -> None:
    sent(reader(), filled("Sports day is on Friday.", where=OWN))
    assert [one.name for one in DailyCount._meta.get_fields()] == ["id", "day", "kind", "number"]
    row = DailyCount.objects.get()
    assert (row.day, row.kind, row.number, str(row)) == (
        timezone.localdate(),
        "checks",
        1,
        f"checks on {timezone.localdate()}",
    )
    assert Entry.objects.count() == 0


@pytest.mark.django_db
def test_a_count_that_fails_does_not_stand_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    client = reader()

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(DailyCount.objects, "filter", full)
    assert verdict(sent(client, filled("Sports day is on Friday."))) == "allow"


@pytest.mark.django_db(transaction=True)
def test_none_is_lost_when_many_check_at_once() -> None:
    services._count()

    def check(_: int) -> None:
        services._count()
        connections.close_all()

    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(check, range(20)))
    else:  # a second connection to SQLite's memory finds the table locked while any other still reads it
        for _ in range(20):
            services._count()
    assert counted() == 21
    assert DailyCount.objects.get().day == timezone.localdate()


@pytest.mark.django_db
def test_a_new_day_begins_a_new_count() -> None:
    DailyCount.objects.create(day=date(2026, 9, 1), kind="checks", number=7)
    sent(reader(), filled("Sports day is on Friday."))
    assert list(DailyCount.objects.values_list("number", flat=True)) == [7, 1]


@pytest.mark.django_db
def test_whom_the_policy_does_not_bind_checks_nothing_by_the_service_either() -> None:
    nobody = person("Alan Wren")
    nobody.roles.all().delete()
    with pytest.raises(Refused):
        services.check(by=nobody, post=POST, count=True)
    assert counted() == 0
