"""People of the pack's cast in place of real ones: the same draft with nobody real in it, as far as the roll knows names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from gatepost.screening import Draft, Known, Photo, Pupil, Staff
from gatepost.screening.naming import Named, names_in
from gatepost.screening.text import Passage

Somebody = Pupil | Staff
_TITLE = re.compile(r"(?:mrs?|ms|miss|mx|dr|sir|revd?|cllr|prof)\b\.?", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_PHONE = re.compile(r"(?<![\w/])\+?\d[\d ()-]{8,}\d(?!\w)")
_NUMBER, _ELSEWHERE = "07700 900123", "mail.example"  # a number kept free for stories, a domain that cannot exist
_WHERE = ("caption", "alt", "file", "ocr")


class Left(NamedTuple):
    """Words that may still tell of somebody real, and where they stand."""

    where: str
    words: str


def words_in(draft: Draft) -> Iterator[tuple[str, str]]:
    """Every text of a draft by the name of its place."""
    yield "text", draft.text
    for photo in draft.photos:
        yield from ((f"photo.{name}", getattr(photo, name)) for name in _WHERE)
    yield from (("link", link) for link in draft.links)


def left_over(draft: Draft, known: Known, cast: Known | None = None) -> list[Left]:
    """Whatever still tells of somebody real: a name of the roll, a school of ours, a number, an address, a tag."""
    found: list[Left] = []
    for where, words in words_in(draft):
        found += [Left(where, words[one.start : one.end]) for one in names_in(words, known)]
        found += [Left(where, one[0]) for one in _EMAIL.finditer(words) if not one[1].endswith(".example")]
        found += [Left(where, one[0]) for one in _PHONE.finditer(words) if not _made_up(one[0])]
        found += [Left(where, name) for name in _schools(known, cast) if name.casefold() in words.casefold()]
    people = {one for photo in draft.photos for one in photo.people}
    return found + [Left("photo", one) for one in sorted(people & (known.pupils.keys() | known.staff.keys()))]


def _made_up(number: str) -> bool:
    return re.sub(r"\D", "", number).startswith("07700900")


def _schools(known: Known, cast: Known | None) -> list[str]:
    """What the federation and its schools are called, but for names that the cast's are called as well."""
    ours, theirs = _called(known), set(_called(cast)) if cast else set()
    return [name for name in ours if name not in theirs]


def _called(known: Known) -> list[str]:
    federation = known.federation
    names = [federation.name, *federation.brand_names, *(n for s in federation.schools for n in (s.name, s.short_name))]
    return sorted({name for name in names if len(name) > 3}, key=lambda name: -len(name))


