"""One's own sign-in: what it rests on, the second step, and where it is open."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from gatepost.apps.people.authority import may
from gatepost.apps.people.models import Account
from gatepost.apps.people.signin import accounts, telling
from gatepost.apps.people.signin.welcome import may_use_links
from gatepost.web.actions import Request, action


def _account(request: Request) -> Account:
    return Account.objects.select_related("person").get(person=request.person)


@action("account.own")
def own(request: Request) -> HttpResponse:
    """How I sign in, and the ways to change it."""
    account = _account(request)
    known = {
        "account": account,
        "has_password": account.has_usable_password(),
        "has_factor": accounts.has_factor(account),
        "has_company": SocialAccount.objects.filter(user=account).exists(),
        "by_link": may_use_links(request.person),
        "has_tokens": may(request.person, "token.own"),
        "maps_groups": may(request.person, "group.map"),
        "sessions": len(UserSession.objects.purge_and_list(account)),
    }
    return render(request, "signin/own.html", known)


@action("account.own")
def second_step(request: Request) -> HttpResponse:
    """What a role asks for: the choice between a passkey and an app."""
    held = set(Authenticator.objects.filter(user=_account(request)).values_list("type", flat=True))
    return render(request, "signin/second_step.html", {"has_any": bool(held - {Authenticator.Type.RECOVERY_CODES})})


@action("account.own")
@require_POST
def end_session(request: Request, session: int) -> HttpResponse:
    """End one of my own sessions."""
    meant = get_object_or_404(UserSession, user=request.user, pk=session)
    if meant.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    meant.end()
    telling.own("session_ended", request.person, number=1)
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@action("account.own")
@require_POST
def end_everywhere(request: Request) -> HttpResponse:
    """Sign out here and everywhere else: every cookie there is becomes worthless."""
    number = accounts.end_sessions(_account(request), but=request.session.session_key)
    telling.own("session_ended", request.person, number=number)
    logout(request)
    messages.success(request, _("You are signed out on every device."))
    return redirect("account_login")
