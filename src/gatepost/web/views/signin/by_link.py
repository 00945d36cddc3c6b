"""Signing in by a link in an e-mail: for parents and carers."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from gatepost.apps.people.models import Account
from gatepost.apps.people.signin import accounts, links, services
from gatepost.apps.people.signin.welcome import can_never_sign_in, is_welcome, may_use_links
from gatepost.web.actions import action
from gatepost.web.signin.entering import enter


class AddressForm(forms.Form):
    """Where the link shall go."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one that the school has from you."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@action("site.public")
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same for every address, and as much is sent."""
    form = AddressForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        if ratelimit.consume(request, app="allauth.account", action="request_login_code", key=email):
            _send(email)
            return redirect("link_sent")
        form.add_error(None, get_adapter().error_messages["rate_limited"])
    return render(request, "signin/ask_for_link.html", {"form": form})


@action("site.public")
def sent(request: HttpRequest) -> HttpResponse:
    """Look into your e-mail."""
    return render(
        request, "signin/link_sent.html", {"minutes": int(links.LASTS[links.Use.SIGN_IN].total_seconds() // 60)}
    )


@action("site.public")
@never_cache
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the page uses nothing up; the button signs in. It says as whom, so that nobody signs in as another unseen."""
    link = links.unused(token, links.Use.SIGN_IN)
    if link is None or not _may_enter(link.account):
        return render(request, "signin/link_gone.html", status=410)
    if request.method != "POST":
        return render(request, "signin/follow_link.html", {"account": link.account})
    if not links.spend(link):
        return render(request, "signin/link_gone.html", status=410)
    if request.user.is_authenticated:
        logout(request)
    accounts.keep_address(link.account)
    return enter(request, link.account, "link")


def _send(email: str) -> None:
    account = Account.objects.select_related("person").filter(email=email).first()
    known = account if account is not None and account.is_active and account.person is not None else None
    services.send_link(known, email, parent=known is not None and _may_enter(known))


def _may_enter(account: Account) -> bool:
    person = account.person
    if person is None or not account.is_active or can_never_sign_in(person):
        return False
    return is_welcome(person) and may_use_links(person)
