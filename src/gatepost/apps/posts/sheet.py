"""The sheet on which somebody lays a post before the checker: its form, and one for each of its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.posts import channels
from gatepost.apps.posts.forms import PictureForm, PostForm
from gatepost.apps.posts.kept import post_of
from gatepost.apps.posts.models import SentPost
from gatepost.apps.posts.post import MOST_PICTURES, Picture, Post, Words
from gatepost.apps.posts.selectors import checking as selectors
from gatepost.apps.posts.selectors.sent import earlier as sent_before


class Sheet:
    """The form and the forms of its pictures."""

    def __init__(self, by: Person, data: QueryDict | None = None, finding: int | None = None) -> None:
        self.by, self.data = by, data or QueryDict()
        self.form = PostForm(by, data)
        self.tags = selectors.may_tag(by)
        self.pictures = list(self._pictures(finding))

    @classmethod
    def blank(cls, by: Person, words: Words) -> Sheet:
        """A sheet on which nothing but the words stands; nothing on it was sent, so nothing on it can be wrong yet."""
        sheet = cls(by)
        sheet.form.initial = {"text": words.text, "links": "\n".join(words.links), "pictures": len(words.pictures)}
        sheet.pictures = [PictureForm(None, at, {}, tags=sheet.tags) for at in range(len(words.pictures))]
        for form, picture in zip(sheet.pictures, words.pictures, strict=True):
            form.initial = {"file": picture.file}
        return sheet

    @classmethod
    def of(cls, by: Person, sent: SentPost) -> Sheet:
        """A sheet with a post that was sent, to be changed and sent again in its place."""
        post, data = post_of(sent), QueryDict(mutable=True)
        usual = dict(channels.usual(in_force()))
        where = post.place.value if post.place.value in usual else channels.ELSEWHERE
        told = {"where": where, "role": post.role, "school": post.school, "earlier": str(sent.pk),
                "seen": str(sent.version), "counted": "True"}  # fmt: skip
        if where == channels.ELSEWHERE:
            known = post.place.platform in in_force().platform_by_id
            told |= {"kind": post.place.kind, "platform": post.place.platform if known else channels.UNLISTED}
        told["audience"] = "" if post.audience == post.place.audience else post.audience
        for name, value in told.items():
            data[name] = value
        return cls(by, data).rewritten(post.words, "")

    @cached_property
    def earlier(self) -> SentPost | None:
        """The sent post whose place this one is to take."""
        key = self.data.get("earlier", "")
        return sent_before(self.by, key) if key else None

    @property
    def seen(self) -> int | None:
        """The version of it that its author saw when they began."""
        number = self.data.get("seen", "")
        return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None

    def mark_seen(self, version: int) -> None:
        """They see it now as it stands."""
        self.data = self.form.data = self.data.copy()
        self.data["seen"] = str(version)

    def _pictures(self, finding: int | None) -> Iterator[PictureForm]:
        number = min(_number(self.data.get("pictures")), MOST_PICTURES)
        sent = [self.data.getlist(f"p{at}-pupils") for at in range(number)] if self.tags else [[]] * number
        names = selectors.tagged(self.by, (one for ids in sent for one in ids))
        for at in range(number):
            known = {one: names[one] for one in sent[at] if one in names}
            if at == finding:
                school = self.data.get("school", "")
                known |= selectors.found(self.by, self.data.get(f"p{at}-find", "")[:100], school)
            yield PictureForm(self.data, at, known, tags=self.tags)

    def is_valid(self) -> bool:
        """Whether all of it can be checked; what is wrong with a picture is told at the top as well."""
        wrong = [form.at + 1 for form in self.pictures if not form.is_valid()]
        for number in wrong:
            self.form.add_error(None, _("Something is wrong with picture %(number)s.") % {"number": number})
        told = self.form.is_valid() and (self.form.cleaned_data["pictures"] or 0)
        if self.form.is_valid() and told != len(self.pictures):
            self.form.add_error(None, _("How many pictures there are cannot be read."))
        return self.form.is_valid() and not wrong

    def mark_counted(self) -> None:
        """Say on the sheet that this post was counted, so that it is not counted again with each change."""
        self.data = self.form.data = self.data.copy()
        self.data["counted"] = "True"

    @property
    def room(self) -> bool:
        """Whether one more picture may join."""
        return len(self.pictures) < MOST_PICTURES

    def post(self) -> Post:
        """What is on the sheet, once it is valid."""
        given = self.form.cleaned_data
        words = Words(given["text"], given["links"], tuple(form.picture() for form in self.pictures))
        return Post(words, self.form.place(), given["role"], given["school"], given["audience"], str(self.by.pk))

    def rewritten(self, words: Words, before: str) -> Sheet:
        """The same sheet with other words and pictures."""
        data = self.data.copy()
        for name in [name for name in data if name[:1] == "p" and "-" in name]:
            del data[name]
        data["text"], data["links"], data["before"] = words.text, "\n".join(words.links), before
        data["pictures"] = str(len(words.pictures))
        for at, picture in enumerate(words.pictures):
            _write(data, at, picture)
        return Sheet(self.by, data)

    def with_pictures(self, *, gone: int | None = None) -> Sheet:
        """One picture more; or, if one is `gone`, one less."""
        data, number = self.data.copy(), len(self.pictures)
        if gone is None:
            data["pictures"] = str(min(number + 1, MOST_PICTURES))
            return Sheet(self.by, data)
        for at in range(gone, number):
            for name in PictureForm.base_fields:
                data.setlist(f"p{at}-{name}", self.data.getlist(f"p{at + 1}-{name}") if at + 1 < number else [])
        data["pictures"] = str(max(0, number - (gone < number)))
        return Sheet(self.by, data)


def _write(data: QueryDict, at: int, picture: Picture) -> None:
    values = {"file": picture.file, "caption": picture.caption, "alt": picture.alt, "faces": picture.faces,
              "number": "" if picture.number is None else str(picture.number)}  # fmt: skip
    for name, value in values.items():
        data[f"p{at}-{name}"] = value
    data.setlist(f"p{at}-pupils", list(picture.pupils))
    if picture.located:
        data[f"p{at}-located"] = "on"


def _number(text: str | None) -> int:
    """A number of pictures; what is none counts as none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
