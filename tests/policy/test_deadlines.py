"""By when something is owed, on the calendar of a school."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gatepost.policy.deadlines import SchoolCalendar, due
from tests.cast import learn_to_live

LONDON = ZoneInfo("Europe/London")
DECEMBER_HOLIDAY = frozenset(date(2026, 12, 19) + timedelta(days=n) for n in range(16))
SCHOOL = SchoolCalendar(closed=DECEMBER_HOLIDAY, bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}))  # fmt: skip


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("within", "since", "then"),
    [
        # half an hour of somebody's working day
        ("30 minutes", "2026-11-26 10:00", "2026-11-26 10:30"),
        ("30 minutes", "2026-11-26 17:45", "2026-11-27 08:15"),
        ("30 minutes", "2026-11-26 23:00", "2026-11-27 08:30"),
        ("30 minutes", "2026-11-28 12:00", "2026-11-30 08:30"),  # a Saturday
        ("30 minutes", "2026-12-22 09:00", "2026-12-22 09:30"),  # the rota covers the holidays
        ("30 minutes", "2026-12-25 09:00", "2026-12-29 08:30"),  # but not Christmas
        ("at once", "2026-11-26 21:00", "2026-11-27 09:00"),
        # the same school day, if there is any of it left
        ("same school day", "2026-11-26 10:00", "2026-11-26 16:00"),
        ("same school day", "2026-11-26 16:00", "2026-11-27 16:00"),
        ("same school day", "2026-12-18 20:00", "2027-01-04 16:00"),
        # whole days: the first one does not count
        ("1 school days", "2026-11-26 08:00", "2026-11-27 16:00"),
        ("2 school days", "2026-11-26 08:00", "2026-11-30 16:00"),
        ("10 school days", "2026-12-10 12:00", "2027-01-07 16:00"),
        ("1 working days", "2026-12-24 12:00", "2026-12-29 18:00"),
        ("30 days", "2026-11-26 12:00", "2026-12-26 23:59"),
        # the law's hours go on through the night and the weekend
        ("72 hours", "2026-11-27 17:00", "2026-11-30 17:00"),
        # a month of the law: the same day, the last one of a short month, the next one on which somebody works
        ("1 months", "2026-11-26 09:00", "2026-12-29 23:59"),
        ("1 months", "2027-01-31 09:00", "2027-03-01 23:59"),  # 28 February is a Sunday
        ("1 years", "2028-02-29 09:00", "2029-02-28 23:59"),
    ],
)
def test_it_is_due(within: str, since: str, then: str) -> None:
    assert due(within, london(since), SCHOOL) == london(then)


@pytest.mark.parametrize("within", ["no time stated", "beforehand"])
def test_what_has_no_time_is_never_late(within: str) -> None:
    assert due(within, london("2026-11-26 10:00"), SCHOOL) is None


def test_the_hour_that_happens_twice_is_two_hours() -> None:
    before = london("2026-10-25 00:30")
    then = due("3 hours", before, SCHOOL)
    assert then is not None
    assert then.strftime("%H:%M") == "02:30"
    assert then.timestamp() - before.timestamp() == 3 * 3600


def test_the_hour_that_does_not_happen_is_no_hour() -> None:
    then = due("2 hours", london("2027-03-28 00:30"), SCHOOL)
    assert then is not None
    assert then.strftime("%H:%M") == "03:30"


def test_a_calendar_without_any_school_day_is_refused_and_hangs_nobody() -> None:
    ever = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(4_500))
    with pytest.raises(OverflowError):
        due("1 school days", london("2026-11-26 10:00"), SchoolCalendar(closed=ever))


def test_every_time_that_the_policy_states_can_be_counted() -> None:
    for duty in learn_to_live().duties:
        due(duty.within, london("2026-11-26 10:00"), SCHOOL)


moments = some.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 30)).map(lambda when: when.replace(tzinfo=LONDON))  # noqa: DTZ001
times = some.sampled_from(["at once", "30 minutes", "same school day", "2 school days", "1 working days", "5 days", "72 hours", "1 months"])  # fmt: skip


@given(times, moments)
def test_it_is_never_due_before_it_begins(within: str, since: datetime) -> None:
    then = due(within, since, SCHOOL)
    assert then is not None
    assert then.timestamp() > since.timestamp() - 60


@given(times, moments, moments)
def test_what_begins_later_is_not_due_earlier(within: str, one: datetime, other: datetime) -> None:
    first, last = sorted((one, other), key=datetime.timestamp)
    then, later = due(within, first, SCHOOL), due(within, last, SCHOOL)
    assert then is not None
    assert later is not None
    assert then.timestamp() <= later.timestamp()


@given(times, moments)
def test_more_days_without_school_never_make_it_due_earlier(within: str, since: datetime) -> None:
    then, open_all_year = due(within, since, SCHOOL), due(within, since, SchoolCalendar())
    assert then is not None
    assert open_all_year is not None
    assert then.timestamp() >= open_all_year.timestamp()
