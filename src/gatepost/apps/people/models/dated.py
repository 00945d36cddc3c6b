"""What holds from a day to a day, both included; no end means until further notice."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


def holds(on: date) -> models.Q:
    """Those that hold on this day."""
    return models.Q(starts__lte=on) & (models.Q(ends__isnull=True) | models.Q(ends__gte=on))


class Dated(models.Model):
    """Holds from `starts` to `ends`."""

    starts = models.DateField("from")
    ends = models.DateField("until", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)  # counts changes, so that none is lost unseen

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_starts",
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                violation_error_message=_("The last day comes before the first."),
            ),
        )

    def holds(self, on: date) -> bool:
        """Whether it holds on this day."""
        return self.starts <= on and (self.ends is None or self.ends >= on)
