"""What is asked of a post: its words, where it is to go, by whom; and of each of its pictures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.posts import channels
from gatepost.apps.posts.channels import ELSEWHERE, Place
from gatepost.apps.posts.fields import LongSelect, Typed
from gatepost.apps.posts.post import MOST_CHARACTERS, MOST_LINKS, MOST_PICTURES, Picture
from gatepost.apps.posts.selectors import checking as selectors

AUDIENCES = (
    ("", _("Whoever usually sees it there")),
    ("public", _("Anybody")),
    ("followers", _("My friends or followers")),
    ("group_members", _("The members of the group")),
    ("one_person", _("One person")),
)
_FACES = (
    ("", _("Not said yet")),
    ("none", _("Nobody, or nobody who can be recognised")),
    ("some", _("People who can be recognised")),
)


class PictureForm(forms.Form):
    """A picture as its author declares it; the picture itself stays where it is."""

    file = Typed(200, label=_("Name of the file"), help_text=_("Names of children hide in these too."))
    caption = Typed(2_000, label=_("Caption"))
    alt = Typed(2_000, label=_("Description for people who cannot see it"))
    faces = forms.ChoiceField(label=_("Who is in it?"), choices=_FACES, required=False)
    number = forms.IntegerField(label=_("How many faces?"), min_value=1, max_value=500, required=False)
    pupils = forms.MultipleChoiceField(
        label=_("Pupils in it"), widget=forms.CheckboxSelectMultiple, required=False, choices=()
    )
    find = forms.CharField(label=_("Find a pupil by name"), max_length=100, required=False)
    located = forms.BooleanField(label=_("The file says where it was taken (GPS)"), required=False)

    def __init__(self, data: Any, at: int, names: dict[str, str], *, tags: bool) -> None:
        super().__init__(data, prefix=f"p{at}")
        self.at = at
        if not tags:
            del self.fields["pupils"], self.fields["find"]
        elif names:
            self.fields["pupils"].choices = list(names.items())  # type: ignore[attr-defined]
        else:
            del self.fields["pupils"]

    def clean(self) -> dict[str, Any]:
        """Nobody can be tagged in a picture in which nobody can be recognised."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("faces") == "none" and given.get("pupils"):
            self.add_error("faces", _("You tagged a pupil, so somebody can be recognised."))
        return given

    def picture(self) -> Picture:
        """What was declared."""
        given = self.cleaned_data
        return Picture(
            given["file"], given["caption"], given["alt"], given["faces"], given["number"],
            tuple(given.get("pupils", ())), given["located"],
        )  # fmt: skip


class PostForm(forms.Form):
    """The post without its pictures."""

    text = Typed(
        MOST_CHARACTERS,
        label=_("What do you want to post?"),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
    )
    where = forms.ChoiceField(label=_("Where will it go?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What is it?"), choices=[("", "—"), *channels.KINDS.items()], required=False)
    platform = forms.ChoiceField(label=_("On which platform?"), required=False, widget=LongSelect)
    audience = forms.ChoiceField(label=_("Who will see it?"), choices=AUDIENCES, required=False)
    school = forms.ChoiceField(label=_("For which school?"), required=False)
    role = forms.ChoiceField(label=_("As whom do you post?"))
    links = Typed(
        MOST_CHARACTERS,
        label=_("Links that go with it"),
        help_text=_("One on each line. They are never opened."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    both = forms.BooleanField(label=_("Compare: the same on my own account, or on the school’s"), required=False)
    pictures = forms.IntegerField(
        widget=forms.HiddenInput,
        required=False,
        initial=0,
        min_value=0,
        max_value=MOST_PICTURES,
        error_messages={
            "max_value": _("A post has at most %(limit_value)s pictures."),
            "invalid": _("How many pictures there are cannot be read."),
        },
    )
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    counted = forms.BooleanField(widget=forms.HiddenInput, required=False)
    earlier = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=36
    )  # a sent post that this one replaces
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)  # and its version, as its author saw it

    def __init__(self, by: Person, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        policy = in_force()
        places = list(channels.usual(policy))
        self._choose("where", places, places[0][0])
        self._choose("platform", [("", "—"), *channels.platforms(policy)], "")
        schools = [(one.code, one.name) for one in selectors.schools_of(by)]
        if selectors.for_all_schools(by):
            schools.append(("", str(_("The whole federation"))))
        self._choose("school", schools, schools[0][0] if schools else "")
        roles = selectors.roles(by)
        self._choose("role", roles, roles[0][0] if roles else "")

    def _choose(self, name: str, choices: Iterable[Any], first: str) -> None:
        """Choices for a field; of one that has but a single choice nobody is asked."""
        field, among = self.fields[name], list(choices)
        field.choices = among  # type: ignore[attr-defined]
        field.initial = first
        if len(among) < 2:
            field.widget = forms.HiddenInput()

    def clean_links(self) -> tuple[str, ...]:
        """One on each line."""
        links = tuple(line.strip() for line in self.cleaned_data["links"].split("\n") if line.strip())
        if len(links) > MOST_LINKS:
            raise ValidationError(
                _("These are %(number)s links; the most is %(most)s.") % {"number": len(links), "most": MOST_LINKS}
            )
        return links

    def clean(self) -> dict[str, Any]:
        """Somewhere else needs a kind and a platform."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("where") == ELSEWHERE:
            for name, said in (("kind", _("Say what it is.")), ("platform", _("Say on which platform."))):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, said)
        return given

    def place(self) -> Place:
        """Where it is to go."""
        given = self.cleaned_data
        kind, platform = (
            given["where"].split(":") if given["where"] != ELSEWHERE else (given["kind"], given["platform"])
        )
        return Place(kind, platform)
