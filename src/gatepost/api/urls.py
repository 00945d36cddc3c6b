"""The addresses of the operations. door.py finds them here; the site map takes them in, so that its tests walk them too."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path

from gatepost.api.operations import api

for _subject in ("checking", "streaming", "drafts", "decisions", "policy", "people", "imports", "duties"):
    import_module(f"gatepost.api.{_subject}")


def _named(pattern: URLPattern) -> URLPattern:
    """The page of an address, with the action of each of its methods, and the first one's where a page has one."""
    view, operations = pattern.callback, _operations()[str(pattern.name)]

    def handled(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        response: HttpResponseBase = view(request, **arguments)
        return response

    handled.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie counts here, so no form can be sent for others
    handled.actions = operations  # type: ignore[attr-defined]
    handled.action = next(iter(operations.values()), "")  # type: ignore[attr-defined]
    return URLPattern(pattern.pattern, handled, pattern.default_args, pattern.name)


def _operations() -> dict[str, dict[str, str]]:
    """By the name of an address: the action of each method."""
    found: dict[str, dict[str, str]] = {}
    for router in api._get_bound_routers():
        for at in router.path_operations.values():
            for one in at.operations:
                auth: Any = one.auth_callbacks[0]
                found.setdefault(str(at.url_name), {}).update(dict.fromkeys(one.methods, auth.action))
    return found


def _all() -> list[URLPattern]:
    patterns = [one for one in api.urls[0] if isinstance(one, URLPattern)]
    return [_named(one) for one in patterns if one.name in _operations()]


operations: list[URLPattern] = _all()
Handle = Callable[[HttpRequest], HttpResponseBase]
urlpatterns = [path("api/", include(operations))]


@cache
def schema() -> dict[str, Any]:
    """The schema of all of them."""
    return dict(api.get_openapi_schema())
