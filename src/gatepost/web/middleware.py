"""What every request passes through: its id, its person, and the question whether they may."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.deprecation import MiddlewareMixin

from gatepost.apps.ledger.context import request_id as current_request
from gatepost.apps.people.authority import Refused, action_named, require
from gatepost.web.actions import action_of_library

Handler = Callable[[HttpRequest], HttpResponse]


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
    """Set `request.person`: whoever has signed in, if their account is somebody's."""

    def handled(request: HttpRequest) -> HttpResponse:
        user = request.user
        request.person = user.person if user.is_authenticated and user.is_active else None  # type: ignore[attr-defined]
        return handle(request)

    return handled


class default_deny(MiddlewareMixin):  # noqa: N801 (used as a function, like the others)
    """Ask authority before any view; turn a refusal into 404 where even existing is a secret, else a page that says who may."""

    def process_view(self, request: HttpRequest, view: Any, *_: object) -> HttpResponseBase | None:
        """None lets the view answer."""
        match = request.resolver_match
        name = getattr(view, "action", None) or action_of_library(match.url_name or "" if match else "")
        if not name:
            raise Http404
        try:
            require(request.person, name)  # type: ignore[attr-defined]
        except Refused as refused:
            if request.person is None:  # type: ignore[attr-defined]
                return redirect(f"/accounts/login/?next={request.path}")
            return self.process_exception(request, refused)
        return None

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A refusal inside a view is about its subject."""
        if not isinstance(problem, Refused):
            return None
        if problem.hidden:
            raise Http404 from problem
        return render(request, "refused.html", {"action": action_named(problem.action)}, status=403)
