"""Every view names its action: without one, nobody gets in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gatepost.apps.people.models import Person

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Request(HttpRequest):
    """A request of somebody who has signed in, as the middleware leaves it."""

    person: Person


def action(name: str) -> Callable[[View], View]:
    """Name the action of a view. The middleware asks for leave to it in general; the view, for its subject."""

    def named(view: View) -> View:
        view.action = name  # type: ignore[attr-defined]
        return view

    return named


# Views of libraries, by the start of their name in the URL configuration.
LIBRARY_ACTIONS = {
    "account_login": "site.public",
    "account_logout": "site.public",
    "account_signup": "",  # nobody: accounts are made by the school
    "account_reset_password": "site.public",
    "account_inactive": "site.public",
    "account_confirm_email": "site.public",
    "account_email_verification_sent": "site.public",
    "account_confirm_login_code": "site.public",
    "account_request_login_code": "site.public",
    "account_": "account.own",
    "mfa_authenticate": "site.public",
    "mfa_login_webauthn": "site.public",
    "mfa_signup_webauthn": "",
    "mfa_": "account.own",
    "socialaccount_signup": "",
    "socialaccount_login": "site.public",
    "socialaccount_": "account.own",
    "openid_connect_": "site.public",
    "usersessions_": "account.own",
}


def action_of_library(url_name: str) -> str:
    """The action of a library's view: the longest start of its name that is listed; else none, so nobody gets in."""
    known = [start for start in LIBRARY_ACTIONS if url_name.startswith(start)]
    return LIBRARY_ACTIONS[max(known, key=len)] if known else ""
