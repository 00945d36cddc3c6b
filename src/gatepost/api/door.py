"""The way in for other systems, past everything that only browsers need: no session, cookie, form token or message.

It stands among the middlewares behind those that every request needs. An operation names its action (keys.py), and one
that does not is for nobody, as with pages. Whatever goes wrong is a problem (RFC 9457), never a page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, get_resolver
from django.utils.translation import gettext as _

from gatepost.api import problems
from gatepost.api.problems import Problem
from gatepost.apps.ledger.context import request_id

Handler = Callable[[HttpRequest], HttpResponseBase]
PREFIX = "/api/"
PAGES = ("/api/", "/api/openapi.json")  # for people who have signed in, as any page
_ACCEPTED = ("", "*/*", "application/json")


def door(handle: Handler) -> Handler:
    """Answer operations here; all else goes on."""

    def handled(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX) or request.path_info in PAGES:
            return handle(request)
        return within(request)

    return handled


def within(request: HttpRequest) -> HttpResponseBase:
    """An operation's answer, under a request's id of its own."""
    token = request_id.set(problems.new_id())
    try:
        response = _answered(request)
        response["X-Request-Id"] = request_id.get()
        if isinstance(response, HttpResponse):
            response["Content-Length"] = str(len(response.content))
        return response
    finally:
        request_id.reset(token)


def _answered(request: HttpRequest) -> HttpResponseBase:
    try:
        request.get_host()
        match = _match(request.path_info)
        request.resolver_match = match
        _acceptable(request)
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    except Resolver404:
        return problems.answer(problems.missing())
    except DisallowedHost as raised:
        return problems.answer_to(request, raised)
    except Exception as raised:  # noqa: BLE001 (whatever it is, it is told as a problem)
        return problems.answer_to(request, raised)
    return _no_such_method(response) if response.status_code == 405 else response


@lru_cache(512)
def _match(path: str) -> ResolverMatch:
    """Looked up once for each address: most systems ask the same one again and again."""
    return get_resolver("gatepost.api.urls").resolve(path)


def _acceptable(request: HttpRequest) -> None:
    if b"%00" in request.META.get("QUERY_STRING", "").encode() or "\0" in request.path_info:
        raise Problem(400, _("There is a NUL in the address."))
    wanted = request.META.get("HTTP_ACCEPT", "")
    if wanted not in _ACCEPTED and not any(map(request.accepts, ("application/json", "application/jsonl"))):
        raise Problem(406, _("All answers here are JSON. Accept application/json."))


def _no_such_method(response: HttpResponseBase) -> HttpResponse:
    allowed = ", ".join(sorted(response["Allow"].replace(" ", "").split(",")))
    return problems.answer(Problem(405, _("There is no such method here."), headers={"Allow": allowed}))
