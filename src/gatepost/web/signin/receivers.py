"""What the library tells, passed on to the ledger."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from gatepost.apps.people.models import Account
from gatepost.apps.people.signin import accounts, telling
from gatepost.apps.people.signin.welcome import is_senior
from gatepost.web.signin import proof

_KINDS = {"totp": "app", "webauthn": "passkey", "recovery_codes": "recovery codes"}


def connect() -> None:
    """Listen, from the start of the process."""
    user_logged_in.connect(_signed_in, dispatch_uid="gatepost")
    user_logged_out.connect(_signed_out, dispatch_uid="gatepost")
    authenticator_added.connect(_factor_added, dispatch_uid="gatepost")
    authenticator_removed.connect(_factor_removed, dispatch_uid="gatepost")


def _signed_in(request: HttpRequest, user: Account, **_: Any) -> None:
    accounts.keep_address(user)
    if user.person is not None:
        request.session[proof.SENIOR] = is_senior(user.person)
        telling.own("signed_in", user.person, way=" and ".join(proof.ways(request)) or "unknown")


def _signed_out(request: HttpRequest, user: Account | None, **_: Any) -> None:
    if user is None or user.person is None:
        return
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    telling.own("signed_out", user.person)


def _factor_added(request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any) -> None:
    """They have just used it to set it up, which is as good as to sign in with it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        proof.note(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    if user.person is not None:
        telling.own("factor_added", user.person, kind=_KINDS[authenticator.type])


def _factor_removed(request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any) -> None:
    """With the last one goes what it proved: whoever must have one is asked for another at the next page."""
    if not accounts.has_factor(user):
        proof.forget_factor(request)
    if user.person is not None:
        telling.own("factor_removed", user.person, kind=_KINDS[authenticator.type])
