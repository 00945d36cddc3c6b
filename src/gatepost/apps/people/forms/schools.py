"""Schools and their classes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.forms.fields import FromToday, Versioned


class SchoolForm(forms.Form):
    """A new school."""

    code = forms.SlugField(
        label=_("Code"),
        max_length=20,
        help_text=_("Short, without spaces, as the roll has it. It cannot be changed later."),
        error_messages={"invalid": _("Use letters, numbers and hyphens only, such as SMP.")},
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=100, required=False)


class ChangeSchoolForm(Versioned):
    """What a school is called."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=100, required=False)


class ClassForm(forms.Form):
    """A new class."""

    name = forms.CharField(label=_("Name of the class"), max_length=60)
    year_group = forms.CharField(label=_("Year"), max_length=10, required=False)


class CloseForm(forms.Form):
    """From when something is closed."""

    on = FromToday(label=_("Closed from"))
