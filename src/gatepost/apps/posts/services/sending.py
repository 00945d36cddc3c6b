"""Sending a post for a decision, and taking it back. From here on it is kept, as its author was told before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gatepost.apps.duties import services as duties
from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.notices import services as notices
from gatepost.apps.notices.models import Category
from gatepost.apps.people.authority import Leave, require
from gatepost.apps.people.models import Person, School
from gatepost.apps.people.place import Place
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.services.revising import locked
from gatepost.apps.posts import asks, kept
from gatepost.apps.posts.judging import judged
from gatepost.apps.posts.models import Ask, AskedRole, SentPost, Spoken
from gatepost.apps.posts.post import MOST_CHARACTERS, MOST_LINKS, MOST_PICTURES, Post
from gatepost.apps.posts.selectors.checking import holds_role, tagged
from gatepost.apps.posts.selectors.deciders import holders
from gatepost.apps.posts.services.ending import fall
from gatepost.policy import Verdict
from gatepost.screening import Report

State = SentPost.State
MOST_WAITING = 50  # of one author


def send(*, by: Person, post: Post, earlier: SentPost | None = None, seen: int | None = None) -> SentPost:
    """Send a post to whoever may allow it. The same post sent twice is one; `earlier` falls when another takes its place.

    `seen` is the version of the earlier one that its author saw: ValidationError if it was decided meanwhile.
    """
    school = _school(post)
    leave = require(by, "post.send", Place(frozenset({school.pk}) if school else frozenset()))
    _fits(by, post, school)
    report = _screened(post)
    way = asks.way(report.findings, in_force())
    _can_be_asked(report, way)
    with transaction.atomic():
        locked(by)  # so that a post sent twice at once is one
        if (same := _the_same(by, post)) is not None:
            return same
        replaced = _replaced(by, earlier, seen)
        sent = _kept(by, post, school, report, replaced)
        _ask(sent, way)
        _name(sent, report)
        if replaced is not None:
            fall(replaced, SentPost.Why.EDITED, by=by, leave=leave)
        _call(sent, way, by, leave)
        _record("post_sent", sent, by, leave, {"asks": ", ".join(one.grant or "doubt" for one in way.asks)})
    return sent


def take_back(*, by: Person, sent: SentPost) -> SentPost:
    """Take a post back that waits, or that was allowed and is not to go out after all. Twice is once."""
    with transaction.atomic():
        leave = require(by, "post.own", sent)
        current = locked(sent)
        if current.state == State.BACK:
            return current
        if current.state not in (State.WAITING, State.YES):
            raise ValidationError(_("This post was answered already; there is nothing left to take back."))
        current.settled_at = current.settled_at or timezone.now()
        current.state, current.version = State.BACK, current.version + 1
        current.save()
        duties.drop(subject("post", current.pk), by=by, leave=leave)
        ledger.record("post_taken_back", by=by.pk, leave=leave, subject=subject("post", current.pk))
    return current


def _school(post: Post) -> School | None:
    """The school it is for; None is the whole federation."""
    if not post.school:
        return None
    found = School.objects.filter(code=post.school, closed=None).first()
    if found is None:
        raise ValidationError(_("There is no such school."))
    return found


def _fits(by: Person, post: Post, school: School | None) -> None:
    """What a form has asked already, for whoever comes by another way."""
    words = post.words
    size = sum(len(text) for text in (words.text, *words.links))
    if not post:
        raise ValidationError(_("There is nothing in this post yet."))
    if size > 2 * MOST_CHARACTERS or len(words.links) > MOST_LINKS or len(words.pictures) > MOST_PICTURES:
        raise ValidationError(_("This post is too long to be sent."))
    if not kept.can_be_kept(post):
        raise ValidationError(_("This holds a character that cannot be shown."))
    if not holds_role(by, post.role, school.pk if school else None):
        raise ValidationError(_("You do not hold this role at this school today."))
    pupils = {one for picture in words.pictures for one in picture.pupils}
    if pupils - tagged(by, pupils).keys():
        raise ValidationError(_("Somebody is tagged in a picture of whom you may not know."))


def _screened(post: Post) -> Report:
    known, report = judged(post.draft())
    if known is None:
        raise ValidationError(_("Gatepost could not check this just now. Try again in a minute."))
    return report


def _can_be_asked(report: Report, way: asks.Way) -> None:
    if report.verdict < Verdict.HOLD:
        raise ValidationError(_("This may go out as it is; nobody has to be asked."))
    if way.outside:
        raise ValidationError(_("Something in this is not the school’s to allow. Mend it first; then it can be sent."))
    if not way.is_open:
        raise ValidationError(_("Something in this nobody can allow. Mend it first; then it can be sent."))


def _the_same(by: Person, post: Post) -> SentPost | None:
    """The very same post, if it waits or was allowed; one that was refused is not asked for again."""
    hash_ = kept.fingerprint(post, in_force().digest)
    mine = SentPost.objects.filter(author=by)
    same = mine.filter(hash=hash_).exclude(state__in=(State.BACK, State.FALLEN)).first()
    if same is not None and same.state in (State.NO, State.CHANGE):
        raise ValidationError(_("This very post was answered already. Change it first, or speak to whoever answered."))
    if same is None and mine.filter(state=State.WAITING).count() >= MOST_WAITING:
        raise ValidationError(_("Too many of your posts wait already. Take one back first."))
    return same


def _replaced(by: Person, earlier: SentPost | None, seen: int | None) -> SentPost | None:
    """The post whose place this one takes, as it stands now."""
    if earlier is None:
        return None
    require(by, "post.own", earlier)
    current = locked(earlier)
    if seen is not None and current.version != seen and current.state != State.FALLEN:
        raise AnsweredMeanwhile(current)
    return current


class AnsweredMeanwhile(Exception):  # noqa: N818 (it reads as a sentence: raise AnsweredMeanwhile)
    """Somebody else was quicker: `sent` is how the post stands now."""

    def __init__(self, sent: SentPost) -> None:
        super().__init__(f"{sent} was answered meanwhile")
        self.sent = sent


def _kept(by: Person, post: Post, school: School | None, report: Report, earlier: SentPost | None) -> SentPost:
    return SentPost.objects.create(
        author=by, role=post.role, school=school, kind=post.place.kind, platform=post.place.platform,
        audience=post.audience or post.place.audience, words=kept.words_of(post),
        findings=[kept.finding_as_kept(one) for one in report.findings], verdict=report.verdict.word,
        hash=kept.fingerprint(post, report.policy_digest), policy_digest=report.policy_digest,
        policy_version=report.policy_version, earlier=earlier, sent_at=timezone.now(),
    )  # fmt: skip


def _ask(sent: SentPost, way: asks.Way) -> None:
    for one in way.asks:
        row = Ask.objects.create(post=sent, grant=one.grant, clauses=list(one.clauses), roles=list(one.roles))
        AskedRole.objects.bulk_create(AskedRole(ask=row, role=role) for role in one.roles)


def _name(sent: SentPost, report: Report) -> None:
    """Of whom it speaks or may speak, so that erasing them reaches it."""
    told = {one for finding in report.findings for one in finding.subjects}
    told |= {one for picture in kept.post_of(sent).words.pictures for one in picture.pupils}
    keys = [key for key in map(_key, told) if key]
    known = Person.objects.filter(pk__in=keys).values_list("pk", flat=True)
    Spoken.objects.bulk_create(Spoken(post=sent, person_id=key) for key in known)


def _call(sent: SentPost, way: asks.Way, by: Person, leave: Leave) -> None:
    """It is owed to its author by those asked; under a policy that knows of no such duty they are told all the same."""
    cause = subject("post", sent.pk)
    if "post_sent" in in_force().happening_by_id:
        owed = duties.happened(
            "post_sent", by=by, leave=leave, cause=cause, school=sent.school, roles=way.roles, subjects=(by.pk,)
        )
        sent.due_at = min((one.due_at for one in owed if one.due_at), default=None)
        sent.save(update_fields=["due_at"])
    else:
        notices.notify(to=holders(way.roles, sent.school, by.pk), category=Category.DECISION, about=cause)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _record(event: str, sent: SentPost, by: Person, leave: Leave, says: dict[str, Any]) -> None:
    """The hash stands under its author's own key: of a short text it could be guessed."""
    about = subject("post", sent.pk)
    ledger.record(event, by=by.pk, leave=leave, subject=about, says=says, personal={by.pk: {"hash": sent.hash}})
