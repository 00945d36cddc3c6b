"""What is asked of whoever asks SLT, answers, or keeps an answer for others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Person, School
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.services.writing import MOST
from gatepost.apps.questions.selectors import questions


class Words(forms.CharField):
    """Words of several lines."""

    def __init__(self, rows: int = 5, **more: Any) -> None:
        box = forms.Textarea(attrs={"rows": rows})
        super().__init__(**{"widget": box, "max_length": MOST, "strip": False, **more})


class Clauses(forms.CharField):
    """The names of clauses, as people write them: `PU-10, su-4b`."""

    def __init__(self, **more: Any) -> None:
        hint = _("For example: PU-10, SU-4b. Leave it empty if it is not in the policy.")
        label = _("Clauses that say so")
        super().__init__(**{"label": label, "help_text": hint, "required": False, "max_length": 200, **more})

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Each as the policy writes it; ValidationError for one that it does not have."""
        known = {name.lower(): name for name in in_force().clauses}
        named = [word for word in re.split(r"[\s,;]+", str(super().to_python(value))) if word]
        if unknown := [word for word in named if word.lower() not in known]:
            raise ValidationError(_("The policy has no clause %(names)s.") % {"names": ", ".join(unknown)})
        return [known[word.lower()] for word in named]


class AskForm(forms.Form):
    """A question, and who must never see it."""

    words = Words(
        label=_("What do you want to know?"),
        help_text=_("SLT of your school reads it, and nobody else. Say what you would do, and where."),
    )
    school = forms.ChoiceField(label=_("For which school?"), required=False)
    clause = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    about = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Is it about a member of SLT?"),
        help_text=_("Tick them, and they never see that you asked."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, by: Person, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self._schools = {school.code: school for school in questions.schools_to_ask(by)}
        choices = [(code, school.name) for code, school in self._schools.items()]
        if questions.may_ask_all(by):
            choices.append(("", str(_("The whole federation"))))
        field: Any = self.fields["school"]
        field.choices, field.initial = choices, choices[0][0] if choices else ""
        if len(choices) < 2:
            field.widget = forms.HiddenInput()
        about: Any = self.fields["about"]
        about.queryset = questions.slt_of(self._schools.values()).exclude(pk=by.pk)
        about.label_from_instance = lambda one: one.polite_name

    def where(self) -> School | None:
        """The school whose SLT is asked; None for the whole federation."""
        return self._schools.get(self.cleaned_data["school"])


class AnswerForm(forms.Form):
    """An answer, by somebody who has read so many turns."""

    words = Words(label=_("Your answer"))
    clauses = Clauses()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AgainForm(forms.Form):
    """A question on, in the same thread."""

    words = Words(3, label=_("Ask again"), help_text=_("If the answer did not settle it."))


class TakeBackForm(forms.Form):
    """Only the yes of its button."""


class KeepForm(forms.Form):
    """A question and its answer, for others."""

    asked = Words(label=_("The question, without anybody in it"))
    answered = Words(label=_("The answer"))
    clauses = Clauses()


def told(names: Iterable[str]) -> str:
    """Clauses as the field has them."""
    return ", ".join(names)
