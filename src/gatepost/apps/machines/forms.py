"""What the pages of other systems ask."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import events
from gatepost.apps.machines.models import Scope
from gatepost.apps.people.forms.fields import DayField

_USUAL = timedelta(days=90)


def _in_three_months() -> date:
    return timezone.localdate() + _USUAL


def _scopes() -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in Scope.choices]


def _events() -> list[tuple[str, str]]:
    """Every kind by its own name, as the other system will see it."""
    return [(one.name, one.name) for one in sorted(events.known(), key=lambda event: event.name)]


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("So that you know it again: the school's website.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=_scopes,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say what it may do: at least one of these.")},
    )
    until = DayField(label=_("Until when?"), initial=_in_three_months, help_text=_("A year at most."))


class EventsForm(forms.Form):
    """Which kinds of events a system is told of."""

    events = forms.MultipleChoiceField(
        label=_("What is it told of?"),
        choices=_events,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only that it happened, when, and the number of what it happened to: nobody's name."),
        error_messages={"required": _("Choose at least one kind of event.")},
    )


class HookForm(EventsForm):
    """A new system to tell."""

    name = forms.CharField(label=_("Which system is it?"), max_length=80)
    address = forms.CharField(label=_("Its address"), max_length=500, help_text=_("It begins with https."))
    field_order = ("name", "address", "events")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["address"].widget.attrs.update(
            {"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}
        )
