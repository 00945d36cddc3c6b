"""What is asked about letters."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from gatepost.apps.notices.hours import Hours

_CLOCK = [time(half // 2, half % 2 * 30) for half in range(48)]


class HourField(forms.TypedChoiceField):
    """An hour of the day, to the half."""

    def __init__(self, **more: Any) -> None:
        choices = [(f"{hour:%H:%M}", f"{hour:%H:%M}") for hour in _CLOCK]
        super().__init__(**{"choices": choices, "coerce": time.fromisoformat, **more})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class LetterHours(forms.Form):
    """When letters may come."""

    daily_at = HourField(label=_("At what time shall your daily letter come?"))
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one day at least, or what waits for you would never reach you.")},
    )
    bank_holidays = forms.BooleanField(label=_("On bank holidays too"), required=False)
    quiet_from = HourField(label=_("Quiet hours begin at"))
    quiet_until = HourField(
        label=_("Quiet hours end at"), help_text=_("The same time twice means that you have no quiet hours.")
    )

    @staticmethod
    def shows(hours: Hours) -> dict[str, Any]:
        """What stands in it when it is opened."""
        return {
            "daily_at": hours.daily_at,
            "days": sorted(hours.days),
            "bank_holidays": hours.bank_holidays,
            "quiet_from": hours.quiet_from,
            "quiet_until": hours.quiet_until,
        }

    @staticmethod
    def hours(told: dict[str, Any]) -> Hours:
        """What was chosen, as a value."""
        return Hours(**{**told, "days": frozenset(told["days"])})
