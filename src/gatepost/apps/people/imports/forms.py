"""What the pages ask: a file, its columns, and a yes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.imports.columns import FIELDS, PRESETS, fitting, guess, lacking, preset
from gatepost.apps.people.imports.plan import Plan
from gatepost.apps.people.models import SavedMapping, School
from gatepost.apps.people.models.imports import Kind

# The first of the two columns by which children are found again.
NUMBERED = {"pupils": "column_id", "contacts": "column_child_id"}


def _kinds() -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in Kind.choices]


class FileForm(forms.Form):
    """Which file, and what is in it."""

    kind = forms.ChoiceField(label=_("What is in the file?"), choices=_kinds, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("The file"),
        help_text=_("A CSV, or the zip of a OneRoster export. Nothing is changed before you have seen what would be."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty: export it again.")},
    )


class StartForm(forms.Form):
    """Where the choice of columns begins: at a guess, a preset or a saved mapping."""

    start = forms.ChoiceField(label=_("Start from"), required=False)

    def __init__(self, *args: Any, saved: list[SavedMapping], **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(f"saved-{one.pk}", one.name) for one in saved]
        presets = [(name, title) for name, (title, _columns) in PRESETS.items()]
        groups: list[Any] = [("", _("a guess from the headings")), *presets]
        self.fields["start"].choices = [*groups, *([(_("Saved"), named)] if named else [])]  # type: ignore[attr-defined]


def columns_from(start: str, kind: str, headings: list[str], saved: Mapping[str, SavedMapping]) -> dict[str, str]:
    """The columns to begin with; what a preset or saved mapping leaves open is not guessed."""
    if start in saved:
        return fitting(saved[start].columns, headings)
    return fitting(preset(start, kind), headings) if start in PRESETS else guess(kind, headings)


class ColumnsForm(forms.Form):
    """Which column is what, of which school, and whether everybody is in the file."""

    def __init__(self, *args: Any, kind: str, headings: list[str], schools: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kind = kind
        choices = [("", _("not in this file")), *((heading, heading) for heading in headings)]
        for field in FIELDS[kind]:
            self.fields[f"column_{field.name}"] = forms.ChoiceField(
                label=str(field.label), choices=choices, required=field.needed, help_text=str(field.hint)
            )
        self.fields["school"] = _school_field(kind, schools)
        self.fields["whole"] = forms.BooleanField(
            label=_("Everybody of its schools is in this file"), required=False, help_text=_WHOLE[kind]
        )
        self.fields["system"] = forms.CharField(
            label=_("Name of the system"), required=False, max_length=30, validators=[validate_slug],
            help_text=_("Letters, digits and hyphens. Whose numbers the file uses: the same each time, so that the next file finds the same people. Empty for a name of our own."),
        )  # fmt: skip
        self.fields["save_as"] = forms.CharField(
            label=_("Save this choice as"), required=False, max_length=60, help_text=_("For next time.")
        )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        chosen = self.columns()
        for heading in {one for one in chosen.values() if list(chosen.values()).count(one) > 1}:
            twice = [name for name, one in chosen.items() if one == heading]
            self.add_error(f"column_{twice[1]}", _("This column is chosen twice."))
        if not self.errors and lacking(self.kind, chosen):  # of two numbers either will do
            self.add_error(NUMBERED[self.kind], _("Choose this column or the one below it."))
        if self.kind != "contacts" and not chosen.get("school") and not told.get("school"):
            self.add_error("school", _("Choose the school, or the column that names it."))
        return told

    def columns(self) -> dict[str, str]:
        """The choice: field by heading."""
        told = self.cleaned_data
        chosen = {field.name: told.get(f"column_{field.name}", "") for field in FIELDS[self.kind]}
        return {name: heading for name, heading in chosen.items() if heading}


def _school_field(kind: str, schools: Any) -> forms.ModelChoiceField[School]:
    return forms.ModelChoiceField(
        label=_("School of the whole file"), queryset=schools, required=False, to_field_name="code",
        empty_label=_("each line names its own") if kind != "contacts" else _("several"),
        help_text=_("Of the school system that the numbers come from.") if kind == "contacts" else "",
    )  # fmt: skip


_WHOLE = {
    "pupils": _("Then a child of this system who is missing from it has left, and becomes an ex-pupil."),
    "contacts": _("Then an adult whom an earlier file named for one of its children, and this one does not, no longer answers for the child."),
    "staff": _("Then a role that an earlier file gave, and this one does not name, ends."),
}  # fmt: skip


class AgreeForm(forms.Form):
    """A yes to exactly what was shown."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    many_leavers = forms.BooleanField(label=_("Yes, all these pupils have left"), required=False)

    def __init__(self, *args: Any, plan: Plan, **more: Any) -> None:
        super().__init__(*args, **more)
        if not plan.many_leavers:
            del self.fields["many_leavers"]
