"""What narrows the list of what was done, and the yes that erasing asks for."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import events
from gatepost.apps.ledger.selectors import Asked
from gatepost.apps.people.forms.fields import DayField

_PLACE = re.compile(r"\{\w+\}")


class ActsForm(forms.Form):
    """Which entries. It goes by address, so it holds ids and no names."""

    event = forms.ChoiceField(label=_("What"), required=False)
    day = DayField(label=_("Day"), required=False)
    subject = forms.CharField(widget=forms.HiddenInput, max_length=120, required=False)
    before = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        told = [(event.name, _PLACE.sub("…", event.says)) for event in events.known()]
        self.fields["event"].choices = [("", _("everything")), *told]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What was asked for; what cannot be understood narrows nothing, for its field says so."""
        self.is_valid()
        told = {name: value for name, value in self.cleaned_data.items() if value}
        return Asked(**told)


class EraseForm(forms.Form):
    """The yes to what cannot be undone."""

    sure = forms.BooleanField(label=_("Yes, erase what is held about this person. It cannot be undone."))
