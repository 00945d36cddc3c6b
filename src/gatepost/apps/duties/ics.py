"""A school's own calendar (iCalendar, RFC 5545) read for one thing: on which days there is no school.

Bytes in, values out. What closes a school is told by its title, as schools write it: holidays, half term, INSET and
training days; and what lies between one term's end and the next one's beginning. What comes again every week closes
nothing. Nothing else of the calendar is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from icalendar import Calendar, Event

MOST_BYTES = 5 * 1024 * 1024
_CLOSED = re.compile(
    r"\b(?:half[ -]?term(?! (?:begins|starts|ends))|(?:school )?holidays?\b(?! club)|inset|school closed|(?:school )?closure|non[ -]pupil"
    r"|(?:staff )?training day|teacher training|occasional day|(?:christmas|easter|summer) break|pd day)\b",
    re.IGNORECASE,
)
_OPEN_AGAIN = re.compile(
    r"\b(?:club|camp|homework|reading challenge|photo|fair|fayre|disco|assembly|service|lunch)\b", re.IGNORECASE
)
_BEGINS = re.compile(
    r"\bterm (?:begins|starts|opens)\b|\b(?:start|beginning|first day) of (?:\w+ )?(?:half[ -]?)?term\b|\bschool (?:re)?opens\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\bterm (?:ends|closes)\b|\b(?:end|last day) of (?:\w+ )?(?:half[ -]?)?term\b|\bschool closes\b", re.IGNORECASE)  # fmt: skip
_LONGEST = timedelta(days=70)  # what lies between two terms at the most; longer, and one of the two was left out


class NotACalendar(ValueError):  # noqa: N818 (it reads as a sentence)
    """What was read is no calendar; it says why."""


@dataclass(frozen=True, order=True)
class NoSchool:
    """Days without school, both included."""

    starts: date
    ends: date
    title: str


def read(data: bytes) -> list[NoSchool]:
    """The days without school in a calendar, in their order; NotACalendar for what is none."""
    if len(data) > MOST_BYTES:
        raise NotACalendar("larger than a school's calendar can be (5 MB)")
    try:
        events = [one for one in Calendar.from_ical(data).walk("VEVENT") if isinstance(one, Event)]
        told = [one for event in events if (one := _told(event)) is not None]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as problem:
        raise NotACalendar("no iCalendar file (it begins with BEGIN:VCALENDAR)") from problem
    closed = {one for one in told if _closes(one.title)} | set(_between(told))
    return sorted(closed)


def _told(event: Event) -> NoSchool | None:
    """An event as days; none for one without a date, and for one that comes again and again."""
    begins = event.get("DTSTART")
    if begins is None or event.get("RRULE") is not None:
        return None
    starts, whole = _day(begins.dt), not isinstance(begins.dt, datetime)
    ends = event.get("DTEND")
    last = _day(ends.dt) if ends is not None else starts
    if whole and ends is not None and last > starts:
        last -= timedelta(days=1)  # the end of a whole day is the day after
    title = " ".join(str(event.get("SUMMARY", "")).split())[:100]
    return NoSchool(starts, max(starts, last), title)


def _closes(title: str) -> bool:
    marks = _BEGINS.search(title) or _ENDS.search(title) or _OPEN_AGAIN.search(title)
    return bool(_CLOSED.search(title)) and not marks


def _between(told: list[NoSchool]) -> Iterator[NoSchool]:
    """What lies between the end of one term (or half) and the beginning of the next."""
    marks = sorted([(one.starts, True) for one in told if _BEGINS.search(one.title)]
                   + [(one.ends, False) for one in told if _ENDS.search(one.title)])  # fmt: skip
    for (ended, begins_first), (begun, begins_then) in pairwise(marks):
        if not begins_first and begins_then and timedelta(days=1) < begun - ended <= _LONGEST:
            yield NoSchool(ended + timedelta(days=1), begun - timedelta(days=1), "Between the terms")


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when
