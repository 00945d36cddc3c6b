"""What narrows a list of people. Names that somebody looks for are sent in the body: an address is kept in too many places."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.forms.people import offer, offer_rows
from gatepost.apps.people.models import School
from gatepost.apps.people.policy import in_force


class PeopleListForm(forms.Form):
    """Which people."""

    words = forms.CharField(label=_("Name"), max_length=200, required=False)
    school = forms.ModelChoiceField(
        School.objects.none(), label=_("School"), to_field_name="code", required=False, empty_label=_("all")
    )
    role = forms.ChoiceField(label=_("Role"), required=False)
    after = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, schools: QuerySet[School], **more: Any) -> None:
        super().__init__(*args, **more)
        offer_rows(self, "school", schools)
        if "role" in self.fields:
            offer(self, "role", [("", _("all")), *((r.id, r.title) for r in in_force().roles.values() if r.bound)])


class PupilListForm(PeopleListForm):
    """Which pupils."""

    role = None  # type: ignore[assignment]
    left = forms.BooleanField(label=_("Those who have left"), required=False)

    def __init__(self, *args: Any, ex_pupils: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not ex_pupils:
            del self.fields["left"]
