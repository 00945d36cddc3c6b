"""One-tap sign-in as each of the cast, in the demonstration alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from gatepost.apps.people.models import Account
from gatepost.apps.people.selectors.demo_cast import cast_by_role
from gatepost.demo.cast import present
from gatepost.web.actions import action
from gatepost.web.signin.entering import enter_at_once


def in_the_demo(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Elsewhere there is no such page."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO or settings.PRODUCTION:
            raise Http404
        return view(request, *args, **kwargs)

    return asked


@action("site.public")
@in_the_demo
def cast(request: HttpRequest) -> HttpResponse:
    """Whom to try first, and everybody who may be tried, by role."""
    first = present()
    prefetch_related_objects([part.account for part in first], "person")
    return render(request, "demo/cast.html", {"first": first, "by_role": list(cast_by_role())})


@action("site.public")
@in_the_demo
@require_POST
def become(request: HttpRequest, key: UUID) -> HttpResponse:
    """Sign in as this person, without a password and without a second factor."""
    account = get_object_or_404(Account.objects.select_related("person"), person=key, is_active=True)
    if request.user.is_authenticated:
        logout(request)
    return enter_at_once(request, account)
