"""What is asked at every page of whoever has signed in: that they still belong, a second factor, a fresh sign-in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from gatepost.apps.people.models import Account, Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.signin.accounts import has_factor
from gatepost.apps.people.signin.welcome import is_welcome, needs_second_factor
from gatepost.policy.clause import Action
from gatepost.web.actions import action_of
from gatepost.web.signin import proof

# What must be reachable to set up a second factor, and to prove again who one is on the way there.
SETTING_UP = frozenset(
    {
        "second_step", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn",
        "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_reauthenticate", "again_with_company",
        "account_request_reauthentication_code", "account_confirm_reauthentication_code",
    }
)  # fmt: skip


class signin_demands(MiddlewareMixin):  # noqa: N801 (used as a function, like the others)
    """Stands behind default_deny: whoever may not see a page is not asked to sign in again for it."""

    def process_view(self, request: HttpRequest, view: Any, *_args: object) -> HttpResponseBase | None:
        """None lets the view answer."""
        page = (request.resolver_match.url_name if request.resolver_match else None) or ""
        action = in_force().action_by_id.get(action_of(view, page))
        person: Person | None = request.person  # type: ignore[attr-defined]
        if person is None or action is None or "public" in action.allowed:
            return None
        if proof.is_left_over(request):
            logout(request)
            return redirect("account_login")
        if not is_welcome(person):
            return _shown_out(request)
        if page not in SETTING_UP and _lacks_second_factor(request, person):
            return _to_second_factor(request)
        return _to_fresh_sign_in(request) if _is_stale(request, action) else None


def _shown_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.info(request, _("You hold no role here any more, so you were signed out. Ask the office of your school."))
    return redirect("account_login")


def _lacks_second_factor(request: HttpRequest, person: Person) -> bool:
    asked = request.session.get(proof.SENIOR) or needs_second_factor(person)
    return bool(asked) and not proof.gave_second_factor(request)


def _to_second_factor(request: HttpRequest) -> HttpResponse:
    account = request.user
    if isinstance(account, Account) and has_factor(account):  # set up elsewhere since they signed in here
        return _asked_again(request)
    return redirect("second_step")


def _is_stale(request: HttpRequest, action: Action) -> bool:
    """A form that was opened in time may be sent for a while longer: nobody loses what they typed."""
    if not action.fresh:
        return False
    if proof.is_fresh(request):
        proof.note_opened(request, action.id)
        return False
    return request.method != "POST" or not proof.was_opened(request, action.id)


def _to_fresh_sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return render(request, "signin/too_late.html", {"again": _again(request)}, status=403)
    return _asked_again(request)


def _asked_again(request: HttpRequest) -> HttpResponse:
    return redirect(_again(request))


def _again(request: HttpRequest) -> str:
    """Where they prove again who they are, and come back from to where they were."""
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    return f"{ways[0]['url']}?{_back(request)}" if ways else "/"


def _back(request: HttpRequest) -> str:
    return urlencode({"next": request.get_full_path()})
