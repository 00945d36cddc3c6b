"""The secret of a webhook: locked in the database, and what is signed with it, in the form of Standard Webhooks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from gatepost.apps.ledger.sealing import derived

PREFIX = "whsec_"
_PURPOSE = "gatepost secrets of webhooks"


def new() -> str:
    """A secret of 256 bits, as the libraries of Standard Webhooks take it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def locked(secret: str) -> bytes:
    """As it lies in the database."""
    return _lock().encrypt(secret.encode())


def opened(kept: bytes) -> str | None:
    """The secret; None where the installation's key has changed since, and the one before is gone too."""
    try:
        return _lock().decrypt(kept).decode()
    except InvalidToken:
        return None


def signature(secret: str, number: str, moment: int, body: bytes) -> str:
    """What stands in the header `webhook-signature`."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{number}.{moment}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def _lock() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(derived(key, _PURPOSE))) for key in keys])
