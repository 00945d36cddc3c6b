"""The calendar of a school, put together: weekends, England's bank holidays, and the days on which it has no school."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from django.db.models import Q
from django.utils import timezone

from gatepost.apps.duties.models import Closure
from gatepost.policy.bank_holidays import bank_holidays
from gatepost.policy.deadlines import SchoolCalendar

_BACK, _AHEAD = 1, 3  # years around this one that duties can reach
_LONGEST = timedelta(days=400)  # what a closure may last


def calendar_of(school: int | None) -> SchoolCalendar:
    """The calendar of this school, or the one that all schools share. One query."""
    shared = Q(school=None) if school is None else Q(school=None) | Q(school=school)
    spans = Closure.objects.filter(shared).values_list("starts", "ends")
    closed = frozenset(day for starts, ends in spans for day in _days(starts, ends or starts))
    return SchoolCalendar(closed=closed, bank_holidays=_bank_holidays(timezone.localdate().year))


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """Of that year and those around it."""
    return frozenset().union(*map(bank_holidays, range(year - _BACK, year + _AHEAD + 1)))


def _days(starts: date, ends: date) -> list[date]:
    return [starts + timedelta(days=n) for n in range(min(ends - starts, _LONGEST).days + 1)]
