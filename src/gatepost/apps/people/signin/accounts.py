"""Accounts as the sign-in library wants them: with a verified address, and sessions that can be ended."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from gatepost.apps.people.models import Account
from gatepost.apps.people.signin import links


def keep_address(account: Account) -> None:
    """Tell the library that the account's address is its only one, and true: the school gave it, a link went there."""
    known = EmailAddress.objects.filter(user=account)
    if not known.filter(email=account.email, verified=True, primary=True).exists() or known.count() != 1:
        known.delete()
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)


def end_sessions(account: Account, *, but: str | None = None) -> int:
    """Make every cookie of the account worthless, except that of the session `but`. How many there were."""
    ended = UserSession.objects.filter(user=account).exclude(session_key=but or "")
    keys = list(ended.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    ended.delete()
    return len(keys)


def shut_out(account: Account) -> None:
    """Take away every way in: password, links, the school's own account, open sessions. A second factor stays."""
    account.set_unusable_password()
    account.save(update_fields=["password"])
    SocialAccount.objects.filter(user=account).delete()
    links.cancel(account)
    end_sessions(account)


def take_factors(account: Account) -> int:
    """Delete every second factor, with its recovery codes."""
    taken: int = Authenticator.objects.filter(user=account).delete()[0]
    return taken


def has_factor(account: Account) -> bool:
    """Whether a second factor is set up; recovery codes alone are none."""
    factors = Authenticator.objects.filter(user=account)
    return bool(factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())
