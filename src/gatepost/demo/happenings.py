"""What can happen in the story: who does what and when. `by` is an id of the tables, or empty for the site itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gatepost.demo.nouns import Child, Place, Post, Tie


@dataclass(frozen=True)
class Happening:
    """Something that somebody does at a time."""

    at: datetime
    by: str


@dataclass(frozen=True)
class SetUp(Happening):
    """The federation, its schools and classes."""


@dataclass(frozen=True)
class Add(Happening):
    """An adult is put in; `school` keeps the entry."""

    who: str
    school: str


@dataclass(frozen=True)
class Give(Happening):
    """A role is given from a day on."""

    post: Post
    starts: date


@dataclass(frozen=True)
class End(Happening):
    """A role ends on a day."""

    post: Post
    on: date


@dataclass(frozen=True)
class NameDeputy(Happening):
    """Somebody stands in for another's role; `always`, or while they are away."""

    principal: str
    role: str
    who: str
    always: bool


@dataclass(frozen=True)
class Away(Happening):
    """Somebody is away; no last day when they do not know."""

    who: str
    starts: date
    ends: date | None


@dataclass(frozen=True)
class Back(Happening):
    """Somebody who was away is there again."""

    who: str


@dataclass(frozen=True)
class ReadIn(Happening):
    """The roll and the families are read in from the files of that time."""

    time: str


@dataclass(frozen=True)
class Join(Happening):
    """A child joins in the middle of a year, with the adults at home."""

    child: Child
    place: Place


@dataclass(frozen=True)
class Leave(Happening):
    """A child leaves a school."""

    child: str
    school: str


@dataclass(frozen=True)
class Return(Happening):
    """A child who left one school of the federation joins another."""

    child: str
    place: Place


@dataclass(frozen=True)
class AddTie(Happening):
    """It is recorded that an adult answers for a child."""

    tie: Tie


@dataclass(frozen=True)
class EndTie(Happening):
    """An adult no longer answers for a child."""

    adult: str
    child: str


@dataclass(frozen=True)
class Correct(Happening):
    """One field of an adult's entry is put right."""

    who: str
    field: str
    right: str


@dataclass(frozen=True)
class CorrectChild(Happening):
    """The name that a child goes by is put right."""

    child: str
    known_as: str


@dataclass(frozen=True)
class Invite(Happening):
    """Somebody is let in to sign in."""

    who: str


@dataclass(frozen=True)
class Open(Happening):
    """Somebody answers their invitation."""


@dataclass(frozen=True)
class ShutOut(Happening):
    """Somebody may no longer sign in."""

    who: str


@dataclass(frozen=True)
class SignIn(Happening):
    """Somebody signs in."""


@dataclass(frozen=True)
class CloseDays(Happening):
    """There is no school on these days, at any school."""

    starts: date
    ends: date
    title: str


@dataclass(frozen=True)
class Round(Happening):
    """The worker raises what comes round, and passes on what is late."""


@dataclass(frozen=True)
class Tell(Happening):
    """Somebody tells that something has happened."""

    happening: str
    school: str


@dataclass(frozen=True)
class DoAll(Happening):
    """Somebody says that all of these kinds that is asked of them is done."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Ask(Happening):
    """Somebody asks SLT of a school."""

    school: str
    words: str


@dataclass(frozen=True)
class Answer(Happening):
    """SLT answers what somebody asked last."""

    who: str
    words: str


@dataclass(frozen=True)
class KeepAnswer(Happening):
    """SLT keeps that for others, in words that name nobody."""

    who: str
    asked: str
    answered: str


@dataclass(frozen=True)
class Send(Happening):
    """Somebody sends a post to whoever may allow it."""

    school: str
    role: str
    kind: str
    text: str


@dataclass(frozen=True)
class Decide(Happening):
    """Whoever may decides on what somebody sent last."""

    who: str
    answer: str
    reason: str


# After each of these somebody may do more, or less, than before.
CHANGES_ROLES = (SetUp, Give, End, NameDeputy, Away, Back, ReadIn, AddTie, EndTie)
