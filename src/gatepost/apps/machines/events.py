"""What can happen between this installation and other systems."""

from __future__ import annotations

from gatepost.apps.ledger.events import Event

EVENTS: tuple[Event, ...] = (
    Event("token_made", "let another system act in their name until {until}: {scopes}"),
    Event("token_ended", "ended a token"),
    Event("hook_made", "had another system told of {count} kinds of events"),
    Event("hook_changed", "changed what another system is told of: {count} kinds of events"),
    Event("hook_secret_changed", "gave another system a new secret"),
    Event("hook_ended", "had another system told no longer"),
    Event("hook_given_up", "gave up telling another system, which has not answered for {days} days"),
    Event("hook_started", "had another system told again"),
)
