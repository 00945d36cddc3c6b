"""Accounts at the door: who is turned away after a right password, and how somebody proves again who they are."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Account
from gatepost.apps.people.signin import telling
from gatepost.apps.people.signin.claims import Reason
from gatepost.apps.people.signin.welcome import can_never_sign_in, is_welcome, must_use_company
from gatepost.web.signin import proof
from gatepost.web.signin.refusing import turned_away

_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def display(account: Account) -> str:
    """What a passkey is called on somebody's own device."""
    return account.person.polite_name if account.person else ""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The library's own adapter, with this site's rules."""

    error_messages = {  # noqa: RUF012 (as the library has it)
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This address and this password do not go together. Check both."),
        "too_many_login_attempts": _("That was tried too often. Wait five minutes, then try again."),
        "incorrect_code": _("This code is not the right one. Check it, or ask for a new one."),
        "incorrect_password": _("This is not your password. Try again."),
        "rate_limited": _("That was asked too often. Wait a while, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (the library asks so)
        """Never: the school makes accounts."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only pages of this very host are gone back to."""
        host = context.request.get_host()
        return bool(url_has_allowed_host_and_scheme(url, {host}, require_https=context.request.is_secure()))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the e-mail: to the installation's own address, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return str(settings.SITE_URL + path.replace("UID-KEY", quote(key)))

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """After a right password, passkey or link: is there something here for them, and may it be this way?"""
        refused: HttpResponse | None = super().pre_login(request, user, **kwargs)
        reason = None if refused else _reason(request, user)
        if reason is None:
            return refused
        clear_login(request)
        return turned_away(request, reason)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """The lock after too many tries is told to the ledger, once each time."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            _tell_lock(str(credentials.get("email", "")))
            raise

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:  # noqa: ARG002 (the library asks so)
        """The library's own sensitive pages ask as ours do."""
        return not proof.is_fresh(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Asked several times in a request, so the answer is kept on the account, which lives as long."""
        kept: list[dict[str, Any]] | None = user.__dict__.get("_ways_to_prove")
        if kept is None:
            kept = user.__dict__["_ways_to_prove"] = self._ways_to_prove(user)
        return [dict(way) for way in kept]

    def _ways_to_prove(self, user: Any) -> list[dict[str, Any]]:
        """A second factor if there is one, for nothing less is as good; else the password; else the school's account."""
        known = {str(method["id"]): method for method in super().get_reauthentication_methods(user)}
        if Authenticator.objects.filter(user_id=user.pk, type__in=_FACTORS).exists():
            return _present(known, "mfa_reauthenticate:webauthn", "mfa_reauthenticate")
        if "reauthenticate" in known:
            return _present(known, "reauthenticate")
        if SocialAccount.objects.filter(user_id=user.pk).exists():
            url = reverse("again_with_company")
            known["company"] = {"id": "company", "url": url}
        return _present(known, "company", "reauthenticate_by_code")


_SAID = {
    "mfa_reauthenticate:webauthn": _("Use your passkey"),
    "mfa_reauthenticate": _("Use a code from your app, or a recovery code"),
    "reauthenticate": _("Use your password"),
    "company": _("Use your school account"),
    "reauthenticate_by_code": _("Send me a code by e-mail"),
}


def _present(known: dict[str, dict[str, Any]], *ids: str) -> list[dict[str, Any]]:
    return [{**known[name], "description": _SAID[name]} for name in ids if name in known]


def _reason(request: HttpRequest, account: Account) -> Reason | None:
    if account.person is None or can_never_sign_in(account.person) or not is_welcome(account.person):
        return Reason.UNKNOWN
    came = proof.ways(request, account)
    if must_use_company(account.person) and not {"company", "demo"} & set(came):
        return Reason.COMPANY_ONLY
    return None


def _tell_lock(email: str) -> None:
    account = Account.objects.select_related("person").filter(email=email.strip().lower()).first()
    if account is None or account.person is None:
        return
    if cache.add(f"gatepost-lock-{account.pk}", 1, timeout=300):
        telling.of_the_site("sign_in_locked", "account.open", account.person)
