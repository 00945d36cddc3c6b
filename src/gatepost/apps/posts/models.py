"""What is kept of checks: how many there were in a day. Not whose, not of what, not with what verdict."""

from __future__ import annotations

from django.db import models


class DailyCount(models.Model):
    """How often something was done on a day."""

    day = models.DateField()
    kind = models.SlugField(max_length=40)  # "checks"
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("day", "kind")
        constraints = (models.UniqueConstraint(name="posts_counted_once_a_day", fields=("day", "kind")),)

    def __str__(self) -> str:
        return f"{self.kind} on {self.day}"
