"""What can happen to people, roles and families."""

from __future__ import annotations

from gatepost.apps.ledger.events import Event

EVENTS = (
    Event("person_added", "added a person"),
    Event("person_changed", "changed a person's entry"),
    Event("role_given", "gave the role {role}"),
    Event("role_ended", "ended the role {role}"),
)
