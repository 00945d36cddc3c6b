"""By when something is owed: the policy's words for a time, counted on a school's own calendar.

Values in, values out. `minutes` run in working hours alone, since a rota covers the holidays and nobody the night;
`hours` by the clock on the wall, as the law counts them; whole days end when their last day does.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

SOON = timedelta(hours=1)  # "at once", counted in working hours: when others are told that nobody has acted
_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True)
class SchoolCalendar:
    """On which days there is school, and in which hours somebody is there to act.

    `closed` are days without school beside weekends and bank holidays: between the terms, and INSET days.
    """

    closed: frozenset[date] = frozenset()
    bank_holidays: frozenset[date] = frozenset()
    opens: time = time(8)
    closes: time = time(18)
    ends: time = time(16)  # of a school day: by when something is owed that is owed that day
    zone: tzinfo = field(default_factory=lambda: ZoneInfo("Europe/London"))

    def working_day(self, day: date) -> bool:
        """Monday to Friday, but for bank holidays."""
        return day.weekday() < 5 and day not in self.bank_holidays

    def school_day(self, day: date) -> bool:
        """A working day with school."""
        return self.working_day(day) and day not in self.closed


def due(within: str, since: datetime, days: SchoolCalendar) -> datetime | None:
    """When something is due that is owed within this time (a `Within` of the policy) after `since`; None: no time stated.

    The day on which it begins counts for nothing, as the law has it. OverflowError for a calendar without such a day.
    """
    local = since.astimezone(days.zone)
    if within in ("no time stated", "beforehand"):
        return None
    if within == "at once":
        return _worked(SOON, local, days)
    if within == "same school day":
        return _same_school_day(local, days)
    number, _, unit = within.partition(" ")
    return _COUNTED[unit](int(number), local, days)


def _minutes(number: int, local: datetime, days: SchoolCalendar) -> datetime:
    return _worked(timedelta(minutes=number), local, days)


def _worked(left: timedelta, local: datetime, days: SchoolCalendar) -> datetime:
    """So much later, counting working hours alone; by the clock that runs evenly, whatever is done to the one on the wall."""
    day = local.date()
    for _ in range(_FAR):
        if days.working_day(day):
            begins = max(local, _at(day, days.opens, days)).astimezone(UTC)
            room = _at(day, days.closes, days).astimezone(UTC) - begins
            if left <= room:
                return (begins + left).astimezone(days.zone)
            left -= max(room, timedelta())
        day += timedelta(days=1)
    raise OverflowError("no working day within ten years")


def _hours(number: int, local: datetime, days: SchoolCalendar) -> datetime:
    return (local.astimezone(UTC) + timedelta(hours=number)).astimezone(days.zone)


def _days(number: int, local: datetime, days: SchoolCalendar) -> datetime:
    return _at(local.date() + timedelta(days=number), _LAST_MINUTE, days)


def _working_days(number: int, local: datetime, days: SchoolCalendar) -> datetime:
    return _at(_counted(number, local.date(), days.working_day), days.closes, days)


def _school_days(number: int, local: datetime, days: SchoolCalendar) -> datetime:
    return _at(_counted(number, local.date(), days.school_day), days.ends, days)


def _same_school_day(local: datetime, days: SchoolCalendar) -> datetime:
    """Until its end, if there is any of it left; else the next one."""
    end = _at(local.date(), days.ends, days)
    return end if days.school_day(local.date()) and local < end else _school_days(1, local, days)


def _months(number: int, local: datetime, days: SchoolCalendar) -> datetime:
    """The same day of a later month, or its last one; if nobody works on it, the next day on which somebody does."""
    month = local.month - 1 + number
    year, month = local.year + month // 12, month % 12 + 1
    day = date(year, month, min(local.day, calendar.monthrange(year, month)[1]))
    if not days.working_day(day):
        day = _counted(1, day, days.working_day)
    return _at(day, _LAST_MINUTE, days)


def _years(number: int, local: datetime, days: SchoolCalendar) -> datetime:
    return _months(12 * number, local, days)


def _counted(number: int, day: date, counts: Callable[[date], bool]) -> date:
    """The day on which so many that count have passed, the first one left out."""
    for _ in range(_FAR):
        day += timedelta(days=1)
        number -= counts(day)
        if number <= 0:
            return day
    raise OverflowError("the calendar has no such day within ten years")


def _at(day: date, hour: time, days: SchoolCalendar) -> datetime:
    return datetime.combine(day, hour, days.zone)


_FAR = 3_660  # days
_COUNTED: dict[str, Callable[[int, datetime, SchoolCalendar], datetime]] = {
    "minutes": _minutes,
    "hours": _hours,
    "days": _days,
    "working days": _working_days,
    "school days": _school_days,
    "months": _months,
    "years": _years,
}
