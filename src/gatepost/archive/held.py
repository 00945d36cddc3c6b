"""The verdict on a draft that could not be screened to the end: it waits for a person."""

from __future__ import annotations

from typing import Any

from gatepost.policy import Policy, Verdict
from gatepost.screening.draft import Draft
from gatepost.screening.finding import Finding

_SIGN = "could_not_check"


def held(draft: Draft, policy: Policy, why: str) -> dict[str, Any]:
    """The plain values of a report that holds this draft, under whatever clause the policy gives for it."""
    meanings = policy.meanings(_SIGN, draft.author_role, draft.channel.kind)
    findings = [
        Finding(meaning.clause.id, meaning.rule.verdict, _SIGN, why, "text", "", 0, 0, meaning.rule.limb)
        for meaning in meanings
    ]
    verdict = max((finding.verdict for finding in findings), default=Verdict.HOLD)
    return {
        "id": draft.id,
        "verdict": max(verdict, Verdict.HOLD).word,
        "findings": [finding.as_json() for finding in findings],
        "lifted": [],
        "policy": {"id": policy.id, "version": policy.version, "digest": policy.digest},
    }
