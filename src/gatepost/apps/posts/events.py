"""What can happen to a post that was sent. Its words are in none of it."""

from __future__ import annotations

from gatepost.apps.ledger.events import Event

EVENTS = (
    Event("post_sent", "sent a post for a decision", ("PU-11c",)),
    Event("post_answered", "answered a post that was sent: {answer}", ("PU-11c",)),
    Event("post_taken_back", "took a post back"),
    Event("post_fell", "let a decision on a post fall: {why}", ("PU-11c",)),
    Event("post_forgotten", "took the words of a post out that was decided a year ago", ("DS-2",)),
)
