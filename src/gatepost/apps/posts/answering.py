"""What is asked of whoever decides: an answer, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gatepost.apps.posts.models import Ask


class AnswerForm(forms.Form):
    """Yes, no, or what to change. The buttons are the answer, so that one tap is enough for a yes."""

    reason = forms.CharField(
        label=_("What do you want to say to them?"),
        help_text=_("Needed for a no and for a change; your colleague reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        strip=False,
    )
    answer = forms.ChoiceField(choices=Ask.Answer.choices, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any, version: int) -> None:
        super().__init__(data, initial={"version": version})

    def now(self, version: int) -> None:
        """They see the post now as it stands; what they wrote is kept."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]  # a form that was sent
