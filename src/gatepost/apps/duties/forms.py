"""What is asked of somebody who tells that something has happened, or says when there is no school."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gatepost.apps.duties.ics import MOST_BYTES
from gatepost.apps.people.forms.fields import DayField
from gatepost.apps.people.forms.people import Span, offer, offer_rows
from gatepost.apps.people.models import Person, School

NOBODY = ""


class TellForm(forms.Form):
    """Where it happened; and whether it is about one of those who would be told."""

    school = forms.ModelChoiceField(School.objects.none(), label=_("School"), to_field_name="code", empty_label=None)
    about = forms.ChoiceField(
        label=_("Is it about one of these?"), required=False, widget=forms.RadioSelect,
        help_text=_("They are the ones who would be told. Whoever it is about is not told, and sees nothing of it."),
    )  # fmt: skip

    def __init__(self, *args: Any, schools: QuerySet[School], told: list[Person] | None, **more: Any) -> None:
        super().__init__(*args, **more)
        offer_rows(self, "school", schools)
        self._told = {str(one.pk): one for one in told or ()}
        if told:
            named = [(key, one.polite_name) for key, one in self._told.items()]
            offer(self, "about", [(NOBODY, _("no, or I do not know")), *named])
        else:
            del self.fields["about"]

    def clean_about(self) -> Person | None:
        """Whom it is about, if it is one of them."""
        return self._told.get(self.cleaned_data["about"])


class _OfASchool(forms.Form):
    """For one school, or for all of them where somebody may say so."""

    school = forms.ModelChoiceField(School.objects.none(), label=_("School"), to_field_name="code")

    def __init__(self, *args: Any, schools: QuerySet[School], everywhere: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        offer_rows(self, "school", schools)
        field = self.fields["school"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.required, field.empty_label = not everywhere, _("all schools") if everywhere else None


class ClosureForm(_OfASchool, Span):
    """Days without school."""

    title = forms.CharField(label=_("What it is"), max_length=100, help_text=_("For example: INSET day"))
    starts = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"), help_text=_("For one day, the same day again."))


class FileForm(_OfASchool):
    """A school's calendar as a file."""

    file = forms.FileField(label=_("Calendar file"), help_text=_("An iCalendar file (.ics), as calendars export it."))

    def clean_file(self) -> bytes:
        """What is in it."""
        sent = self.cleaned_data["file"]
        data: bytes = sent.read(MOST_BYTES + 1)
        return data


class FeedForm(_OfASchool):
    """Where a school's own calendar is published."""

    address = forms.URLField(
        label=_("Address of the calendar"), required=False, max_length=500, assume_scheme="https",
        help_text=_("It begins with https:// and mostly ends in .ics. It is read every night. Empty: no longer."),
    )  # fmt: skip
