"""The school years of the made-up federation, counted back from the day on which it is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_SETTLED = (9, 15)  # until then September still shows the year before
_HALF_TERMS = (((9, 3), (10, 23)), ((11, 2), (12, 18)), ((1, 5), (2, 12)), ((2, 22), (3, 26)), ((4, 12), (5, 28)),
               ((6, 7), (7, 21)))  # fmt: skip


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That moment by the clock on the school's wall."""
    return datetime.combine(day, time(hour, minute), LONDON)


def first_year_of(today: date) -> int:
    """The year in whose September the story begins: a whole school year, and the next one up to today."""
    return today.year - 1 if (today.month, today.day) >= _SETTLED else today.year - 2


@dataclass(frozen=True)
class Story:
    """The days of the story that the tables name by a word."""

    today: date

    @property
    def first(self) -> int:
        return first_year_of(self.today)

    @property
    def set_up(self) -> date:
        return date(self.first, 8, 26)

    def day(self, month: int, day: int) -> date:
        """A day of the first school year; a Saturday or Sunday gives way to the Monday."""
        return working(date(self.first + (month < 8), month, day))

    def later(self, month: int, day: int) -> date:
        """A day of the second autumn."""
        return working(date(self.first + 1, month, day))

    def begins(self, word: str) -> date:
        """The first day of what begins with that term."""
        return {
            "": self.day(9, 1), "spring": self.day(1, 5), "second": self.later(9, 1), "late": self.later(9, 11),
        }[word]  # fmt: skip

    def ends(self, word: str) -> date | None:
        """The last day of what ends with that term."""
        return {
            "": None, "autumn": self.day(12, 18), "spring": self.day(3, 26), "summer": self.day(7, 21),
            "july": self.day(7, 21),
        }[word]  # fmt: skip

    def school_days(self, start: date) -> Iterator[date]:
        """Every day of school from `start` until yesterday."""
        day = start
        while day < self.today:
            if day.weekday() < 5 and any(_within(day, *half) for half in _HALF_TERMS):
                yield day
            day += timedelta(days=1)


def working(day: date) -> date:
    """That day, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _within(day: date, start: tuple[int, int], end: tuple[int, int]) -> bool:
    return start <= (day.month, day.day) <= end


def holidays(story: Story) -> Iterator[tuple[date, date, str]]:
    """What lies between the half terms of both school years: first day, last day, what it is."""
    for year in (story.first, story.first + 1):
        spans = [tuple(date(year + (month < 8), month, day) for month, day in half) for half in _HALF_TERMS]
        after = date(year + 1, *_HALF_TERMS[0][0])
        begins = [span[0] for span in spans[1:]] + [after]
        for (_, ended), begun, title in zip(spans, begins, _HOLIDAYS, strict=True):
            yield ended + timedelta(days=1), begun - timedelta(days=1), title


_HOLIDAYS = (
    "Autumn half term",
    "Christmas holiday",
    "Spring half term",
    "Easter holiday",
    "Summer half term",
    "Summer holiday",
)
