"""Posts as people of the cast send them: `sent_by(person("Rowena Hill"))`."""

from __future__ import annotations

from gatepost.apps.people import roll
from gatepost.apps.people.models import Person
from gatepost.apps.people.standing import standing
from gatepost.apps.posts import services
from gatepost.apps.posts.channels import Place
from gatepost.apps.posts.models import SentPost
from gatepost.apps.posts.post import Picture, Post, Words
from tests.site_cast import child, federation, person

UNLISTED = Place("sanctioned", "unlisted")  # a platform that is not listed: SLT and the network manager may allow it
PAGE, OWN = Place("sanctioned", "facebook"), Place("personal", "facebook")
HIDDEN = "A good read about birds: https://bit.ly/birds"  # the network manager alone may list the site
SCENE = Picture(file="a.jpg", caption="The children in assembly", faces="some")  # SLT may allow it on one's own account


def a_post(
    text: str = "Sports day is on Friday.",
    *,
    place: Place = UNLISTED,
    role: str = "teacher",
    school: str = "SMP",
    pictures: tuple[Picture, ...] = (),
    links: tuple[str, ...] = (),
    author: Person | None = None,
) -> Post:
    """A post for a platform that nobody has listed, unless told otherwise: it waits for an answer."""
    return Post(Words(text, links, pictures), place, role, school, "", str(author.pk) if author else "")


def sent_by(author: Person, school: str = "SMP", text: str = "Sports day is on Friday.", **more: object) -> SentPost:
    """A post that somebody has sent in the first of their roles."""
    role = standing(author).roles[0].role
    return services.send(by=author, post=a_post(text, role=role, school=school, author=author, **more))  # type: ignore[arg-type]


DOUBT = "Honestly the new head could not run a bath"  # a matter of tone, told by likelihood
NAMED = "Well done Grace Tolliver"


def cast() -> tuple[Person, Person]:
    """Ms Hill, who sends, and Mrs Penfold, who may allow it; with the others whom the policy counts on."""
    federation()
    for name in ("Imelda Pace", "Chidi Okoro", "Desmond Clay"):
        person(name)
    child("Grace Tolliver")
    roll.touch()
    return person("Rowena Hill"), person("Judith Penfold")


def answered(by: Person, sent: SentPost, answer: str = "yes", reason: str = "") -> SentPost:
    """The post as it is after their answer to what they see."""
    seen = SentPost.objects.get(pk=sent.pk)
    return services.decide(by=by, sent=seen, answer=answer, reason=reason, version=seen.version)


def asked_of(sent: SentPost) -> dict[str, list[str]]:
    """The roles by what is asked of them."""
    return {ask.grant: [one.role for one in ask.seats.all()] for ask in sent.asks.all()}


def now(sent: SentPost) -> SentPost:
    """As it stands in the database."""
    return SentPost.objects.get(pk=sent.pk)
