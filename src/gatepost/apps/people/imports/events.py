"""What can happen with files of people."""

from __future__ import annotations

from gatepost.apps.ledger.events import Event

EVENTS = (
    Event(
        "import_run",
        "read in a file of {kind}, {rows} lines: {pupils_added} pupils and {adults_added} adults new, {left} left",
    ),
    Event("mapping_saved", "saved how the columns of a file of {kind} are read"),
    Event("mapping_deleted", "deleted a saved way of reading a file of {kind}"),
    Event("list_taken", "took away the list {list} as a file"),
)