class StandIns:
    """For each real person of one draft somebody of the cast, the same wherever they are named."""

    def __init__(self, known: Known, cast: Known, school: str = "") -> None:
        self._known, self._cast, self._school = known, cast, school
        self._given: dict[str, Somebody] = {}

    @cached_property
    def school(self) -> str:
        """The cast's school that stands in: the one with the same code, else the first."""
        codes = [one.code for one in self._cast.federation.schools]
        return self._school if self._school in codes or not codes else codes[0]

    def draft(self, draft: Draft) -> Draft:
        """The draft with everybody replaced who could be found."""
        photos = tuple(self._photo(photo) for photo in draft.photos)
        context = draft.context.model_copy(update={"school": self.school if self._school else "", "author_id": ""})
        links = tuple(self.text(link) for link in draft.links)
        return draft.model_copy(
            update={"id": "", "text": self.text(draft.text), "photos": photos, "links": links, "context": context}
        )

    def text(self, words: str) -> str:
        """Words with names, classes, schools, numbers and addresses replaced."""
        done = self._pieces(
            words, [(one.start, one.end, self._instead(words, one)) for one in names_in(words, self._known)]
        )
        done = self._pieces(done, list(self._classes(done)))
        for name in _schools(self._known, self._cast):
            done = re.sub(re.escape(name), lambda _: self._called_here(), done, flags=re.IGNORECASE)
        return _PHONE.sub(_as(_NUMBER), _EMAIL.sub(self._address, done))

    def _pieces(self, words: str, instead: list[tuple[int, int, str]]) -> str:
        for start, end, new in sorted(instead, reverse=True):
            words = words[:start] + new + words[end:]
        return words

    def _instead(self, words: str, one: Named) -> str:
        span = words[one.start : one.end]
        who = self._for(one.people[0], one.kind) if one.people else None
        return _written(span, self._real(one.people[0]), who) if who else span

    def _classes(self, words: str) -> Iterator[tuple[int, int, str]]:
        """Each class of the school as one of the cast's."""
        passage, there = Passage("text", words), self._known.roll.classes_at(self._school)
        rooms = sorted({one.form for one in self._cast.pupils.values() if one.school == self.school and one.form})
        for start, end in there.find(passage, years=False):
            first, last = passage.original(start, end)
            if rooms and words[first:last] not in rooms:
                yield first, last, rooms[0]

    def _called_here(self) -> str:
        names = [one.name for one in self._cast.federation.schools if one.code == self.school]
        return names[0] if names else self._cast.federation.name

    def _address(self, found: re.Match[str]) -> str:
        domain = found[1].lower()
        if domain.endswith(".example"):
            return found[0]
        ours, theirs = self._known.federation.email_domains, self._cast.federation.email_domains
        return f"somebody@{theirs[0] if domain in ours and theirs else _ELSEWHERE}"

    def _photo(self, photo: Photo) -> Photo:
        people = tuple(self._tagged(one) for one in photo.people)
        return photo.model_copy(update={"people": people, **{name: self.text(getattr(photo, name)) for name in _WHERE}})

    def _tagged(self, key: str) -> str:
        real = self._real(key)
        if real is None:
            return "unknown"
        who = self._for(key, "pupil" if isinstance(real, Pupil) else "staff")
        return who.id if who else "unknown"

    def _real(self, key: str) -> Somebody | None:
        return self._known.pupils.get(key) or self._known.staff.get(key)

    def _for(self, key: str, kind: str) -> Somebody | None:
        """Somebody of the cast with the same consent, none of whose names is one of ours; None where nobody is like that."""
        if key not in self._given:
            real, taken = self._real(key), set(self._given.values())
            everybody = self._cast.staff.values() if kind == "staff" else self._cast.pupils.values()
            free = (one for one in everybody if one not in taken and self._is_nobody_here(one))
            found = next((one for one in free if real and one.photo_consent == real.photo_consent), None)
            if found is None:
                found = next((one for one in everybody if one not in taken and self._is_nobody_here(one)), None)
            if found is None:
                return None
            self._given[key] = found
        return self._given[key]

    def _is_nobody_here(self, one: Somebody) -> bool:
        title = one.title if isinstance(one, Staff) else "Mrs"
        written = f"We saw {one.first} there, and {one.first} {one.last} with {title} {one.last}."
        return not names_in(written, self._known)


def _written(span: str, real: Somebody | None, who: Somebody) -> str:
    """The stand-in's name in the form in which the real one stood: with a title, a first name, both, an initial."""
    words = span.split()
    if _TITLE.fullmatch(words[0]) and len(words) > 1:
        new = f"{who.title if isinstance(who, Staff) else words[0]} {who.last}"
    elif len(words) == 1:
        new = _one_word(span, real, who)
    elif len(words[-1].strip(".")) == 1:
        new = f"{who.first} {who.last[0]}{'.' if words[-1].endswith('.') else ''}"
    else:
        new = f"{who.first} {who.last}"
    return new.upper() if span.isupper() and len(span) > 1 else new.lower() if span.islower() else new


def _one_word(span: str, real: Somebody | None, who: Somebody) -> str:
    if real and span.casefold() == real.last.casefold():
        return who.last
    whole = len(span) > max(len(real.first), len(real.last)) + 1 if real else False
    return f"{who.first}{who.last}" if whole else who.first


def _as(number: str) -> Callable[[re.Match[str]], str]:
    return lambda found: found[0] if _made_up(found[0]) else number
