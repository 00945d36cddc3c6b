"""The hour that October has twice, the one that March lacks, and midnight, by the clock on the wall in London."""

from __future__ import annotations

from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
from django.utils import timezone

from gatepost.apps.people.authority import may
from gatepost.apps.people.models import Person, RoleHeld
from gatepost.web.views.first import greeting
from tests.site_cast import federation, person
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db


def greeted(at: datetime) -> str:
    """How somebody is greeted who opens the first page at this moment."""
    federation()
    client = browser_of(person("Rowena Hill"))
    with patch.object(timezone, "now", return_value=at):
        body = client.get("/").content.decode()
    return body.partition("<h1>")[2].partition(",")[0]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Good morning"),  # 01:30 for the first time
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Good morning"),  # 01:30 again
        (datetime(2026, 10, 24, 10, 59, tzinfo=UTC), "Good morning"),  # 11:59 in summer time
        (datetime(2026, 10, 24, 11, 0, tzinfo=UTC), "Good afternoon"),
        (datetime(2026, 10, 25, 11, 59, tzinfo=UTC), "Good morning"),  # 11:59 in winter time, the day after
        (datetime(2026, 10, 25, 12, 0, tzinfo=UTC), "Good afternoon"),
        (datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), "Good morning"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "Good morning"),  # 02:00, and there was no 01:30
        (datetime(2026, 7, 1, 17, 0, tzinfo=UTC), "Good evening"),
        (datetime(2026, 11, 1, 17, 59, tzinfo=UTC), "Good afternoon"),
    ],
)
def test_the_greeting_goes_by_the_clock_on_the_wall(at: datetime, words: str) -> None:
    assert greeted(at) == words


def test_every_hour_has_its_greeting() -> None:
    words = [str(greeting(hour)) for hour in range(24)]
    assert words == ["Good morning"] * 12 + ["Good afternoon"] * 6 + ["Good evening"] * 6


def test_a_day_begins_at_midnight_in_london_also_when_it_has_twenty_five_hours() -> None:
    """A role until the 25th counts in both of the hours between one and two, and no minute longer than that day."""
    webb = person("Marian Webb")
    webb.roles.all().delete()
    RoleHeld.objects.create(person=webb, role="clerk", starts=date(2026, 10, 25), ends=date(2026, 10, 25))

    def could(*moment: int) -> bool:
        with patch.object(timezone, "now", return_value=datetime(*moment, tzinfo=UTC)):  # type: ignore[misc, arg-type]
            return may(Person.objects.get(pk=webb.pk), "person.list")

    assert not could(2026, 10, 24, 22, 59)  # 23:59 on the 24th, summer time
    assert could(2026, 10, 24, 23, 0)  # midnight, summer time
    assert could(2026, 10, 25, 0, 30)
    assert could(2026, 10, 25, 1, 30)
    assert could(2026, 10, 25, 23, 59)  # 23:59, winter time
    assert not could(2026, 10, 26, 0, 0)
