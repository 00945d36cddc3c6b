"""Deciding on a post that was sent: yes, no, or what to change. Nobody decides on their own."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gatepost.apps.duties import services as duties
from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.notices import services as notices
from gatepost.apps.notices.models import Category
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Person
from gatepost.apps.people.services.revising import locked
from gatepost.apps.posts.models import Ask, SentPost
from gatepost.apps.posts.selectors.deciders import roles_for
from gatepost.apps.posts.selectors.sent import open_to
from gatepost.apps.posts.selectors.standing import today
from gatepost.apps.posts.services.ending import let_fall
from gatepost.apps.posts.services.sending import AnsweredMeanwhile

State, Answer = SentPost.State, Ask.Answer
MOST_WORDS = 2_000
_NEXT = {Answer.YES: State.YES, Answer.NO: State.NO, Answer.CHANGE: State.CHANGE}


def decide(*, by: Person, sent: SentPost, answer: str, reason: str = "", version: int) -> SentPost:
    """Answer all that is asked of `by`. A yes counts once everybody asked has said it; a no, or a change, counts at once.

    `version` is that of the page they read: AnsweredMeanwhile if somebody else was quicker, ValidationError if it fell.
    """
    require(by, "post.decide", sent)
    reason = _reason(answer, reason)
    _not_fallen(sent)
    with transaction.atomic():
        leave = require(by, "post.decide", sent)
        current = locked(sent)
        mine = open_to(by, current)
        if not mine:
            raise ValidationError(_("This is for somebody else to answer; you may read it."))
        if _said_before(by, mine, answer):
            return current
        left = [ask for ask in mine if not ask.answer]
        if current.version != version or current.state != State.WAITING or not left:
            raise AnsweredMeanwhile(current)
        _write(by, current, left, answer, reason)
        about = subject("post", current.pk)
        if current.state != State.WAITING:
            duties.settle(about, by=by, leave=leave)
            notices.notify(to=[current.author], category=Category.POST, about=about, key=f"{about} answered")
        ledger.record(
            "post_answered", by=by.pk, leave=leave, subject=about, says={"answer": answer, "state": current.state},
            personal={current.author_id: {"hash": current.hash}},
        )  # fmt: skip
    return current


def _reason(answer: str, reason: str) -> str:
    """A no without a reason helps nobody to mend a post."""
    if answer not in Answer.values:
        raise ValidationError({"answer": _("Say yes, no, or what to change.")})
    reason = reason.replace("\r\n", "\n").strip()
    if answer != Answer.YES and not reason:
        raise ValidationError({"reason": _("Say why, in a sentence: your colleague reads it.")})
    if len(reason) > MOST_WORDS:
        raise ValidationError({"reason": _("This is too long: 2,000 characters are the most.")})
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in reason):
        raise ValidationError({"reason": _("This holds a character that cannot be shown.")})
    return reason


def _not_fallen(sent: SentPost) -> None:
    """It is checked anew before it is answered, outside of any transaction; what has changed since lets it fall."""
    if sent.state != State.WAITING:
        return
    now = today(sent)
    if now.fell:
        let_fall(sent)
        raise ValidationError(_("%(why)s So this can no longer be answered; its author is told.") % {"why": now.why})
    if now.why:
        raise ValidationError(str(now.why))


def _said_before(by: Person, mine: list[Ask], answer: str) -> bool:
    """Whether `by` has said this very thing already: a second tap on the same button."""
    return all(ask.by_id == by.pk and ask.answer == answer for ask in mine)


def _write(by: Person, sent: SentPost, left: list[Ask], answer: str, reason: str) -> None:
    roles, now = roles_for(by, sent.school_id), timezone.now()
    for ask in left:
        ask.answer, ask.reason, ask.by, ask.answered_at = answer, reason, by, now
        ask.role = next(role for role in ask.roles if role in roles)
        ask.save()
    every = Ask.objects.filter(post=sent)
    if answer != Answer.YES or not every.exclude(answer=Answer.YES).exists():
        sent.state, sent.settled_at = _NEXT[Answer(answer)], now
    sent.version += 1
    sent.save()
