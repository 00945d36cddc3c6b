"""How, and how lately, whoever has this session proved who they are. It is kept in the session by the library's records."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from django.conf import settings
from django.http import HttpRequest

from gatepost.apps.people.models import Account

Record = dict[str, Any]
_PROOFS = frozenset({"password", "code", "link", "mfa"})
_OPENED, _NOTED_EVERY = "gatepost_opened", 60  # in the session: which sensitive pages were opened in time, and when
SENIOR = "gatepost_senior"  # in the session: a role, also one in waiting, asked for a second factor at sign-in


def note(request: HttpRequest, account: Account, way: str, **more: Any) -> None:
    """Write down that they proved who they are in some way of our own: `link`, `company`, `demo`."""
    record_authentication(request, account, way, **more)


def forget_factor(request: HttpRequest) -> None:
    """A second factor that is no more proves nothing."""
    left = [record for record in records(request) if record["method"] != "mfa"]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = left


def records(request: HttpRequest) -> list[Record]:
    """Every proof in this session of the one who is signed in."""
    user = request.user
    return list(get_authentication_records(request, user)) if isinstance(user, Account) else []


def is_demo(request: HttpRequest) -> bool:
    """Whether they came in by the demonstration's one tap, which counts nowhere else."""
    return settings.DEMO and any(record["method"] == "demo" for record in records(request))


def is_left_over(request: HttpRequest) -> bool:
    """Whether they came in by one tap while this was a demonstration, and it is none any more."""
    return not settings.DEMO and any(record["method"] == "demo" for record in records(request))


def is_fresh(request: HttpRequest) -> bool:
    """Whether they proved it lately enough for what is most sensitive."""
    since = time.time() - settings.FRESH_SECONDS
    return is_demo(request) or any(at > since for at in _moments(request))


def note_opened(request: HttpRequest, action: str) -> None:
    """Write down that a page of this action was opened in time, so that its form can be sent a while longer."""
    opened, now = request.session.get(_OPENED, {}), time.time()
    if now - opened.get(action, 0) > _NOTED_EVERY and not is_demo(request):
        request.session[_OPENED] = {**opened, action: now}


def was_opened(request: HttpRequest, action: str) -> bool:
    """Whether that was so within the time in which a form may still be sent."""
    opened: dict[str, float] = request.session.get(_OPENED, {})
    return time.time() - opened.get(action, 0) < settings.FORM_SECONDS


def gave_second_factor(request: HttpRequest) -> bool:
    """Whether two factors stand behind this session."""
    return is_demo(request) or any(
        record["method"] == "mfa" or (record["method"] == "company" and record.get("second_factor"))
        for record in records(request)
    )


def ways(request: HttpRequest, account: Account | None = None) -> list[str]:
    """By what they signed in, for the ledger; `account` for one who is still at the door."""
    found = get_authentication_records(request, account) if account else records(request)
    return list(dict.fromkeys(_way(record) for record in found if record["method"] != "socialaccount"))


def _way(record: Record) -> str:
    if record["method"] == "mfa":
        return "passkey" if record.get("passwordless") else "second factor"
    return str(record["method"])


def _moments(request: HttpRequest) -> Iterator[float]:
    """The school's own account counts from when they really typed something there, if it says when that was."""
    for record in records(request):
        if record["method"] in _PROOFS:
            yield float(record["at"])
        elif record["method"] == "company" and record.get("auth_time"):
            yield min(float(record["auth_time"]), float(record["at"]))
