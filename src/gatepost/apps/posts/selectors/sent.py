"""Posts that were sent: one's own, and those on which somebody may decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.duties import selectors as duties
from gatepost.apps.ledger.models import subject
from gatepost.apps.people.authority import reach
from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.roll import known_now
from gatepost.apps.people.selectors.scope import of_schools
from gatepost.apps.posts import asks, kept, underlining
from gatepost.apps.posts.models import Ask, SentPost
from gatepost.apps.posts.post import Post
from gatepost.apps.posts.selectors.checking import may_know_why, tagged
from gatepost.apps.posts.selectors.deciders import asked_of, held, roles_for
from gatepost.apps.posts.selectors.standing import Standing, stands, today
from gatepost.screening.finding import Finding
from gatepost.screening.matters import Matter, matters

_SHOWN = 40  # matters on a page
FACES = {
    "": _("who is in it was not said"),
    "none": _("nobody who can be recognised"),
    "some": _("people who can be recognised"),
}


def own(by: Person) -> QuerySet[SentPost]:
    """Those that somebody sent, the newest first."""
    return _whole(SentPost.objects.filter(author=by))


def to_decide(by: Person) -> QuerySet[SentPost]:
    """Those of which something is or was asked of somebody, wherever their leave reaches; never their own."""
    far = reach(by, asks.DECIDES)
    return _whole(SentPost.objects.filter(of_schools(far), asked_of(by)).exclude(author__in=far.but_not | {by.pk}))


def one_to_decide(by: Person, key: UUID) -> SentPost | None:
    """The same by its id; also one that is not asked of them but about which they were alarmed, for nobody answers."""
    found = to_decide(by).filter(pk=key).first()
    if found is not None or not duties.owed(by).filter(cause=subject("post", key)).exists():
        return found
    far = reach(by, asks.DECIDES)
    return _whole(SentPost.objects.filter(of_schools(far), pk=key).exclude(author__in=far.but_not | {by.pk})).first()


def waiting(by: Person) -> list[SentPost]:
    """Those that wait, the longest first."""
    return list(to_decide(by).filter(state=SentPost.State.WAITING).order_by("sent_at", "id"))


def seen_by(by: Person) -> QuerySet[SentPost]:
    """Both: one's own, and those to decide on."""
    far = reach(by, asks.DECIDES)
    others = of_schools(far) & asked_of(by) & ~Q(author__in=far.but_not)
    return _whole(SentPost.objects.filter(Q(author=by) | others))


def _whole(found: QuerySet[SentPost]) -> QuerySet[SentPost]:
    rows = Prefetch("asks", queryset=Ask.objects.select_related("by"))
    return found.select_related("author", "school").prefetch_related(rows)


def open_to(by: Person, sent: SentPost) -> list[Ask]:
    """What of it somebody may answer, whether it is answered or not."""
    if by.pk == sent.author_id or not reach(by, asks.DECIDES).covers(sent.place()):
        return []
    mine = roles_for(by, sent.school_id)
    return [ask for ask in sent.asks.all() if mine & set(ask.roles)]


@dataclass(frozen=True)
class Seat:
    """One thing that was asked, in words: who may answer it today, and what was said."""

    ask: Ask
    title: str | Promise
    roles: tuple[str, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True)
class Shown:
    """A sent post as a page shows it to one reader."""

    sent: SentPost
    post: Post
    by: Person

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found when it was sent."""
        return kept.findings_of(self.sent)

    @cached_property
    def standing(self) -> Standing:
        """Whether a yes to it stands; of one that waits, whether anything has changed since."""
        waits = self.sent.state == SentPost.State.WAITING
        return today(self.sent) if waits else stands(self.sent)

    @cached_property
    def matters(self) -> list[Matter]:
        """What was found, and what is found now, with no more of the office's reasons than is this reader's to know."""
        found = (*self.findings, *self.standing.found)
        if any(one.office_reason for one in found):
            may_know = may_know_why(self.by, known_now())
            found = tuple(one if may_know(one) else replace(one, office_reason="") for one in found)
        return matters(found, office=True)[:_SHOWN]

    @cached_property
    def pieces(self) -> list[underlining.Piece]:
        """The words, with what was found in them."""
        return underlining.pieces(self.post.words.text, (*self.findings, *self.standing.found))

    @cached_property
    def lines(self) -> list[underlining.Line]:
        """Captions, descriptions, file names and links, with what was found in them."""
        return underlining.every_line(self.post.draft(), self.findings)

    @cached_property
    def _holders(self) -> list[tuple[str, Person]]:
        """Whoever holds a role that is asked, or would be next, each with that role."""
        roles = {role for ask in self.sent.asks.all() for role in ask.roles}
        return held({*roles, *asks.next_to_be_asked(in_force())}, self.sent.school, self.sent.author_id)

    @cached_property
    def seats(self) -> list[Seat]:
        """What was asked, and of whom."""
        roles = in_force().roles
        return [
            Seat(
                ask,
                asks.title(ask.grant, in_force()),
                tuple(roles[one].title for one in ask.roles if one in roles),
                tuple(dict.fromkeys(person for role, person in self._holders if role in ask.roles)),
            )
            for ask in self.sent.asks.all()
        ]

    @cached_property
    def mine(self) -> list[Ask]:
        """What of it this reader may answer and nobody has."""
        return [ask for ask in open_to(self.by, self.sent) if not ask.answer]

    @property
    def empty(self) -> list[Seat]:
        """What waits for a role that nobody holds today."""
        waits = self.sent.state == SentPost.State.WAITING
        return [seat for seat in self.seats if waits and not seat.ask.answer and not seat.people]

    @property
    def besides(self) -> list[Person]:
        """To whom it goes when nobody answers."""
        then = asks.next_to_be_asked(in_force())
        return list(dict.fromkeys(person for role, person in self._holders if role in then))

    @property
    def copy(self) -> str:
        """What may be copied: words and links, once it may go out."""
        words = self.post.words
        return "\n".join(filter(None, (words.text, *words.links))) if self.standing.yes else ""

    @cached_property
    def pictures(self) -> list[tuple[int, list[str], str | Promise]]:
        """Each picture by its number, with those in it whom this reader may know of, and what its author said of faces."""
        pictures = self.post.words.pictures
        names = tagged(self.by, (one for picture in pictures for one in picture.pupils))
        return [
            (number, [names[one] for one in picture.pupils if one in names], FACES.get(picture.faces, FACES[""]))
            for number, picture in enumerate(pictures, 1)
        ]


def shown(by: Person, sent: SentPost) -> Shown:
    """The post as `by` may see it."""
    if sent.author_id == by.pk:
        sent.author = by  # of whom it is known already where they stand
    return Shown(sent, kept.post_of(sent), by)


def earlier(by: Person, key: object) -> SentPost | None:
    """The post of one's own that another is to take the place of; None for what is no id of one's own."""
    try:
        return SentPost.objects.filter(author=by, pk=UUID(str(key))).first()
    except ValueError:
        return None
