"""What can happen to what people are told."""

from __future__ import annotations

from gatepost.apps.ledger.events import Event

EVENTS: tuple[Event, ...] = (
    Event("letter_hours_chosen", "chose when letters may come"),
    Event("letter_given_up", "gave up a letter to a person after {tries} tries"),
    Event("calendar_address_made", "made a private address for a calendar"),
    Event("calendar_address_ended", "ended the private address for a calendar"),
)
