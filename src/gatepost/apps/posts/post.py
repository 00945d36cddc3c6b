"""A post as its author gives it to the checker, with its pictures as declared; and what undoing needs of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from gatepost.apps.posts.channels import Place
from gatepost.screening import Channel, Context, Draft, Photo
from gatepost.screening.finding import Remedy
from gatepost.screening.mending import apply

MOST_CHARACTERS = 20_000
MOST_PICTURES = 20
MOST_LINKS = 1_000
UNKNOWN = "unknown"
_STEPS = 5
_MOST_KEPT = 200_000  # characters of former states that a page carries along


@dataclass(frozen=True)
class Picture:
    """A picture as declared. `faces` is `none`, `some` or nothing (not said); `number` of faces, if said."""

    file: str = ""
    caption: str = ""
    alt: str = ""
    faces: str = ""
    number: int | None = None
    pupils: tuple[str, ...] = ()
    located: bool = False

    def as_photo(self) -> Photo:
        """What the checker makes of it: whoever is not tagged, or may be in it, is unknown."""
        people = () if self.faces == "none" else self.pupils
        if self.faces != "none" and (self.number is None or self.number > len(self.pupils) or not self.pupils):
            people = (*people, UNKNOWN)
        return Photo(people=people, caption=self.caption, alt=self.alt, file=self.file, exif_gps=self.located)


@dataclass(frozen=True)
class Words:
    """The part of a post that mends may change."""

    text: str = ""
    links: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def mended(self, remedies: Iterable[Remedy]) -> Words:
        """With these remedies applied, as the checker would."""
        remedies = tuple(remedies)
        draft = apply(Draft(text=self.text, author_role="", channel=Channel(kind=""), links=self.links), remedies)
        gone = {one.where for one in remedies if one.kind == "remove_photo"}
        bare = {one.where for one in remedies if one.kind == "strip_location"}
        pictures = tuple(
            replace(picture, located=False) if f"photos[{number}]" in bare else picture
            for number, picture in enumerate(self.pictures)
            if f"photos[{number}]" not in gone
        )
        return Words(draft.text, draft.links, pictures)


@dataclass(frozen=True)
class Post:
    """A post: its words, where it is to go, by whom, for which school."""

    words: Words
    place: Place
    role: str
    school: str = ""
    audience: str = ""
    author: str = ""

    def draft(self) -> Draft:
        """As the checker takes it. Whether an account is registered is not asked yet: the school's are taken for it."""
        pictures = self.words.pictures
        return Draft(
            text=self.words.text,
            author_role=self.role,
            channel=Channel(kind=self.place.kind, platform=self.place.platform),
            audience=self.audience or self.place.audience,
            photos=tuple(picture.as_photo() for picture in pictures),
            links=self.words.links,
            context=Context(
                school=self.school,
                account="registered" if self.place.kind == "sanctioned" else "personal",
                faces_visible=0 if pictures and all(picture.faces == "none" for picture in pictures) else None,
                author_id=self.author,
            ),
        )

    def on_the_other_side(self) -> Post:
        """The same on one's own account instead of the school's, or the other way about."""
        return replace(self, place=self.place.other_side, audience="")

    def __bool__(self) -> bool:
        words = self.words
        return bool(words.text.strip() or words.links or words.pictures)


# -- undoing: the page itself carries the states before, so that nothing is kept here --


def remembered(before: str, words: Words) -> str:
    """The former states with one more; the oldest go where there are too many."""
    states = [*_states(before), asdict(words)][-_STEPS:]
    while len(states) > 1 and len(json.dumps(states)) > _MOST_KEPT:
        states.pop(0)
    return json.dumps(states, separators=(",", ":"))


def undone(before: str) -> tuple[Words, str] | None:
    """The last state, and those before it; None where there is none, or somebody wrote something else there."""
    states = _states(before)
    if not states:
        return None
    try:
        words = _words(states.pop())
    except (TypeError, ValueError, KeyError, AttributeError):
        return None
    return words, json.dumps(states, separators=(",", ":")) if states else ""


def _states(before: str) -> list[object]:
    try:
        found = json.loads(before or "[]")
    except (ValueError, RecursionError):
        return []
    return found[-_STEPS:] if isinstance(found, list) else []


def _words(state: object) -> Words:
    if not isinstance(state, dict):
        raise TypeError
    pictures = tuple(
        Picture(**{**picture, "pupils": tuple(map(str, picture.get("pupils", ())))})
        for picture in state["pictures"][:MOST_PICTURES]
    )
    return Words(str(state["text"]), tuple(map(str, state["links"])), pictures)
