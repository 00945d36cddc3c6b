"""What can happen to duties and to the calendar."""

from __future__ import annotations

from gatepost.apps.ledger.events import Event

EVENTS = (
    Event("happening_told", "told that something has happened: {happening}"),
    Event("duty_raised", "raised the duty {kind}, due {due}"),
    Event("duty_passed_on", "asked {roles} for the duty {kind}, which nobody had done"),
    Event("duty_alarmed", "gave alarm: nobody is left to ask for the duty {kind}"),
    Event("duty_done", "did the duty {kind}"),
    Event("duty_dropped", "let the duty {kind} go, since it is owed no longer"),
    Event("closure_added", "said that there is no school from {starts} to {ends}"),
    Event("closure_removed", "said that there is school from {starts} to {ends} after all"),
    Event("calendar_read", "read {count} closures from a school's calendar"),
    Event("calendar_chosen", "said where a school's calendar is read from"),
)
