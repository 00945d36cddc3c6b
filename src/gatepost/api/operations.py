"""How an operation is named, and the API that they make: each with its action, its scope and every answer it can give."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from inspect import cleandoc, signature
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from pydantic import BaseModel

from gatepost import __version__
from gatepost.api import problems, schema
from gatepost.api.keys import Asked, Bearer, Nobody
from gatepost.api.problems import Mistake, Problem
from gatepost.api.reading import JSON, body_of
from gatepost.api.spooling import spooled
from gatepost.apps.machines.services.once import Made, once

Given = ParamSpec("Given")
View = Callable[Concatenate[Asked, Given], HttpResponseBase]
Change = Callable[Concatenate[Asked, Given], Made]
LONGEST_KEY = 255


class Api(NinjaAPI):
    """The library's own, with our problems and our schema."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """Whatever is raised becomes a problem."""
        return problems.answer_to(request, exc)

    def get_openapi_schema(self, **_more: Any) -> Any:
        """The schema, with what the library does not know of."""
        return schema.completed(super().get_openapi_schema(path_prefix="/api/"))


api = Api(
    title="Gatepost",
    version=__version__,
    description="Check posts, send them for a decision, read the policy, read people in, and see what is owed.",
    auth=Nobody(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="gatepost-api",
)


def operation(  # noqa: PLR0913 (all that the schema says of it)
    method: str,
    path: str,
    *,
    action: str,
    scope: str,
    gives: type[BaseModel] | None,
    takes: type[BaseModel] | None = None,
    kind: str = JSON,
    tag: str,
    status: int = 200,
) -> Callable[[View[Given]], View[Given]]:
    """Name an operation that changes nothing. `gives` and `takes` are what the schema says of its answer and its body."""

    def named(view: View[Given]) -> View[Given]:
        extra: dict[str, Any] = {schema.ACTION: action, schema.SCOPE: scope, schema.GIVES: (status, kind, gives)}
        if takes is not None:
            extra[schema.TAKES] = ((kind,), takes)

        @wraps(view)
        def answered(request: Asked, *given: Given.args, **more: Given.kwargs) -> HttpResponseBase:
            _no_others(request, more)
            return view(request, *given, **more)

        answered.__signature__ = signature(view, eval_str=True)  # type: ignore[attr-defined]  # as in `change`
        _add(method, path, answered, action=action, scope=scope, tag=tag, status=status, extra=extra)
        return view

    return named


def change(
    path: str,
    *,
    action: str,
    scope: str,
    gives: type[BaseModel],
    takes: type[BaseModel] | None = None,
    files: tuple[str, ...] = (),
    tag: str,
    status: int = 200,
) -> Callable[[Change[Given]], View[Given]]:
    """Name an operation that changes something: it is done once for each Idempotency-Key, and so is its answer made.

    What it gives back is kept for a day, so nothing personal stands in it. One that takes a file, of these kinds, finds
    it on the request as `spooled`.
    """

    def named(view: Change[Given]) -> View[Given]:
        @wraps(view)
        def done(request: Asked, *given: Given.args, **more: Given.kwargs) -> HttpResponseBase:
            _no_others(request, more)
            key = _key(request)
            with _read(request, takes, files) as told:
                asked = f"{request.method} {request.get_full_path()}\n{told}".encode()
                found = once(token=request.token, key=key, asked=asked, do=lambda: view(request, *given, **more))
            response = said(found.answer, status=found.status)
            if found.again:
                response["Idempotent-Replayed"] = "true"
            return response

        # the library reads types off a signature, and looks for their names in the module of the function
        done.__signature__ = signature(view, eval_str=True)  # type: ignore[attr-defined]
        extra: dict[str, Any] = {
            schema.ACTION: action,
            schema.SCOPE: scope,
            schema.GIVES: (status, JSON, gives),
            schema.ONCE: True,
        }
        if takes is not None or files:
            extra[schema.TAKES] = (files or (JSON,), takes)
        _add("POST", path, done, action=action, scope=scope, tag=tag, status=status, extra=extra)
        return cast("View[Given]", done)

    return named


@contextmanager
def _read(request: Asked, takes: type[BaseModel] | None, files: tuple[str, ...]) -> Iterator[str]:
    """The body, read to its end before any transaction begins, and a digest of it."""
    if files:
        with spooled(request, files) as found:
            request.spooled = found
            yield found.sha256
    else:
        yield hashlib.sha256(body_of(request, JSON) if takes is not None else b"").hexdigest()


def said(value: BaseModel | dict[str, Any], *, status: int = 200) -> HttpResponse:
    """An answer as JSON."""
    if isinstance(value, BaseModel):
        text = value.model_dump_json()
    else:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type=JSON if status < 400 else problems.KIND)


def _add(
    method: str, path: str, view: Any, *, action: str, scope: str, tag: str, status: int, extra: dict[str, Any]
) -> None:
    api.default_router.add_api_operation(
        path,
        [method],
        view,
        auth=Bearer(action, scope),
        response={status: None},
        operation_id=view.__name__,
        summary=(view.__doc__ or "").split("\n\n")[0].rstrip("."),
        description=cleandoc(view.__doc__ or ""),
        tags=[tag],
        url_name=f"api_{view.__name__}",
        openapi_extra=extra,
    )


def _no_others(request: HttpRequest, known: Mapping[str, object]) -> None:
    """A parameter that there is not is told of: it may be one that is spelt wrongly."""
    if not request.META.get("QUERY_STRING"):
        return
    others = [name for name in request.GET if name not in known]
    if others:
        errors = [
            Mistake(place=name[:60], problem=_("there is no such parameter"), fix=_("see /api/")) for name in others
        ]
        raise Problem(422, _("There is a parameter that is not known here."), errors=errors[:20])


def _key(request: HttpRequest) -> str:
    key: str = request.META.get("HTTP_IDEMPOTENCY_KEY", "").strip()
    if not key:
        raise Problem(
            400, _("Send an Idempotency-Key: a word of your own for this one request, the same at every try.")
        )
    if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Problem(400, _("The Idempotency-Key is not one: up to 255 letters, digits and signs of ASCII."))
    return key
