"""The school's own accounts (Google, Microsoft, another) at the door."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest

from gatepost.apps.people.models import Account
from gatepost.apps.people.signin import company
from gatepost.apps.people.signin.claims import NotWelcome, Reason, Rules, Vouched, read
from gatepost.web.signin import proof
from gatepost.web.signin.refusing import turned_away

# How each kind is asked to let somebody prove anew who they are; Google knows no `login` there.
ASK_AGAIN = {"google": {"prompt": "select_account", "max_age": "0"}}
ASK_AGAIN_OTHERWISE = {"prompt": "login", "max_age": "0"}


class CompanyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in whom the federation knows, and nobody else: no account is made from what a provider says alone."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 (the library asks so)
        """Never: `pre_social_login` has found or made the account, or turned them away."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Between the provider's answer and the sign-in."""
        try:
            vouched = vouched_by(sociallogin)
            if sociallogin.state.get("process") == AuthProcess.REDIRECT:
                _prove_again(request, sociallogin, vouched)
            elif sociallogin.state.get("process") == AuthProcess.LOGIN:
                _let_in(request, sociallogin, vouched)
            else:
                raise NotWelcome(Reason.ANOTHER)
        except NotWelcome as problem:
            raise ImmediateHttpResponse(turned_away(request, problem.reason)) from problem


def vouched_by(sociallogin: SocialLogin) -> Vouched:
    """What the provider vouches for, by the rules for its kind."""
    told, about = sociallogin.account.extra_data, sociallogin.provider.app.settings
    rules = Rules(
        kind=about.get("kind", "other"),
        tenant=about.get("tenant", ""),
        hosted=about.get("hosted", ""),
        groups=settings.OIDC_GROUPS,
        second_factor=settings.OIDC_SECOND_FACTOR,
    )
    return read(told.get("id_token") or {}, told.get("userinfo") or {}, rules, company.domains())


def _let_in(request: HttpRequest, sociallogin: SocialLogin, vouched: Vouched) -> None:
    linked = _linked(sociallogin)
    account = company.admit(vouched, linked)
    if linked is None:
        sociallogin.connect(request, account)
    _keep_little(sociallogin)
    _note(request, account, vouched)


def _prove_again(request: HttpRequest, sociallogin: SocialLogin, vouched: Vouched) -> None:
    """Whoever is signed in comes back with the same account: nothing else is changed by it."""
    linked = _linked(sociallogin)
    if linked is None or linked != request.user:
        raise NotWelcome(Reason.ANOTHER)
    _keep_little(sociallogin)
    _note(request, linked, vouched)


def _linked(sociallogin: SocialLogin) -> Account | None:
    """The account that this one of the provider's signed in to before."""
    return sociallogin.user if sociallogin.account.pk else None


def _keep_little(sociallogin: SocialLogin) -> None:
    """What the provider told of the person is not kept: it was needed for this moment."""
    sociallogin.account.extra_data = {}
    sociallogin.account.save(update_fields=["extra_data"])


def _note(request: HttpRequest, account: Account, vouched: Vouched) -> None:
    more: dict[str, Any] = {"second_factor": True} if vouched.second_factor else {}
    proof.note(request, account, "company", auth_time=vouched.at, **more)
