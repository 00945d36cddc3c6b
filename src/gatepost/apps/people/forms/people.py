"""Adults: their entries, their roles, and when they are away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.forms.fields import DayField, FromToday, LastDay, Versioned, classes_by_school
from gatepost.apps.people.models import RoleHeld, School, SchoolClass
from gatepost.apps.people.policy import in_force


class EntryForm(forms.Form):
    """What an adult's entry holds."""

    title = forms.CharField(label=_("Title"), max_length=20, required=False, help_text=_("Ms, Mr, Dr …"))
    given_name = forms.CharField(label=_("First name"), max_length=100)
    family_name = forms.CharField(label=_("Surname"), max_length=100)
    known_as = forms.CharField(label=_("Name they go by"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False)


class AddForm(EntryForm):
    """A new entry, and the school that keeps it."""

    kept_by = forms.ModelChoiceField(
        School.objects.none(), label=_("School that keeps the entry"), to_field_name="code"
    )

    def __init__(self, *args: Any, schools: QuerySet[School], everywhere: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["kept_by"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset, field.required = schools, not everywhere
        field.empty_label = _("the whole federation") if everywhere else None


class ChangeForm(Versioned, EntryForm):
    """An entry that somebody changes."""


class Span(forms.Form):
    """From a first day to a last one, which may be open."""

    def clean(self) -> dict[str, Any]:
        """The slip is told where it is mended."""
        found = super().clean() or {}
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends < starts:
            raise ValidationError({"ends": _("The last day comes before the first: choose a later one.")})
        return found


class RoleForm(Span):
    """A role in a school."""

    role = forms.ChoiceField(label=_("Role"))
    school = forms.ModelChoiceField(School.objects.none(), label=_("School"), to_field_name="code", empty_label=None)
    school_class = forms.ModelChoiceField(SchoolClass.objects.none(), label=_("Class"), required=False)
    title = forms.CharField(
        label=_("What it is called here"), max_length=100, required=False, help_text=_("For example: Teacher 4J")
    )
    starts = FromToday()
    ends = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty if it goes on."))

    senior = False

    def __init__(self, *args: Any, schools: QuerySet[School], classes: QuerySet[SchoolClass], **more: Any) -> None:
        super().__init__(*args, **more)
        known = [role for role in in_force().roles.values() if role.bound and (self.senior or not role.second_factor)]
        offer(self, "role", [("", _("choose a role")), *((role.id, role.title) for role in known)])
        offer_rows(self, "school", schools)
        if "school_class" in self.fields:
            offer_rows(self, "school_class", classes)
            offer(self, "school_class", classes_by_school(classes))


class SeniorRoleForm(RoleForm):
    """A role in the whole federation, or one with a second factor in a school."""

    school = forms.ModelChoiceField(
        School.objects.none(), label=_("School"), to_field_name="code", required=False,
        empty_label=_("the whole federation"),
    )  # fmt: skip
    school_class = None  # type: ignore[assignment]

    senior = True

    def clean(self) -> dict[str, Any]:
        """A plain role in one school is for its head to give."""
        found = super().clean() or {}
        role, school = found.get("role"), found.get("school")
        if role and school and not in_force().roles[role].second_factor:
            problem = _("In one school this role is for its head to give: choose the whole federation here.")
            raise ValidationError({"school": problem})
        return found


class EndForm(Versioned):
    """The last day of something."""

    on = LastDay(help_text=_("Yesterday ends it at once."))


class DeputyForm(Span):
    """For which role somebody stands in."""

    principal = forms.ModelChoiceField(RoleHeld.objects.none(), label=_("Stands in for"), empty_label=None)
    counts = forms.ChoiceField(
        label=_("When"), choices=RoleHeld.When.choices, initial=RoleHeld.When.AWAY, widget=forms.RadioSelect
    )
    starts = FromToday()
    ends = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty if it goes on."))

    def __init__(self, *args: Any, principals: QuerySet[RoleHeld], **more: Any) -> None:
        super().__init__(*args, **more)
        offer_rows(self, "principal", principals)
        titles = in_force().roles
        offer(
            self,
            "principal",
            [
                ("", _("choose whom")),
                *(
                    (
                        held.pk,
                        f"{held.person.polite_name}: {titles[held.role].title}, {held.school or _('the whole federation')}",
                    )
                    for held in principals
                ),
            ],
        )


class AwayForm(Span):
    """From when to when somebody is away."""

    starts = FromToday()
    ends = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty if you do not know yet."))


def offer(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    """What a field lets one choose."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
    field.choices = choices


def offer_rows(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Which rows a field takes."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
    field.queryset = rows
