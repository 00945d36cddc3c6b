"""When a letter may come to somebody, as a value: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gatepost.policy.bank_holidays import bank_holidays

MORNING, EVENING, NIGHT_OVER = time(7, 30), time(19), time(7)
SCHOOL_DAYS = frozenset(range(5))  # Monday is 0
_FAR = 40  # days: further apart no two days lie on which somebody takes letters


@dataclass(frozen=True)
class Hours:
    """The hour of the daily letter, the days on which it comes, and the hours in which none does."""

    daily_at: time = MORNING
    quiet_from: time = EVENING
    quiet_until: time = NIGHT_OVER
    days: frozenset[int] = SCHOOL_DAYS
    bank_holidays: bool = False

    def come_on(self, day: date) -> bool:
        """Whether letters come on this day at all."""
        return day.weekday() in self.days and (self.bank_holidays or day not in bank_holidays(day.year))

    def quiet_at(self, at: time) -> bool:
        """Whether it is quiet then; the same hour twice means that it never is."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until

    def last_daily(self, now: datetime) -> datetime | None:
        """When the last daily letter was due; None if that is further back than anybody waits."""
        return next((at for at in self._dailies(now) if at <= now), None)

    def may_come(self, now: datetime) -> datetime:
        """The first moment from now on at which a letter that is not urgent may come."""
        at = timezone.localtime(now)
        until = at + timedelta(days=_FAR)
        while at < until:
            if not self.come_on(at.date()):
                at = _at(at.date() + timedelta(days=1), time.min)
            elif self.quiet_at(at.time()):
                at = self._quiet_over(at)
            else:
                return max(at, now)
        return at

    def _dailies(self, now: datetime) -> Iterator[datetime]:
        today = timezone.localdate(now)
        for back in range(_FAR):
            day = today - timedelta(days=back)
            if self.come_on(day):
                yield _at(day, self.daily_at)

    def _quiet_over(self, at: datetime) -> datetime:
        day = at.date() + timedelta(days=1) if at.time() >= self.quiet_until else at.date()
        return _at(day, self.quiet_until)


def _at(day: date, hour: time) -> datetime:
    """This hour of the clock on the wall."""
    return timezone.make_aware(datetime.combine(day, hour))
