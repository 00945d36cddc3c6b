"""When a letter may come: school mornings, unless the person wants it otherwise."""

from __future__ import annotations

from datetime import time

import pytest

from gatepost.apps.notices.hours import Hours
from tests.apps.notices.clock import moment

USUAL = Hours()
NEVER_QUIET = Hours(quiet_from=time(0), quiet_until=time(0))


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2026-10-05 07:30", "2026-10-05 07:30"),  # Monday, to the minute
        ("2026-10-05 07:29", "2026-10-02 07:30"),  # a minute earlier it was Friday's
        ("2026-10-04 12:00", "2026-10-02 07:30"),  # none on a Sunday
        ("2026-12-29 12:00", "2026-12-29 07:30"),
        ("2026-12-28 12:00", "2026-12-24 07:30"),  # Boxing Day's substitute, a Monday
        ("2026-05-04 12:00", "2026-05-01 07:30"),  # May Day
    ],
)
def test_the_daily_letter_comes_on_school_mornings(now: str, last: str) -> None:
    assert USUAL.last_daily(moment(now)) == moment(last)


def test_whoever_wants_it_on_sundays_and_bank_holidays_gets_it_then() -> None:
    always = Hours(days=frozenset(range(7)), bank_holidays=True)
    assert always.last_daily(moment("2026-12-27 09:00")) == moment("2026-12-27 07:30")
    assert always.last_daily(moment("2026-12-28 09:00")) == moment("2026-12-28 07:30")


@pytest.mark.parametrize(
    ("now", "may_come"),
    [
        ("2026-10-05 12:00", "2026-10-05 12:00"),
        ("2026-10-05 19:00", "2026-10-06 07:00"),
        ("2026-10-05 06:59", "2026-10-05 07:00"),
        ("2026-10-02 23:00", "2026-10-05 07:00"),  # from Friday night over the weekend
        ("2026-12-24 20:00", "2026-12-29 07:00"),
    ],
)
def test_what_is_late_waits_until_quiet_hours_and_free_days_are_over(now: str, may_come: str) -> None:
    assert USUAL.may_come(moment(now)) == moment(may_come)


def test_quiet_hours_may_lie_within_a_day() -> None:
    lessons = Hours(quiet_from=time(9), quiet_until=time(15, 30))
    assert lessons.may_come(moment("2026-10-05 10:00")) == moment("2026-10-05 15:30")
    assert lessons.may_come(moment("2026-10-05 23:00")) == moment("2026-10-05 23:00")


def test_the_same_hour_twice_is_never_quiet() -> None:
    assert NEVER_QUIET.may_come(moment("2026-10-05 03:00")) == moment("2026-10-05 03:00")


@pytest.mark.parametrize("night", ["2026-03-29 01:30", "2026-10-25 01:30"])  # an hour that is not there, and one twice
def test_the_nights_in_which_the_clocks_change_have_a_morning_too(night: str) -> None:
    sundays = Hours(days=frozenset({6}))
    assert sundays.may_come(moment(night)) == moment(f"{night[:10]} 07:00")
    assert sundays.last_daily(moment(f"{night[:10]} 08:00")) == moment(f"{night[:10]} 07:30")
