"""When letters may come to somebody who has said so; who has not gets them on school mornings."""

from __future__ import annotations

from django.db import models

from gatepost.apps.notices import hours
from gatepost.apps.notices.hours import Hours
from gatepost.apps.people.models import Person
from gatepost.apps.people.place import Place

_SCHOOL_DAYS = "01234"


class Wishes(models.Model):
    """What one person wishes. Urgent letters come whatever stands here."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="letter_wishes", primary_key=True)
    daily_at = models.TimeField(default=hours.MORNING)
    quiet_from = models.TimeField(default=hours.EVENING)
    quiet_until = models.TimeField(default=hours.NIGHT_OVER)
    days = models.CharField(max_length=7, default=_SCHOOL_DAYS)  # Monday is 0
    bank_holidays = models.BooleanField(default=False)

    class Meta:
        constraints = (models.CheckConstraint(name="notices_some_day", condition=~models.Q(days="")),)
        verbose_name_plural = "wishes"

    def __str__(self) -> str:
        return f"wishes of {self.person_id}"

    def place(self) -> Place:
        """Whose they are."""
        return Place(people=frozenset({self.person_id}))

    def hours(self) -> Hours:
        """As a value."""
        days = frozenset(int(day) for day in self.days)
        return Hours(self.daily_at, self.quiet_from, self.quiet_until, days, self.bank_holidays)
