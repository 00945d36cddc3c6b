"""Answering an invitation: with a password, with the school's own account, or (parents) with nothing more."""

from __future__ import annotations

from allauth.socialaccount.adapter import get_adapter
from django import forms
from django.contrib.auth import logout
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gatepost.apps.people.models import Account, OneTimeLink
from gatepost.apps.people.signin import company, links, services
from gatepost.apps.people.signin.welcome import may_use_links
from gatepost.web.actions import action
from gatepost.web.signin.entering import enter


class PasswordForm(forms.Form):
    """A new password."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. Three or four words that only you would put together are easy to keep."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: object, account: Account) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.account = account

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password


@action("site.public")
@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the page uses nothing up: mail programs look at links by themselves. The button does."""
    link = links.unused(token, links.Use.INVITATION)
    if link is None or link.account.person is None:
        return render(request, "signin/link_gone.html", {"invitation": True}, status=410)
    form = PasswordForm(request.POST if "password" in request.POST else None, link.account)
    if request.method == "POST" and (answer := _answer(request, link, form)) is not None:
        return answer
    known = {
        "form": form,
        "account": link.account,
        "without_password": may_use_links(link.account.person),
        "providers": _providers(request, link.account),
    }
    return render(request, "signin/invitation.html", known)


def _answer(request: HttpRequest, link: OneTimeLink, form: PasswordForm) -> HttpResponse | None:
    by_link = "password" not in request.POST and link.account.person is not None and may_use_links(link.account.person)
    if not by_link and not form.is_valid():
        return None
    account = services.answer(invitation=link, password=None if by_link else form.cleaned_data["password"])
    if account is None:
        return render(request, "signin/link_gone.html", {"invitation": True}, status=410)
    if request.user.is_authenticated:
        logout(request)
    return enter(request, account, "link" if by_link else "password")


def _providers(request: HttpRequest, account: Account) -> list[object]:
    """The school's own accounts, for an address that is of the schools."""
    ours = account.email.rpartition("@")[2] in company.domains()
    return list(get_adapter(request).list_providers(request)) if ours else []
