"""Other systems: the tokens by which they act for somebody, and which of them are told of what."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from gatepost.apps.machines import selectors
from gatepost.apps.machines.forms import EventsForm, HookForm, TokenForm
from gatepost.apps.machines.models import Hook, Token
from gatepost.apps.machines.services import hooks as hook_services
from gatepost.apps.machines.services import tokens as token_services
from gatepost.apps.people.authority import may
from gatepost.apps.people.forms.fields import tell
from gatepost.web.actions import Request, action
from gatepost.web.signin import proof


@action("token.own")
def tokens(request: Request) -> HttpResponse:
    """One's own, and a form for one more. Its secret is shown in the answer to that form and nowhere else."""
    form, secret = TokenForm(request.POST or None), ""
    if form.is_valid():
        try:
            _made, secret = token_services.make(
                by=request.person, strong=proof.gave_second_factor(request), **form.cleaned_data
            )
            form = TokenForm()
        except ValidationError as problem:
            tell(form, problem)
    known = {"form": form, "secret": secret, "tokens": selectors.own_tokens(request.person)[:100],
             "ends_any": may(request.person, "token.end"), "tells": may(request.person, "hook.change")}  # fmt: skip
    return render(request, "machines/tokens.html", known)


@action("account.own")
@require_POST
def end_own_token(request: Request, token: UUID) -> HttpResponse:
    """End one of my own."""
    return _ended(request, get_object_or_404(selectors.own_tokens(request.person), pk=token), "tokens")


@action("token.end")
def all_tokens(request: Request) -> HttpResponse:
    """Everybody's that still open something."""
    return render(request, "machines/all_tokens.html", {"tokens": selectors.all_tokens(request.person)[:500]})


@action("token.end")
@require_POST
def end_token(request: Request, token: UUID) -> HttpResponse:
    """End anybody's."""
    return _ended(request, get_object_or_404(selectors.endable(request.person), pk=token), "all_tokens")


def _ended(request: Request, token: Token, back: str) -> HttpResponse:
    try:
        token_services.end(by=request.person, token=token)
        messages.success(request, _("The token has ended. Nothing that uses it gets in any more."))
    except ValidationError as problem:
        messages.info(request, problem.messages[0])
    return redirect(back)


@action("hook.change")
def hooks(request: Request) -> HttpResponse:
    """Which systems are told of something, and a form for one more. Its secret is shown in the answer alone."""
    form, secret = HookForm(request.POST or None), ""
    if form.is_valid():
        try:
            _made, secret = hook_services.make(by=request.person, **form.cleaned_data)
            form = HookForm()
        except ValidationError as problem:
            tell(form, problem)
    return render(
        request, "machines/hooks.html", {"form": form, "secret": secret, "hooks": selectors.hooks(request.person)}
    )


@action("hook.change")
def hook(request: Request, hook: UUID) -> HttpResponse:
    """One of them: what it is told of, and how that went."""
    one = _hook(request, hook)
    form = EventsForm(request.POST or None, initial={"events": one.events})
    if form.is_valid():
        try:
            hook_services.change(by=request.person, hook=one, **form.cleaned_data)
            messages.success(request, _("Saved. It counts from now on."))
            return redirect("hook", one.pk)
        except ValidationError as problem:
            tell(form, problem)
    return render(request, "machines/hook.html", {"hook": one, "form": form, "tellings": selectors.tellings(one)})


@action("hook.change")
@require_POST
def renew_hook(request: Request, hook: UUID) -> HttpResponse:
    """A new secret for it."""
    one = _hook(request, hook)
    secret = hook_services.renew(by=request.person, hook=one)
    known = {"hook": one, "form": EventsForm(initial={"events": one.events}), "secret": secret,
             "tellings": selectors.tellings(one)}  # fmt: skip
    return render(request, "machines/hook.html", known)


@action("hook.change")
@require_POST
def start_hook(request: Request, hook: UUID) -> HttpResponse:
    """Try again where it was given up."""
    one = _hook(request, hook)
    try:
        hook_services.start(by=request.person, hook=one)
        messages.success(request, _("It is being told again, with all that has happened since."))
    except ValidationError as problem:
        messages.info(request, problem.messages[0])
    return redirect("hook", one.pk)


@action("hook.change")
@require_POST
def end_hook(request: Request, hook: UUID) -> HttpResponse:
    """Tell it no longer."""
    hook_services.end(by=request.person, hook=_hook(request, hook))
    messages.success(request, _("It is told no longer."))
    return redirect("hooks")


def _hook(request: Request, key: UUID) -> Hook:
    return get_object_or_404(selectors.hooks(request.person), pk=key)
