"""What was said to be wrong, as the tests speak of it: `said_by(person("Rowena Hill"))`, `agreed(lesson)`, `made(lesson)`."""

from __future__ import annotations

from gatepost.apps.lessons.models import Lesson
from gatepost.apps.lessons.services import disputing, reviewing
from gatepost.apps.people import roll
from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.roll import known_now
from gatepost.screening import Draft, Photo, screen
from tests.cast import draft
from tests.site_cast import child, federation, person, school

POEM = "We read a poem by Grace Tolliver, who has been dead for two hundred years."


def a_post(text: str = POEM, code: str = "SMP", photos: tuple[Photo, ...] = (), **more: str) -> Draft:
    """A teacher's post for the school's page."""
    return draft(text, school=code, photos=photos, **more)  # type: ignore[arg-type]


def ready() -> None:
    """The federation with a child on its roll and somebody to review."""
    federation()
    child("Grace Tolliver")
    person("Imelda Pace"), person("Judith Penfold")
    roll.touch()


def first_key(post: Draft) -> str:
    """The key of the first finding of a post."""
    return disputing.key_of(screen(post, known_now(), in_force()).findings[0])


def said_by(who: Person, post: Draft | None = None, why: str = "public", said: str = "", code: str = "SMP") -> Lesson:
    """Somebody says that the first finding of their post was wrong."""
    ready()
    post = post or a_post()
    where = school(code) if code else None
    return disputing.say(by=who, draft=post, why=why, said=said, key=first_key(post), school=where)


def agreed(lesson: Lesson, verdict: str = "allow", clauses: tuple[str, ...] = (), words: str = "") -> Lesson:
    """Dr Pace agrees."""
    return reviewing.agree(by=person("Imelda Pace"), lesson=lesson, verdict=verdict, clauses=clauses, words=words)


def made(lesson: Lesson, title: str = "A poet who shares a name with a pupil is no pupil.", words: str = "") -> Lesson:
    """Dr Pace makes a case of it, with the people whom the site offers."""
    offered = reviewing.offered(lesson).draft
    return reviewing.make_case(by=person("Imelda Pace"), lesson=lesson, draft=offered, title=title, words=words)
