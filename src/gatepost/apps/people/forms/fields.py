"""Fields that several of these forms ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import SchoolClass


class DayInput(forms.DateInput):
    """A day, by the browser's own calendar; without one, typed."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day: what a calendar gives, or as people write it: 27/11/2026, 27 Nov 2026, 27 November 2026."""

    widget = DayInput
    input_formats = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d %b %Y", "%d %B %Y")


class FromToday(DayField):
    """A first day, which is today unless another is chosen."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"label": _("From"), "initial": timezone.localdate, **more})


class LastDay(DayField):
    """A last day."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"label": _("Last day"), "initial": timezone.localdate, **more})


class Versioned(forms.Form):
    """A form that says which state its reader saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def classes_by_school(classes: Iterable[SchoolClass]) -> list[tuple[str, Any]]:
    """Classes to choose from, under the name of their school."""
    found: dict[str, list[tuple[int, str]]] = {}
    for room in classes:
        found.setdefault(room.school.name, []).append((room.pk, room.name))
    return [("", _("none")), *found.items()]


def tell(form: forms.Form, problem: ValidationError) -> None:
    """Show what a verb found wrong beside the field; what has no field here stands above them all."""
    if not hasattr(problem, "error_dict"):
        form.add_error(None, problem)
        return
    for name, errors in problem.error_dict.items():
        form.add_error(
            name if name in form.fields else None, ValidationError(errors) if name != NON_FIELD_ERRORS else errors
        )
