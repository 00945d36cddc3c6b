"""Synthetic school posts of about 44 words, the same on every machine; 60 % of them carry one item.

They measure speed. They say nothing about how right the verdicts are: see `gatepost evaluate` for that.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.people import SEED, cast, pupils, surnames
from benchmarks.vocabulary import ITEMS, SENTENCES, SLOTS
from gatepost.screening import Draft, Pupil

COUNT, CARRYING, LENGTH = 3_000, 0.6, 37
_PLATFORMS = ("facebook", "wordpress", "x", "instagram", "bluesky", "facebook")
_STAFF = ("teacher", "teacher", "teaching_assistant", "office", "head_of_school_slt", "ptfa")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Post(NamedTuple):
    """A draft and the kind of item it carries; "" for none."""

    draft: Draft
    item: str

    @property
    def words(self) -> str:
        """All that a reader of words alone would be given."""
        return "\n".join(filter(None, (self.draft.text, *(photo.caption for photo in self.draft.photos))))


class _Words(dict[str, str]):
    """Values for a sentence: those of its pupil, and for a slot one of its words."""

    def __init__(self, rng: random.Random, values: dict[str, str]) -> None:
        super().__init__(values)
        self._rng = rng

    def __missing__(self, slot: str) -> str:
        return self._rng.choice(SLOTS[slot])


@cache
def posts(count: int = COUNT) -> tuple[Post, ...]:
    """The first `count` posts, about the pupils of the smallest roll."""
    rng = random.Random(SEED)  # noqa: S311 (made-up posts, no secret)
    people = pupils(600)
    return tuple(_post(number, rng, people) for number in range(count))


def _post(number: int, rng: random.Random, people: list[Pupil]) -> Post:
    pupil = rng.choice(people)
    item = rng.choice(list(ITEMS)) if rng.random() < CARRYING else ""
    words = _Words(rng, _facts(rng, pupil))
    sentences = [rng.choice(ITEMS[item]).format_map(words)] if item else []
    while len(" ".join(sentences).split()) < LENGTH:
        said = rng.choice(SENTENCES).format_map(words)
        sentences.append(said[0].upper() + said[1:])
    rng.shuffle(sentences)
    return Post(Draft.model_validate(_draft(number, rng, " ".join(sentences), pupil, people)), item)


def _draft(number: int, rng: random.Random, text: str, pupil: Pupil, people: list[Pupil]) -> dict[str, Any]:
    """Mostly staff on the school's accounts; some private groups, own accounts and parents' comments."""
    draw = rng.random()
    place = {"kind": "sanctioned", "platform": rng.choice(_PLATFORMS)}
    role, context = rng.choice(_STAFF), {"school": pupil.school, "account": "registered"}
    if draw > 0.9:
        role, context = "parent", {"school": pupil.school, "account": "registered", "direction": "inbound"}
    elif draw > 0.8:
        place, context = {"kind": "closed_group", "platform": "whatsapp"}, {"school": pupil.school}
    elif draw > 0.7:
        place, context = {"kind": "personal", "platform": "facebook"}, {"school": pupil.school, "account": "personal"}
    values: dict[str, Any] = {
        "id": f"bench-{number}",
        "text": text,
        "author_role": role,
        "channel": place,
        "context": context,
    }
    if rng.random() < 0.2:
        values["photos"] = [_photo(number, rng, people)]
    return values


def _photo(number: int, rng: random.Random, people: list[Pupil]) -> dict[str, Any]:
    shown = rng.sample([p for p in people if p.photo_consent == "yes"], rng.randint(1, 3))
    caption = f"Busy with {rng.choice(SLOTS['thing'])} in {rng.choice(SLOTS['place'])}"
    return {"people": [p.id for p in shown], "caption": caption, "file": f"IMG_{number:05}.jpg"}


def _facts(rng: random.Random, pupil: Pupil) -> dict[str, str]:
    """What an item may say: the pupil's name in its forms, and made-up numbers and addresses."""
    first, full = pupil.known_as, f"{pupil.first} {pupil.last}"
    teacher = rng.choice(list(cast().staff.values()))
    letters = "ABCDEFGHJKLMNPRSTUVWY"
    return {
        "first": first, "full": full, "form": pupil.form, "initial": pupil.last[0], "shouted": full.upper(),
        "glued": f"{pupil.first}{pupil.last}".replace("'", "").replace("-", "").replace(" ", ""),
        "slipped": f"{pupil.first} {_slip(rng, pupil.last)}", "teacher": f"{teacher.title} {teacher.last}",
        "phone": f"07700 900{rng.randint(0, 999):03}", "email": f"{first.lower()}.{rng.randint(10, 99)}@gmail.com",
        "house": str(rng.randint(1, 180)), "street": f"{rng.choice(surnames()[200:900]).split('-')[0]} {rng.choice(('Road', 'Lane', 'Close'))}",
        "postcode": f"TR{rng.randint(1, 27)} {rng.randint(1, 9)}{rng.choice('ABDEFGHJ')}{rng.choice('LNPQRSTU')}",
        "birth": f"{rng.randint(1, 28)}/{rng.randint(1, 12):02}/{rng.randint(2015, 2021)}", "nhs": _nhs(rng),
        "nino": f"A{rng.choice('BEHKLMPRSTWXYZ')} {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)} C",
        "plate": f"W{rng.choice(letters)}{rng.randint(51, 75)} {''.join(rng.choices(letters, k=3))}",
        "gambling": f"https://www.bet365.com/join/{rng.randint(1000, 9999)}", "code": str(rng.randint(1000, 9999)),
        "short": f"https://bit.ly/{''.join(rng.choices(_LETTERS, k=7))}",
    }  # fmt: skip


def _slip(rng: random.Random, name: str) -> str:
    """`name` with one letter left out, doubled, changed, or changed about with the next."""
    place = rng.randrange(1, max(2, len(name) - 1))
    here, after = name[place : place + 1], name[place + 1 : place + 2]
    forms = (after, here * 2 + after, rng.choice(_LETTERS) + after, after + here)
    return name[:place] + rng.choice(forms) + name[place + 2 :]


def _nhs(rng: random.Random) -> str:
    """A number of the right form, with its check digit, from the range kept for tests (999…)."""
    while True:
        digits = [9, 9, 9, *(rng.randrange(10) for _ in range(6))]
        check = 11 - sum(digit * (10 - i) for i, digit in enumerate(digits)) % 11
        if check != 10:
            text = "".join(map(str, [*digits, check % 11]))
            return f"{text[:3]} {text[3:6]} {text[6:]}"


def write_drafts(path: Path, count: int, distinct: int = 30_000) -> Path:
    """`count` drafts as JSON lines, each with its own id; after `distinct` texts they come again."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f'{{"id": "line-{number}", {body}\n' for number, body in _bodies(count, min(distinct, count)))
    return path


def _bodies(count: int, distinct: int) -> Iterator[tuple[int, str]]:
    bodies = [post.draft.model_dump_json(exclude_defaults=True, exclude={"id"})[1:] for post in posts(distinct)]
    return ((number, bodies[number % distinct]) for number in range(count))
