"""What can happen to what somebody says was wrong."""

from __future__ import annotations

from gatepost.apps.ledger.events import Event

EVENTS = (
    Event("finding_disputed", "said that a finding under {clause} was wrong: {why}"),
    Event("finding_dispute_taken_back", "took back that a finding was wrong"),
    Event("finding_agreed", "agreed that a verdict was wrong: {was}, and should be {wanted}"),
    Event("finding_upheld", "looked at a verdict that was said to be wrong, and it stands"),
    Event("case_made", "made a case of it that names nobody"),
    Event("cases_exported", "took {count} labelled cases away as {form}"),
    Event("disputes_forgotten", "took the words out of {count} old posts that were said to be judged wrongly"),
)
