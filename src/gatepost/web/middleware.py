"""What every request passes through: its id, its person, and the question whether they may."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any
from urllib.parse import unquote_to_bytes

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from gatepost.apps.ledger.context import request_id as current_request
from gatepost.apps.ledger.still import one_look
from gatepost.apps.people.authority import Refused, action_named, require
from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.web.actions import action_of
from gatepost.web.views import problems

Handler = Callable[[HttpRequest], HttpResponse]
METHODS = ("GET", "HEAD", "POST")


def request_id(handle: Handler) -> Handler:
    """Give each request an id of its own, which its ledger entries carry and its answer shows."""

    def handled(request: HttpRequest) -> HttpResponse:
        token = current_request.set(uuid.uuid4().hex)
        try:
            response = handle(request)
            response["X-Request-Id"] = current_request.get()
            return response
        finally:
            current_request.reset(token)

    return handled


def person(handle: Handler) -> Handler:
    """Set `request.person`: whoever has signed in. signin.backend lets in accounts of people who are here, alone.

    A request that only looks sees everything as of one moment.
    """

    def handled(request: HttpRequest) -> HttpResponse:
        with one_look() if request.method in ("GET", "HEAD") else nullcontext():
            request.person = request.user.person if request.user.is_authenticated else None  # type: ignore[attr-defined]
            return handle(request)

    return handled


class default_deny(MiddlewareMixin):  # noqa: N801 (used as a function, like the others)
    """Ask authority before any view.

    A refusal becomes the sign-in page for whoever has not signed in, 404 where even existing is a secret, and else a
    page that says who may.
    """

    def process_view(self, request: HttpRequest, view: Any, *_: object) -> HttpResponseBase | None:
        """None lets the view answer."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):  # no database takes one
            return problems.not_understood(request)
        if not in_force().actions:
            return problems.nobody_may(request)
        name = action_of(view, request.resolver_match.url_name if request.resolver_match else None)
        if name not in in_force().action_by_id:
            raise Http404
        return _refusal(request, name)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A refusal inside a view is about its subject."""
        return _told(request, problem) if isinstance(problem, Refused) else None


def _refusal(request: HttpRequest, name: str) -> HttpResponse | None:
    """What is said instead of the page; nothing if this person may do the action to anything at all."""
    who: Person | None = request.person  # type: ignore[attr-defined]
    try:
        require(who, name)
    except Refused as refused:
        if who is not None:
            return _told(request, refused)
        back = request.get_full_path() if request.method != "POST" else "/"
        return redirect_to_login(back, reverse("account_login"))
    return None


def _told(request: HttpRequest, refused: Refused) -> HttpResponse:
    if refused.hidden:
        raise Http404 from refused
    return render(request, "refused.html", {"action": action_named(refused.action)}, status=403)
