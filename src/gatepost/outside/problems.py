"""Why somebody else's server was not asked, or did not answer. No message holds an address: it may hold a key."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """In a word, for a row or a log."""

    NOT_AN_ADDRESS = "not_an_address"
    NOT_HTTPS = "not_https"
    PORT = "port"
    UNKNOWN_HOST = "unknown_host"
    NOT_PUBLIC = "not_public"
    NO_ANSWER = "no_answer"
    UNTRUSTED = "untrusted"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"


class OutsideError(Exception):
    """Nothing came of it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Barred(OutsideError):  # noqa: N818 (it reads as a sentence: raise Barred)
    """We do not go there: nothing was sent."""


class Unanswered(OutsideError):  # noqa: N818
    """We went, and got no answer that could be used."""
