"""Second factors: kept encrypted, and the last one is not given up by whoever must have one."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Account, Federation
from gatepost.apps.people.signin.welcome import is_senior


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The library's own adapter, with this site's rules."""

    error_messages = {  # noqa: RUF012 (as the library has it)
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your role asks for a second step. Set up another one first, then remove this."
        ),
        "incorrect_code": _("This code is not the right one. Wait for the next one, then try again."),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody whose role asks for one."""
        account: Account = authenticator.user
        others = Authenticator.objects.filter(user=account).exclude(pk=authenticator.pk)
        if others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists() or account.person is None:
            return True
        return not is_senior(account.person)

    def get_totp_issuer(self) -> str:
        """What the app on the phone calls this site."""
        federation = Federation.objects.first()
        return federation.name if federation and federation.name else "Gatepost"

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002 (the library's word)
        """`My device`, `My device 2`."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("My device") if number == 1 else gettext("My device %(number)d") % {"number": number}


def _box() -> MultiFernet:
    """Opens what the key before this one shut, too."""
    return MultiFernet([Fernet(_key(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"gatepost second factors")
    return base64.urlsafe_b64encode(derive.derive(secret.encode()))
