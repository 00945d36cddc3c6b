"""Somebody else's sign-in: inviting them, ending it, and the lost phone."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.authority import reach
from gatepost.apps.people.models import Account, Person
from gatepost.apps.people.selectors.within import people_within
from gatepost.apps.people.signin import accounts, links, seniors, services
from gatepost.apps.people.signin.welcome import can_never_sign_in, is_welcome
from gatepost.web.actions import Request, action


class InviteForm(forms.Form):
    """Where the invitation goes: from then on, what they sign in with."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("They sign in with this address from then on."))


def _meant(request: Request, key: UUID, name: str) -> Person:
    """The person, if this action reaches them; 404 for everybody else."""
    found = Person.objects.filter(people_within(reach(request.person, name))).select_related("account")
    return get_object_or_404(found, pk=key)


@action("account.see")
def page(request: Request, key: UUID) -> HttpResponse:
    """Whether they can sign in, and what may be done about it."""
    meant = _meant(request, key, "account.see")
    account: Account | None = getattr(meant, "account", None)
    guard = seniors.guard_of(meant)
    known = {
        "meant": meant,
        "account": account,
        "never": account is None and can_never_sign_in(meant),
        "welcome": is_welcome(meant),
        "invited": account is not None and not account.is_active and _is_invited(account),
        "has_factor": account is not None and account.is_active and accounts.has_factor(account),
        "may_invite": guard.lets(request.person, "account.invite"),
        "may_reset": guard.lets(request.person, "account.reset_factor"),
    }
    return render(request, "signin/person.html", known)


def _is_invited(account: Account) -> bool:
    return account.links.filter(use=links.Use.INVITATION, used_at=None).exists()


@action("account.invite")
def invite(request: Request, key: UUID) -> HttpResponse:
    """Ask for the address, and send the link there."""
    meant = _meant(request, key, "account.invite")
    services.may_do(request.person, "account.invite", meant)
    account = Account.objects.filter(person=meant).first()
    form = InviteForm(request.POST or None, initial={"email": account.email if account else meant.email})
    if form.is_valid():
        try:
            services.invite(by=request.person, person=meant, email=form.cleaned_data["email"])
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The invitation is on its way. Its link works once, for seven days."))
            return redirect("person_sign_in", meant.pk)
    return render(request, "signin/invite.html", {"form": form, "meant": meant, "account": account})


@action("account.invite")
def withdraw(request: Request, key: UUID) -> HttpResponse:
    """End their right to sign in."""
    done = _("Done. They are signed out everywhere and cannot sign in any more.")
    return _asked(
        request,
        _meant(request, key, "account.invite"),
        "account.invite",
        "signin/withdraw.html",
        services.withdraw,
        done,
    )


@action("account.reset_factor")
def reset(request: Request, key: UUID) -> HttpResponse:
    """Take away a lost second factor."""
    done = _("Done. They were signed out everywhere, and set up a new second step when they next sign in.")
    meant = _meant(request, key, "account.reset_factor")
    return _asked(request, meant, "account.reset_factor", "signin/reset_factor.html", services.reset_factor, done)


def _asked(
    request: Request, meant: Person, name: str, template: str, verb: Callable[..., None], done: Promise
) -> HttpResponse:
    """A page that says what will happen, and a button that does it."""
    services.may_do(request.person, name, meant)
    if request.method != "POST":
        return render(request, template, {"meant": meant})
    try:
        verb(by=request.person, person=meant)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, str(done))
    return redirect("person_sign_in", meant.pk)
