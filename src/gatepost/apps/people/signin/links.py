"""Links that let somebody in once."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from gatepost.apps.people.models import Account, OneTimeLink

Use = OneTimeLink.Use
LASTS = {Use.INVITATION: timedelta(days=7), Use.SIGN_IN: timedelta(minutes=15)}


def issue(account: Account, use: OneTimeLink.Use) -> str:
    """A new link's secret part, which is kept nowhere. A new invitation takes the place of the last one."""
    if use == Use.INVITATION:
        cancel(account)
    account.links.filter(expires_at__lte=timezone.now()).delete()
    token = secrets.token_urlsafe(32)
    account.links.create(use=use, digest=_digest(token), expires_at=timezone.now() + LASTS[use])
    return token


def unused(token: str, use: OneTimeLink.Use) -> OneTimeLink | None:
    """The link of this secret, if it still lets somebody in."""
    return (
        OneTimeLink.objects.filter(digest=_digest(token), use=use, used_at=None, expires_at__gt=timezone.now())
        .select_related("account__person")
        .first()
    )


def spend(link: OneTimeLink) -> bool:
    """Use it up: True once, however many follow it at one moment. All others of the account go with it."""
    open_still = OneTimeLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=timezone.now())
    if not open_still.update(used_at=timezone.now()):
        return False
    OneTimeLink.objects.filter(account_id=link.account_id, used_at=None).delete()
    return True


def cancel(account: Account) -> None:
    """Make every unused link of an account worthless."""
    account.links.filter(used_at=None).delete()


def _digest(token: str) -> str:
    return salted_hmac("gatepost.one-time-link", token, algorithm="sha256").hexdigest()
