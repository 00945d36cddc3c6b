"""Checking drafts: one, or a stream of them. Nothing of them is kept or logged; only how many there were that day."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase
from django.utils import timezone

from gatepost.api import counting
from gatepost.api.keys import Asked
from gatepost.api.operations import operation, said
from gatepost.api.reading import given
from gatepost.api.shapes import SentDraft, Verdict
from gatepost.apps.ledger.still import still
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.roll import known_now
from gatepost.apps.posts.selectors.checking import may_know_why
from gatepost.archive.held import held
from gatepost.policy import Policy
from gatepost.screening import Draft, Known, Report, screen
from gatepost.screening.finding import Finding

MayKnow = Callable[[Finding], bool]
_log = logging.getLogger("gatepost.api")


@operation("POST", "check", action="post.check", scope="check", gives=Verdict, takes=SentDraft, tag="Checks")
def check(request: Asked, mended: bool = True) -> HttpResponseBase:  # noqa: FBT001, FBT002 (the library reads it off)
    """What the policy says to a draft.

    Nothing of it is kept. `mended` says whether to mend what a machine can, and look at that too.
    """
    sent = given(request, SentDraft)
    counting.one_more()
    return said(Checker(request).verdict(sent, mended=mended))


class Checker:
    """Says what the policy says, as far as one person may know it; what it asks the database it asks once."""

    def __init__(self, request: Asked) -> None:
        self._by, self._author = request.person, str(request.person.pk)
        self._policy: Policy = in_force()
        self._known: Known | None = _known(request.stamp)
        self._may_know: MayKnow | None = None

    def verdict(self, sent: SentDraft, *, mended: bool = True) -> dict[str, Any]:
        """The verdict in plain values; whatever goes wrong, the draft is held."""
        draft = sent.draft(self._author)
        if self._known is None:
            return self._held(draft)
        try:
            report = screen(draft, self._known, self._policy)
            found = self._told(report, self._known)
            if mended:
                found["mended"] = _mended(report)
        except Exception:  # noqa: BLE001 (what could not be told is held)
            _log.exception("a draft could not be checked")
            return self._held(draft)
        return found

    def _told(self, report: Report, known: Known) -> dict[str, Any]:
        """As the command line prints it, each finding with as much of its reason as is theirs to know."""
        told = report.as_json(office=False)
        for name, findings in (("findings", report.findings), ("lifted", report.lifted)):
            if any(one.office_reason or one.subjects for one in findings):
                may = self._office(known)
                told[name] = [one.as_json(office=may(one)) for one in findings]
        return told

    def _office(self, known: Known) -> MayKnow:
        if self._may_know is None:
            self._may_know = may_know_why(self._by, known)
        return self._may_know

    def _held(self, draft: Draft) -> dict[str, Any]:
        why = "Gatepost could not check this just now, so it waits."
        return {**held(draft, self._policy, why), "mended": None}


def _known(stamp: str) -> Known | None:
    """The roll, kept until something happens or the day ends."""
    try:
        today = timezone.localdate()
        day, known = still(("roll for the API",), lambda: (today, known_now()), stamp)
        return known if day == today else known_now()
    except Exception:  # noqa: BLE001 (the draft is held)
        _log.exception("the roll could not be read")
        return None


def _mended(report: Report) -> dict[str, Any] | None:
    better = report.mended
    if better is None:
        return None
    draft = better.draft.model_dump(mode="json", exclude_defaults=True)
    draft.get("context", {}).pop("author_id", None)
    return {"verdict": better.verdict.word, "draft": draft}
