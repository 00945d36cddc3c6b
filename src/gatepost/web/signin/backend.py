"""Whose session counts: asked at every request."""

from __future__ import annotations

from copy import copy
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from gatepost.apps.ledger.still import still
from gatepost.apps.people.models import Account


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """The library's own, for accounts that are somebody's who is still here."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_active and user.person is not None and user.person.erased_at is None)

    def get_user(self, user_id: int) -> Account | None:
        """With the person. Every page asks for both, so they are kept: until the account's own row or anything else changes."""
        row = _row(user_id)
        kept = still(("account", user_id, row), lambda: _read(user_id)) if row else None
        if kept is None or not self.user_can_authenticate(kept):
            return None
        account = copy(kept)  # whoever asks may change it, and nobody else shall see that
        account.person = copy(kept.person)
        return account


def _row(account_id: int) -> tuple[Any, ...] | None:
    """What of the account changes without anything else happening, such as a password."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT password, is_active, person_id FROM people_account WHERE id = %s", [account_id])
        found: tuple[Any, ...] | None = cursor.fetchone()
        return found


def _read(account_id: int) -> Account | None:
    return Account.objects.select_related("person").filter(pk=account_id).first()
