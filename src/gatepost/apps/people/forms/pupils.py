"""Pupils and who answers for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.forms.fields import FromToday, LastDay, Versioned, classes_by_school
from gatepost.apps.people.forms.people import offer, offer_rows
from gatepost.apps.people.models import Person, School, SchoolClass

NEW = "new"
NEEDS_A_NAME = _("Somebody new needs a name.")


class NamesForm(forms.Form):
    """What a child is called."""

    given_name = forms.CharField(label=_("First name"), max_length=100)
    family_name = forms.CharField(label=_("Surname"), max_length=100, required=False)
    known_as = forms.CharField(label=_("Name they go by"), max_length=100, required=False)


class ChangeForm(Versioned, NamesForm):
    """A child's names, changed."""


class JoinForm(forms.Form):
    """Where a child joins the roll."""

    school = forms.ModelChoiceField(School.objects.none(), label=_("School"), to_field_name="code", empty_label=None)
    school_class = forms.ModelChoiceField(SchoolClass.objects.none(), label=_("Class"), required=False)
    year_group = forms.CharField(
        label=_("Year"), max_length=10, required=False, help_text=_("Leave it empty to take the year of the class.")
    )
    starts = FromToday(label=_("First day"))

    def __init__(self, *args: Any, schools: QuerySet[School], classes: QuerySet[SchoolClass], **more: Any) -> None:
        super().__init__(*args, **more)
        offer_rows(self, "school", schools)
        offer_rows(self, "school_class", classes)
        offer(self, "school_class", classes_by_school(classes))


class EnrolForm(NamesForm, JoinForm):
    """A new child."""

    field_order = ("given_name", "family_name", "known_as", "school", "school_class", "year_group", "starts")


class MoveForm(forms.Form):
    """Another class of the same school."""

    school_class = forms.ModelChoiceField(SchoolClass.objects.none(), label=_("New class"), empty_label=None)
    on = FromToday(label=_("From"))

    def __init__(self, *args: Any, classes: QuerySet[SchoolClass], **more: Any) -> None:
        super().__init__(*args, **more)
        offer_rows(self, "school_class", classes)
        offer(self, "school_class", [("", _("choose a class")), *classes_by_school(classes)[1:]])


class LeaveForm(forms.Form):
    """When a child leaves."""

    on = LastDay(label=_("Last day at the school"))


class FindForm(forms.Form):
    """Who might answer for a child."""

    words = forms.CharField(
        label=_("Name of the parent or carer"), max_length=200, help_text=_("First name and surname")
    )


class BondForm(forms.Form):
    """How an adult answers for a child."""

    relation = forms.CharField(
        label=_("What they are to the child"), max_length=60, required=False, help_text=_("Mother, foster carer …")
    )
    parental_responsibility = forms.BooleanField(
        label=_("They have parental responsibility"),
        required=False,
        help_text=_("Only then may they consent to anything."),
    )


class GuardianForm(BondForm):
    """Somebody whom the school knows, or somebody new, who answers for a child."""

    words = forms.CharField(widget=forms.HiddenInput, required=False)
    adult = forms.ChoiceField(label=_("Who is it?"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=20, required=False)
    given_name = forms.CharField(label=_("First name"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Surname"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    starts = FromToday()

    field_order = (
        "adult", "title", "given_name", "family_name", "email", "telephone", "relation", "parental_responsibility",
        "starts", "words",
    )  # fmt: skip

    def __init__(self, *args: Any, known: list[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        people = [(str(one.pk), f"{one.title} {one.full_name}".strip()) for one in known]
        offer(self, "adult", [*people, (NEW, _("Somebody new: fill in the names below"))])
        self.fields["adult"].initial = people[0][0] if len(people) == 1 else None if people else NEW
        for name in ("given_name", "family_name"):
            self.fields[name].required = not people
            self.fields[name].error_messages["required"] = NEEDS_A_NAME

    def clean(self) -> dict[str, Any]:
        """Somebody new has a name."""
        found = super().clean() or {}
        missing = [name for name in ("given_name", "family_name") if not found.get(name) and name not in self.errors]
        if found.get("adult") == NEW and missing:
            raise ValidationError(dict.fromkeys(missing, NEEDS_A_NAME))
        return found


class ChangeBondForm(Versioned, BondForm):
    """How an adult answers for a child, changed."""

    contact_order = forms.IntegerField(
        label=_("Whom to ring first"), min_value=1, max_value=20, help_text=_("1 is rung first.")
    )
