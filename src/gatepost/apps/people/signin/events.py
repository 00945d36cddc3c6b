"""What can happen at the door."""

from __future__ import annotations

from gatepost.apps.ledger.events import Event

EVENTS = (
    Event("invited", "invited a person to sign in"),
    Event("invitation_withdrawn", "withdrew a person's right to sign in"),
    Event("account_opened", "opened their account, by {way}"),
    Event("signed_in", "signed in, by {way}"),
    Event("signed_out", "signed out"),
    Event("session_ended", "ended {number} of their open sessions"),
    Event("sign_in_locked", "was locked out for a while: too many wrong passwords or codes for their account"),
    Event("factor_added", "added a second factor: {kind}"),
    Event("factor_removed", "removed a second factor: {kind}"),
    Event("factor_reset", "took away a person's second factor"),
    Event("first_admin_named", "let the first {role} in, from the server's command line"),
    Event("group_mapped", "said that a group of the school's own accounts means the role {role}"),
    Event("group_unmapped", "said that a group of the school's own accounts no longer means the role {role}"),
)
