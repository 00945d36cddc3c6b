"""Who is in the made-up federation, as values; ids are those of the tables: P001 a pupil, S003 a worker, A0042 a parent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A place on a school's roll."""

    school: str
    room: str
    year: str


@dataclass(frozen=True)
class Child:
    """A pupil or ex-pupil: the place of the first school year, that of the second, and when they came or went."""

    id: str
    first: str
    last: str
    known_as: str
    language: str
    home: int  # the household
    first_year: Place | None
    second_year: Place | None
    came: str = ""  # the term in which a newcomer joined, if not at the start of a year
    went: str = ""  # the term at whose end a leaver left
    moved_from: Place | None = None  # where a family that moved had been at the start of the first year


@dataclass(frozen=True)
class Grownup:
    """An adult."""

    id: str
    title: str
    first: str
    last: str
    email: str = ""
    telephone: str = ""

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True)
class Tie:
    """How an adult stands to a child."""

    adult: str
    child: str
    relation: str
    responsible: bool
    order: int


@dataclass(frozen=True)
class Post:
    """What an adult does for a school, in the policy's terms; no school means the whole federation."""

    who: str
    role: str
    title: str
    school: str
    room: str = ""
    begins: str = ""  # the term; empty: before everything else
    ends: str = ""  # the term after which it is over


@dataclass(frozen=True)
class People:
    """Everybody."""

    children: tuple[Child, ...]
    grownups: dict[str, Grownup]
    ties: tuple[Tie, ...]
    posts: tuple[Post, ...]
    rooms: tuple[Place, ...]
