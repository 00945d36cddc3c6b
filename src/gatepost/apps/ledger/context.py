"""What things happen in: the request, and the policy in force. Set from above; the ledger asks nobody."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
_policy: list[Callable[[], str]] = []


def policy_is(digest: Callable[[], str]) -> None:
    """Say how the hash of the policy in force is found."""
    _policy[:] = [digest]


def policy() -> str:
    """The hash of the policy in force; empty where nobody has said."""
    return _policy[0]() if _policy else ""
