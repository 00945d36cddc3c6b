"""Checking a post. Nothing of it is kept or logged, whosever account it is for: only that there was a check that day."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.roll import known_now
from gatepost.apps.posts import offers, selectors, underlining
from gatepost.apps.posts.models import DailyCount
from gatepost.apps.posts.post import Post
from gatepost.policy import Policy, Verdict
from gatepost.screening import Draft, Federation, Known, Report, screen
from gatepost.screening.finding import Finding, Remedy
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

    @property
    def verdict(self) -> Verdict:
        return self.report.verdict

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
        if report is None or report.verdict > Verdict.ADVISE:
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

    def offer(self, key: str) -> offers.Offer | None:
        """The mend of that key; None if the words are no longer those for which it was offered."""
        if key == offers.ALL:
            return self.whole
        return next((one for told in self.told for one in told.offers if one.key == key), None)


def check(*, by: Person, post: Post, count: bool, both: bool = False) -> Checked:
    """What the policy says to this post. `count` it once, however often its words change meanwhile."""
    require(by, "post.check")
    if count:
        _count()
    draft, policy = post.draft(), in_force()
    known, report = _screened(draft, policy)
    told = matters(_for(by, report.findings, known), office=True)
    if known is None:
        return Checked(post, report, [offers.Told(matter) for matter in told])
    mends = offers.with_offers(draft, told, report.verdict, lambda mended: screen(mended, known, policy).verdict)
    other = screen(post.on_the_other_side().draft(), known, policy) if both else None
    return Checked(post, report, mends, other)


def _screened(draft: Draft, policy: Policy) -> tuple[Known | None, Report]:
    """The report; whatever goes wrong, the post is held."""
    try:
        known = known_now()
        return known, screen(draft, known, policy)
    except Exception:  # noqa: BLE001 (what could not be told is held)
        _log.exception("a post could not be checked")
        return None, _held(draft, policy)


def _held(draft: Draft, policy: Policy) -> Report:
    meanings = policy.meanings("could_not_check", draft.author_role, draft.channel.kind)
    finding = Finding(
        meanings[0].clause.id if meanings else "", Verdict.HOLD, "could_not_check",
        _("Gatepost could not check this just now, so it waits."), "text", "", 0, 0,
        remedy=Remedy("ask", _("Try again in a minute, or ask somebody to look at it.")),
    )  # fmt: skip
    nothing = Known.of(Federation(""))
    return Report(draft, Verdict.HOLD, (finding,), (), policy.id, policy.version, policy.digest, nothing, policy)


def _for(by: Person, findings: Iterable[Finding], known: Known | None) -> list[Finding]:
    """The findings with the office's reasons taken out where they are not for this person."""
    if known is None or not any(finding.office_reason for finding in findings):
        return list(findings)
    may_know = selectors.may_know_why(by, known)
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
