"""What can happen to a question and to answers that are kept."""

from __future__ import annotations

from gatepost.apps.ledger.events import Event

EVENTS = (
    Event("question_asked", "asked SLT something", ("PU-11c",)),
    Event("question_asked_again", "asked SLT again", ("PU-11c",)),
    Event("question_answered", "answered a question", ("PU-11c",)),
    Event("question_helped", "said that an answer helped"),
    Event("question_taken_back", "took a question back"),
    Event("questions_forgotten", "took the words out of {count} old questions"),
    Event("precedent_kept", "kept an answer for others", ("PU-11c",)),
    Event("precedent_changed", "changed an answer that is kept for others", ("PU-11c",)),
    Event("precedent_hidden", "hid an answer that might name somebody"),
    Event("precedent_taken_away", "took an answer away that was kept for others", ("PU-11c",)),
)
