"""What other systems send, read strictly: I-JSON (RFC 7493) in UTF-8, nothing packed, and no more than is taken at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import BaseModel

from gatepost.api.problems import Problem

Shape = TypeVar("Shape", bound=BaseModel)
JSON = "application/json"
_DEEPEST = 40


def given(request: HttpRequest, shape: type[Shape]) -> Shape:
    """The body of a request in this shape; Problem or pydantic's own error says what is wrong with it."""
    return shaped(body_of(request, JSON), shape)


def shaped(data: bytes, shape: type[Shape]) -> Shape:
    """JSON in this shape; taken as it is written, so that no text stands for a number."""
    _plain(data)
    return shape.model_validate_json(data, strict=True)


def body_of(request: HttpRequest, *kinds: str) -> bytes:
    """The bytes of the body, once it is sure that they are what is taken here."""
    acceptable(request, *kinds)
    return request.body


def acceptable(request: HttpRequest, *kinds: str, piecemeal: bool = False) -> None:
    """Problem for a body that is packed, of another kind or charset, or of a length that nobody tells."""
    meta = request.META
    if meta.get("HTTP_CONTENT_ENCODING", "identity").strip().lower() != "identity":
        raise Problem(415, _("Send it as it is: nothing packed is taken."), headers={"Accept-Encoding": "identity"})
    if not piecemeal and is_chunked(request):
        raise Problem(411, _("Say with Content-Length how much it is."))
    if request.content_type not in kinds:
        raise Problem(415, _("Send it as %(kind)s.") % {"kind": kinds[0]}, headers={"Accept": ", ".join(kinds)})
    if (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise Problem(415, _("Send it in UTF-8."))


def is_chunked(request: HttpRequest) -> bool:
    """Whether it comes in pieces, without a length: Django takes such a body for empty; the server knows its end."""
    return not request.META.get("CONTENT_LENGTH") and "HTTP_TRANSFER_ENCODING" in request.META


def _plain(data: bytes) -> None:
    """Problem for what two readers could understand in two ways: keys twice, NaN, half characters, NUL."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise _broken(_("it is not UTF-8")) from None
    except json.JSONDecodeError as problem:
        where = {"line": problem.lineno, "column": problem.colno}
        raise _broken(_("look at line %(line)s, column %(column)s") % where) from None
    except RecursionError:
        raise _broken(_("it is nested too deeply")) from None
    except ValueError:  # a whole number of thousands of digits
        raise _broken(_("a number in it is too long")) from None
    if b"\\u" in data or b"\x00" in data:
        _whole(value)
    if data.count(b"[") + data.count(b"{") > _DEEPEST:
        _shallow(value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _broken(_("a key stands twice in one object"))
    return found


def _no_number(_word: str) -> NoReturn:
    raise _broken(_("NaN and Infinity are no numbers of JSON"))


def _whole(value: Any) -> None:
    """PostgreSQL takes no NUL, and UTF-8 no half of a character."""
    for text in _texts(value):
        if "\0" in text:
            raise _broken(_("there is a NUL in a text"))
        if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
            raise _broken(_("there is half a character in a text"))


def _texts(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one


def _shallow(value: Any) -> None:
    level = [value]
    for _depth in range(_DEEPEST):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return
    raise _broken(_("it is nested too deeply"))


def _inside(one: Any) -> Iterator[Any]:
    if isinstance(one, dict):
        yield from one.values()
    elif isinstance(one, list):
        yield from one


def _broken(why: str) -> Problem:
    return Problem(400, _("This is no JSON that can be read: %(why)s.") % {"why": why})
