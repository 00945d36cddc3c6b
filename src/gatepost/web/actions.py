"""Every view names its action: without one, nobody gets in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

from gatepost.apps.people.models import Person

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Request(HttpRequest):
    """A request of somebody who has signed in, as the middleware leaves it."""

    person: Person


def action(name: str) -> Callable[[View], View]:
    """Name the action of a view. The middleware asks for leave to it in general; the view, for its subject.

    It stands above all other decorators, so that it is what the site map calls.
    """

    def named(view: View) -> View:
        view.action = name  # type: ignore[attr-defined]
        return view

    return named


# Every view of the sign-in library by its name in the URL configuration. Those of "" are for nobody, and one that is not
# listed is for nobody either: a new release of the library opens nothing.
LIBRARY_ACTIONS = {
    # coming in and going out
    "account_login": "site.public",
    "account_logout": "site.public",
    "account_inactive": "site.public",
    "account_signup": "",  # accounts are made by the school
    "account_confirm_login_code": "",  # links, not codes
    "account_email": "",  # the address is the school's to change
    "account_email_verification_sent": "",
    "account_confirm_email": "",
    # a forgotten password, and a new one
    "account_reset_password": "site.public",
    "account_reset_password_done": "site.public",
    "account_reset_password_from_key": "site.public",
    "account_reset_password_from_key_done": "site.public",
    "account_change_password": "account.own",
    "account_set_password": "account.own",
    # proving again who one is
    "account_reauthenticate": "account.own",
    "account_request_reauthentication_code": "account.own",
    "account_confirm_reauthentication_code": "account.own",
    "mfa_reauthenticate": "account.own",
    "mfa_reauthenticate_webauthn": "account.own",
    # the second factor: asked at sign-in, and looked after
    "mfa_authenticate": "site.public",
    "mfa_login_webauthn": "site.public",
    "mfa_index": "account.own",
    "mfa_list_webauthn": "account.own",
    "mfa_add_webauthn": "account.own",
    "mfa_edit_webauthn": "account.own",
    "mfa_remove_webauthn": "account.own",
    "mfa_activate_totp": "account.own",
    "mfa_deactivate_totp": "account.own",
    "mfa_view_recovery_codes": "account.own",
    "mfa_generate_recovery_codes": "account.own",
    "mfa_download_recovery_codes": "account.own",
    # the school's own accounts: `openid_connect_login` stands behind a page of ours at the same address
    "openid_connect_login": "site.public",
    "openid_connect_callback": "site.public",
    "socialaccount_login_cancelled": "site.public",
    "socialaccount_login_error": "site.public",
    "socialaccount_signup": "",  # nobody is taken in on a provider's word alone
    "socialaccount_connections": "",  # linked by the verified address, and by nothing else
    # open sessions
    "usersessions_list": "account.own",
}


def action_of(view: Any, url_name: str | None) -> str:
    """The action of a view: its own, or the one of a library's; empty for none, so that nobody gets in."""
    return getattr(view, "action", "") or action_of_library(url_name or "")


def action_of_library(url_name: str) -> str:
    """The action of a library's view; empty for one that is not listed, so that nobody gets in."""
    return LIBRARY_ACTIONS.get(url_name, "")


def site_map() -> Iterator[tuple[str, URLPattern]]:
    """Every page there is, with its address as it is written in the site map."""
    return _patterns(get_resolver().url_patterns, "")


def _patterns(entries: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in entries:
        address = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry.url_patterns, address)
        else:
            yield address, entry
