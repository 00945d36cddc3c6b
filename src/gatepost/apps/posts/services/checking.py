"""Checking a post. Nothing of it is kept or logged, whosever account it is for: only that there was a check that day."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from gatepost.apps.people.authority import may, require
from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.posts import asks, kept, offers, underlining
from gatepost.apps.posts.judging import judged
from gatepost.apps.posts.models import DailyCount
from gatepost.apps.posts.post import Post
from gatepost.apps.posts.selectors.checking import holds_role, may_know_why, schools_of
from gatepost.apps.posts.selectors.deciders import Sending, sending
from gatepost.policy import Verdict
from gatepost.screening import Draft, Known, Report, screen
from gatepost.screening.finding import Finding
from gatepost.screening.matters import matters

CHECKS = "checks"
SHOWN = 20  # matters on a page
_log = logging.getLogger("gatepost.posts")


@dataclass(frozen=True)
class Checked:
    """What is said to a post, as far as this person may know it."""

    post: Post
    report: Report
    told: list[offers.Told]
    other: Report | None = None  # the same on the other side: one's own account, or the school's
    sending: Sending | None = None  # who could allow it, where it is held and this person may send it

    @property
    def verdict(self) -> Verdict:
        return self.report.verdict

    @property
    def unread(self) -> bool:
        """Whether this is a first look, and the sentences are still to be read: nothing may be done on it yet."""
        return self.report.unread

    @cached_property
    def whole(self) -> offers.Offer | None:
        """Everything mended at once, where that is more than one mend."""
        mended = self.report.mended
        if mended is None or sum(len(one.offers) for one in self.told) < 2:
            return None
        remedies = tuple(dict.fromkeys(f.remedy for f in self.report.findings if f.remedy and f.remedy.by_machine))
        return offers.Offer(offers.ALL, "", remedies, mended.verdict)

    @cached_property
    def best(self) -> str:
        """The key of the mend that leads furthest, the whole before a part; empty where none leads further."""
        every = [*filter(None, (self.whole,)), *(one for told in self.told for one in told.offers)]
        first = min(every, key=lambda one: one.becomes, default=None)
        return first.key if first else ""

    @property
    def copy(self) -> str:
        """What may be copied, words and links: the post if it may go out, else the post mended if that may."""
        report = self.report.mended if self.copy_is_mended else self.report
        if report is None or report.verdict > Verdict.ADVISE or self.unread:
            return ""
        return "\n".join(filter(None, (report.draft.text, *report.draft.links)))

    @property
    def copy_is_mended(self) -> bool:
        """Whether it is the mended one."""
        return self.report.verdict > Verdict.ADVISE

    @cached_property
    def pieces(self) -> list[underlining.Piece]:
        """The words, with what was found in them."""
        return underlining.pieces(self.report.draft.text, self.report.findings)

    @cached_property
    def lines(self) -> list[underlining.Line]:
        """The same of captions, file names and links."""
        return underlining.lines(self.report.draft, self.report.findings)[:SHOWN]

    @property
    def shown(self) -> list[offers.Told]:
        """As many matters as a page holds, the strictest first."""
        return self.told[:SHOWN]

    @property
    def more(self) -> int:
        """How many it does not hold."""
        return max(0, len(self.told) - SHOWN)

    @property
    def other_post(self) -> Post:
        """The post on the other side."""
        return self.post.on_the_other_side()

    @property
    def key(self) -> str:
        """Names the way to a decision for these very words; empty where there is none."""
        if self.sending is None or not self.sending.way.is_open:
            return ""
        return self.sending.way.key(kept.fingerprint(self.post, self.report.policy_digest))

    def offer(self, key: str) -> offers.Offer | None:
        """The mend of that key; None if the words are no longer those for which it was offered."""
        if key == offers.ALL:
            return self.whole
        return next((one for told in self.told for one in told.offers if one.key == key), None)


def check(*, by: Person, post: Post, count: bool, both: bool = False, at_first_look: bool = False) -> Checked:
    """What the policy says to this post. `count` it once, however often its words change meanwhile; `at_first_look` is for
    answers while it is typed.
    """
    require(by, "post.check")
    if count:
        _count()
    draft, policy = post.draft(), in_force()
    known, report = judged(draft, at_first_look=at_first_look)
    told = matters(_for(by, report.findings, known), office=True)
    if known is None:
        return Checked(post, report, [offers.Told(matter) for matter in told])

    def again(changed: Draft) -> Report:
        # beside a whole reading stands a whole one
        return screen(changed, known, policy, at_first_look=report.unread)

    mends = offers.with_offers(draft, told, report.verdict, lambda mended: again(mended).verdict)
    other = again(post.on_the_other_side().draft()) if both else None
    return Checked(post, report, mends, other, None if report.unread else _sending(by, post, report))


def _sending(by: Person, post: Post, report: Report) -> Sending | None:
    """Where a post that is held could be sent by this person."""
    if report.verdict < Verdict.HOLD or not may(by, "post.send"):
        return None
    school = next((one for one in schools_of(by) if one.code == post.school), None)
    if (post.school and school is None) or not holds_role(by, post.role, school.pk if school else None):
        return None
    return sending(asks.way(report.findings, in_force()), school, by.pk)


def _for(by: Person, findings: Iterable[Finding], known: Known | None) -> list[Finding]:
    """The findings with the office's reasons taken out where they are not for this person."""
    if known is None or not any(finding.office_reason for finding in findings):
        return list(findings)
    may_know = may_know_why(by, known)
    return [one if may_know(one) else replace(one, office_reason="") for one in findings]


def _count() -> None:
    """One more today. A count that cannot be kept never stands in the way of a check."""
    today = timezone.localdate()
    try:
        with transaction.atomic():
            if not DailyCount.objects.filter(day=today, kind=CHECKS).update(number=F("number") + 1):
                DailyCount.objects.get_or_create(day=today, kind=CHECKS)
                DailyCount.objects.filter(day=today, kind=CHECKS).update(number=F("number") + 1)
    except DatabaseError:
        _log.exception("a check was not counted")
