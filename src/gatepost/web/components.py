"""What the page of all components shows in them: made up, and the same for everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gatepost.policy.verdict import Verdict
from gatepost.screening import Finding
from gatepost.screening.finding import Remedy
from gatepost.web.forms import DayField

_WHERE = (("facebook", _("Facebook")), ("blog", _("Class blog")), ("own", _("My own account (nothing is kept)")))


class Sample(forms.Form):
    """One of each kind of field."""

    name = forms.CharField(label=_("Name of the event"), help_text=_("As parents know it."))
    words = forms.CharField(label=_("What do you want to post?"), widget=forms.Textarea, required=False)
    year = forms.ChoiceField(label=_("Year"), choices=[(year, year) for year in ("R", "1", "2", "3", "4", "5", "6")])
    day = DayField(label=_("When is it?"), help_text=_("For example 27/11/2026"))
    where = forms.ChoiceField(label=_("Where will it go?"), widget=forms.RadioSelect, choices=_WHERE)
    photo = forms.FileField(label=_("A photograph"), required=False)
    also = forms.MultipleChoiceField(
        label=_("Who should see it?"), widget=forms.CheckboxSelectMultiple, choices=_WHERE[:2], required=False
    )
    sure = forms.BooleanField(
        label=_("Everyone in the photograph is cleared"), help_text=_("Ask the office if unsure.")
    )


class Question(forms.Form):
    """A question with a page to itself."""

    reached = forms.ChoiceField(
        label=_("How can we reach you?"), widget=forms.RadioSelect, choices=(("mail", _("E-mail")), ("call", _("Call")))
    )


class Search(forms.Form):
    """What a list can be narrowed by."""

    name = forms.CharField(label=_("Name"), required=False)
    year = forms.ChoiceField(label=_("Year"), choices=(("", _("All")), ("4", "4")), required=False)


def _findings() -> list[Finding]:
    ours = Remedy("replace", str(_("Say “our winner”")), "text", 34, 42, "our winner")
    return [
        Finding("SU-4b", Verdict.BLOCK, "child_named_with_photo",
                str(_("A child who is in the photo is not named, even with the family's consent.")),
                "text", "Grace T.", 34, 42, remedy=ours),
        Finding("SU-5", Verdict.HOLD, "link_hidden",
                str(_("Nobody can see where this short link ends. Use the full address.")),
                "text", "bit.ly/smpclub", 90, 104),
        Finding("SU-4", Verdict.ADVISE, "photo_without_words", str(_("Say what the photograph shows.")),
                str(_("race.jpg")), "", 0, 0),
    ]  # fmt: skip


def shown(request: HttpRequest) -> dict[str, Any]:
    """The page's values; `?page=` moves its list of pages."""
    return {
        "plain": Sample(prefix="plain"),
        "wrong": Sample({}, prefix="wrong"),
        "question": Question(prefix="question"),
        "search": Search(prefix="search"),
        "findings": _findings(),
        "verdicts": [verdict.word for verdict in Verdict],
        "some_day": date(2026, 12, 4),
        "some_moment": datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        "some_page": Paginator(range(70), 10).get_page(request.GET.get("page", 2)),
    }
