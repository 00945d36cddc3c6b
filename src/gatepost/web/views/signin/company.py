"""To the school's own accounts and back."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect import views as library
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from gatepost.web.actions import Request, action
from gatepost.web.signin.company import ASK_AGAIN, ASK_AGAIN_OTHERWISE


@action("site.public")
@never_cache
def leave(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """The library's own page, but that it leaves by a page of ours."""
    return _by_our_door(request, library.login(request, provider_id))


@action("account.own")
@never_cache
def again(request: Request) -> HttpResponseBase:
    """Whoever signed in with the school's account alone proves there again who they are."""
    account = SocialAccount.objects.filter(user=request.user).first()
    if account is None:
        raise Http404
    provider, back = account.get_provider(request), get_next_redirect_url(request)
    if request.method != "POST":
        others = [
            way for way in account_adapter(request).get_reauthentication_methods(request.user) if way["id"] != "company"
        ]
        return render(request, "signin/again.html", {"provider": provider, "next": back, "others": others})
    how = ASK_AGAIN.get(provider.app.settings.get("kind", ""), ASK_AGAIN_OTHERWISE)
    answer = provider.redirect(request, AuthProcess.REDIRECT, next_url=back or "/", auth_params=dict(how))
    return _by_our_door(request, answer)


def _by_our_door(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """A form may send nobody to another host (form-action 'self'), and browsers hold its redirects to that as well."""
    where = answer.headers.get("Location", "")
    if not urlsplit(where).netloc:
        return answer
    return render(request, "signin/leaving.html", {"where": where, "host": urlsplit(where).hostname})
