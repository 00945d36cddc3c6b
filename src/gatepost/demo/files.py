"""The two files that the schools' own system gives out: the roll, and the families, as they were at a time of the story."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gatepost.demo.nouns import Child, People, Place
from gatepost.demo.rolls import ZOSIA, by_hand, misspelt, moved_out
from gatepost.demo.tables import cast
from gatepost.demo.terms import Story

PUPILS = {
    "id": "pupil_id", "first": "legal_first", "last": "legal_last", "known_as": "known_as", "school": "school",
    "class": "class", "year": "year_group", "leaves": "leaving_date", "consent": "photo_consent",
}  # fmt: skip
CONTACTS = {
    "child_id": "pupil_id", "id": "contact_id", "title": "title", "first": "first", "last": "last",
    "relation": "relation", "responsibility": "parental_responsibility", "order": "contact_order", "email": "email",
    "telephone": "telephone",
}  # fmt: skip


@dataclass(frozen=True)
class Files:
    """The files of one time: `autumn`, `spring` and `summer` of the first school year, or the `second` autumn."""

    people: People
    story: Story
    time: str

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write both down."""
        return (
            _written(folder / f"pupils-{self.time}.csv", PUPILS, self.pupils()),
            _written(folder / f"contacts-{self.time}.csv", CONTACTS, self.contacts()),
        )

    def pupils(self) -> Iterator[dict[str, str]]:
        """A line a child on a roll."""
        consents = {row["pupil_id"]: row["photo_consent"] for row in cast("roll")}
        for child, place in self._on_roll():
            known_as = "" if child.id == ZOSIA and self.time == "autumn" else child.known_as
            leaves = self.story.ends("july") if child.went == "july" and self.time == "summer" else None
            yield {
                "pupil_id": child.id, "legal_first": child.first, "legal_last": child.last, "known_as": known_as,
                "school": place.school, "class": place.room, "year_group": place.year,
                "leaving_date": leaves.isoformat() if leaves else "", "photo_consent": consents.get(child.id, ""),
            }  # fmt: skip

    def contacts(self) -> Iterator[dict[str, str]]:
        """A line for each adult of each child, save those whom the schools know as workers."""
        here = {child.id for child, _ in self._on_roll()}
        gone = moved_out(self.people) if self.time in ("summer", "second") else []
        wrong = misspelt(self.people)
        for tie in self.people.ties:
            if tie.child not in here or by_hand(tie.adult) or (tie.adult, tie.child) in gone:
                continue
            one = self.people.grownups[tie.adult]
            slip = one == wrong and self.time == "autumn"
            yield {
                "pupil_id": tie.child, "contact_id": one.id, "title": one.title, "first": one.first, "last": one.last,
                "relation": tie.relation, "parental_responsibility": "yes" if tie.responsible else "no",
                "contact_order": str(tie.order), "telephone": one.telephone,
                "email": one.email.replace("tolliver", "toliver") if slip else one.email,
            }  # fmt: skip

    def _on_roll(self) -> Iterator[tuple[Child, Place]]:
        for child in self.people.children:
            if place := self._place(child):
                yield child, place

    def _place(self, child: Child) -> Place | None:
        if self.time == "second":
            return child.second_year if child.came != "late" else None
        if self.time == "autumn":
            return None if child.came else child.moved_from or child.first_year
        left = child.went == "autumn" or (child.went == "spring" and self.time == "summer")
        return None if left or child.came == "late" else child.first_year


def _written(path: Path, columns: dict[str, str], rows: Iterable[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(columns.values()))
        lines.writeheader()
        lines.writerows(rows)
    return path
