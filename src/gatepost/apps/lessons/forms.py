"""What is asked of whoever says that a verdict was wrong, and of whoever goes through it."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError as Unsound

from gatepost.apps.lessons.models import Why
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.services.writing import MOST
from gatepost.policy import Verdict
from gatepost.screening import Draft

MOST_TEXT = 20_000
VERDICTS = (
    (Verdict.ALLOW.word, _("It may be posted")),
    (Verdict.ADVISE.word, _("It may be posted, with advice")),
    (Verdict.HOLD.word, _("Somebody must be asked first")),
    (Verdict.BLOCK.word, _("It must not be posted")),
)

_OF_PICTURES = (
    ("caption", _("Caption of picture %s")),
    ("alt", _("Description of picture %s")),
    ("file", _("File name of picture %s")),
)


def _box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.split("\n") if line.strip())


def _plain(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n")


class WrongForm(forms.Form):
    """What was wrong, and the post as it will be kept: it can be cut down first."""

    text = forms.CharField(
        label=_("The words"),
        widget=_box(6),
        required=False,
        strip=False,
        max_length=MOST_TEXT,
        help_text=_("Cut away whatever is not needed to see what was wrong."),
    )
    links = forms.CharField(label=_("Links"), widget=_box(2), required=False, max_length=MOST_TEXT)
    bare = forms.BooleanField(label=_("Leave the pictures out"), required=False)
    why = forms.ChoiceField(label=_("What was wrong?"), choices=Why.choices, widget=forms.RadioSelect)
    said = forms.CharField(label=_("In your own words"), widget=_box(3), required=False, max_length=MOST)
    rest = forms.CharField(widget=forms.HiddenInput, max_length=4 * MOST_TEXT, strip=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MOST_TEXT, strip=False)

    def __init__(self, data: Any = None, *, pictures: bool = True, links: bool = True, **more: Any) -> None:
        super().__init__(data, **more)
        if not pictures:
            del self.fields["bare"]
        if not links:
            del self.fields["links"]

    @staticmethod
    def of(draft: Draft, key: str, why: str = "") -> WrongForm:
        """The form as it is first shown."""
        initial = {"text": draft.text, "links": "\n".join(draft.links), "rest": rest_of(draft), "key": key, "why": why}
        return WrongForm(pictures=bool(draft.photos), links=bool(draft.links), initial=initial)

    def clean_rest(self) -> Draft:
        """Whatever is not typed here."""
        return read_rest(self.cleaned_data["rest"])

    def draft(self) -> Draft:
        """The post as it was cut down."""
        given = self.cleaned_data
        rest: Draft = given["rest"]
        photos = () if given.get("bare") else rest.photos
        changed = {"text": _plain(given["text"]), "links": _lines(given.get("links", "")), "photos": photos}
        return rest.model_copy(update=changed)


def rest_of(draft: Draft) -> str:
    """A post without its words and links, as the form carries it."""
    return json.dumps(draft.model_copy(update={"text": "", "links": (), "id": ""}).model_dump(mode="json"))


def read_rest(told: str) -> Draft:
    """The same read back; ValidationError where somebody wrote something else there."""
    try:
        return Draft.model_validate(json.loads(told))
    except (ValueError, Unsound, RecursionError):
        raise ValidationError(_("The post cannot be read. Go back to it, and begin again.")) from None


class ReviewForm(forms.Form):
    """What the verdict should have been, and what its author is told."""

    verdict = forms.ChoiceField(label=_("What would have been right?"), choices=VERDICTS, widget=forms.RadioSelect)
    clauses = forms.CharField(
        label=_("Clauses that it breaks"), required=False, max_length=200, help_text=_("For example: SU-4b, PU-1c.")
    )
    words = forms.CharField(
        label=_("The words that show it"), required=False, max_length=MOST, help_text=_("Copied out of the post.")
    )
    answer = forms.CharField(
        label=_("What you tell whoever said it"),
        widget=_box(3),
        required=False,
        max_length=MOST,
        help_text=_("If it was right after all, say why."),
    )

    def clean_clauses(self) -> list[str]:
        """Each as the policy writes it."""
        return _clauses(self.cleaned_data["clauses"])


def _clauses(told: str) -> list[str]:
    known = {name.lower(): name for name in in_force().clauses}
    named = [word for word in told.replace(",", " ").replace(";", " ").split() if word]
    if unknown := [word for word in named if word.lower() not in known]:
        raise ValidationError(_("The policy has no clause %(names)s.") % {"names": ", ".join(unknown)})
    return [known[word.lower()] for word in named]


class TakeBackForm(forms.Form):
    """Only the yes of its button."""


class CaseForm(forms.Form):
    """A case with nobody real in it."""

    title = forms.CharField(
        label=_("What does this case show?"),
        max_length=200,
        help_text=_("One sentence that a head teacher understands: A poet who shares a name with a pupil is no pupil."),
    )
    text = forms.CharField(label=_("The words"), widget=_box(6), required=False, strip=False, max_length=MOST_TEXT)
    links = forms.CharField(label=_("Links"), widget=_box(2), required=False, max_length=MOST_TEXT)
    words = forms.CharField(label=_("The words that show it"), required=False, max_length=MOST)
    rest = forms.CharField(widget=forms.HiddenInput, max_length=4 * MOST_TEXT, strip=False)
    sure = forms.BooleanField(label=_("I have read it: nobody real is left in it, not even hinted at."))

    def __init__(self, offered: Draft, words: str, data: Any = None) -> None:
        initial = {"text": offered.text, "links": "\n".join(offered.links), "rest": rest_of(offered), "words": words}
        super().__init__(data, initial=initial)
        for at, photo in enumerate(offered.photos):
            for name, label in _OF_PICTURES:
                field = forms.CharField(label=label % (at + 1), required=False, max_length=2_000)
                field.initial = getattr(photo, name)
                self.fields[f"p{at}_{name}"] = field
        if not offered.links:
            del self.fields["links"]
        self.order_fields(
            ["title", "text", "links", *(name for name in self.fields if name[0] == "p"), "words", "sure"]
        )

    def clean_rest(self) -> Draft:
        """Whatever is not typed here."""
        return read_rest(self.cleaned_data["rest"])

    def draft(self) -> Draft:
        """The case's post."""
        given = self.cleaned_data
        rest: Draft = given["rest"]
        photos = tuple(
            photo.model_copy(update={name: given.get(f"p{at}_{name}", "") for name, _label in _OF_PICTURES})
            for at, photo in enumerate(rest.photos)
        )
        words = {"text": _plain(given["text"]), "links": _lines(given.get("links", ""))}
        return rest.model_copy(update={**words, "photos": photos})
