"""Whether a yes to a post still stands. It falls with its words, its policy, its author's role, or a new finding."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.policy import in_force
from gatepost.apps.posts import kept
from gatepost.apps.posts.asks import asked_for
from gatepost.apps.posts.judging import judged
from gatepost.apps.posts.models import SentPost
from gatepost.apps.posts.post import Post
from gatepost.apps.posts.selectors.deciders import still_holds
from gatepost.policy import Verdict
from gatepost.screening.finding import Finding

State, Why = SentPost.State, SentPost.Why
_NOT = {
    State.WAITING: _("Nobody has decided yet."),
    State.NO: _("The answer was no."),
    State.CHANGE: _("It was to be changed first."),
    State.BACK: _("Its author took it back."),
}
_GONE = _("Its words were taken out, as they are a year after a decision.")
_NOT_NOW = _("Gatepost could not check it again just now. Try again in a minute, and do not post yet.")


@dataclass(frozen=True)
class Standing:
    """Whether a post may go out on the yes that was given to it, and if not, why. `fell` names what made it fall."""

    yes: bool
    why: str | Promise = ""
    fell: str = ""
    found: tuple[Finding, ...] = ()  # what a new check finds of which nobody was asked


def stands(sent: SentPost) -> Standing:
    """Whether the yes stands, judged by what is known now. Asked whenever the post is shown, copied or published."""
    if sent.state == State.FALLEN:
        return Standing(False, Why(sent.why).label, sent.why)
    if sent.state != State.YES:
        return Standing(False, _NOT[State(sent.state)])
    now = today(sent)
    return now if now.why else Standing(True)


def today(sent: SentPost) -> Standing:
    """What has changed since it was sent; `why` is empty where nothing has that matters."""
    if sent.forgotten_at is not None:
        return Standing(False, _GONE)
    digest = in_force().digest
    if sent.policy_digest != digest:
        return _fallen(Why.POLICY)
    post = kept.post_of(sent)
    if sent.hash != kept.fingerprint(post, digest):
        return _fallen(Why.ALTERED)
    if not still_holds(sent.author, sent.role, sent.school_id):
        return _fallen(Why.ROLE)
    return _screened(sent, post)


def _screened(sent: SentPost, post: Post) -> Standing:
    known, report = judged(post.draft())
    if known is None:
        return Standing(False, _NOT_NOW)
    grants = {ask.grant for ask in sent.asks.all()}
    before = kept.findings_of(sent)
    new = tuple(one for one in report.findings if one.verdict >= Verdict.HOLD and not _asked(one, before, grants))
    if not new:
        return Standing(False)
    if all(one.sign == "could_not_check" for one in new):
        return Standing(False, _NOT_NOW, found=new)
    return Standing(False, Why.FOUND.label, Why.FOUND, new)


def _asked(finding: Finding, before: tuple[Finding, ...], grants: set[str]) -> bool:
    """Whether somebody was asked about this very finding, or a stricter one at the same place about the same people."""
    asked = asked_for(finding, in_force())
    return asked is not None and asked[0] in grants and any(_covers(one, finding) for one in before)


def _covers(before: Finding, now: Finding) -> bool:
    same = (before.clause, before.sign, before.where, before.start, before.end) == (
        now.clause, now.sign, now.where, now.start, now.end)  # fmt: skip
    return same and before.verdict >= now.verdict and set(now.subjects) <= set(before.subjects)


def _fallen(why: SentPost.Why) -> Standing:
    return Standing(False, why.label, why.value)
