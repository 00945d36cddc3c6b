"""Going in, once somebody has shown who they are in a way of our own."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url, perform_login
from django.http import HttpRequest, HttpResponse

from gatepost.apps.people.models import Account
from gatepost.web.signin import proof


def enter_at_once(request: HttpRequest, account: Account) -> HttpResponse:
    """Past the library's stages: in the demonstration, where a second factor that somebody tried out stops nobody."""
    adapter = get_adapter(request)
    proof.note(request, account, "demo")
    adapter.login(request, account)
    response: HttpResponse = adapter.post_login(
        request,
        account,
        email_verification="none",
        signal_kwargs=None,
        email=account.email,
        signup=False,
        redirect_url="/",
    )
    return response


def enter(request: HttpRequest, account: Account, way: str) -> HttpResponse:
    """Through the library's own stages, so that whoever has a second factor is asked for it."""
    proof.note(request, account, way)
    response: HttpResponse = perform_login(
        request, account, email=account.email, redirect_url=get_next_redirect_url(request)
    )
    return response
