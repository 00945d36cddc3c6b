"""What is logged: one line a request, and where an error arose. Never what anybody typed, nor a name, nor an address.

What others' code logs may hold anything, an exception's message too (a database puts the row into it). So of theirs only
the sentence before its values were filled in is written, and of an exception its kind and the places that it passed.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

from django.http import HttpRequest, HttpResponse

from gatepost.apps.ledger.context import request_id

OURS = ("gatepost", "_granian")
_Told = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_log = logging.getLogger("gatepost.request")


class Discreet(logging.Formatter):
    """Lines without anything personal in them."""

    converter = time.gmtime  # type: ignore[assignment]  # as the standard library's own documentation does
    default_time_format, default_msec_format = "%Y-%m-%dT%H:%M:%SZ", ""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        quiet = logging.makeLogRecord(record.__dict__)
        if not record.name.startswith(OURS):
            place = f"{record.module}:{record.lineno}"
            quiet.msg, quiet.args = (
                (str(record.msg) if record.args else "something was logged at") + f" [{place}]",
                None,
            )
        quiet.exc_text = quiet.stack_info = None
        line = super().format(quiet)
        return f"{line} id={number}" if (number := request_id.get()) and " id=" not in line else line

    def formatException(self, told: _Told) -> str:  # noqa: N802 (logging's name)
        return "\n".join(f"  {line}" for line in places(told[1]))


def places(problem: BaseException | None) -> Iterator[str]:
    """The kinds of an exception and of what it came from, with their places; no message, no values."""
    while problem is not None:
        yield f"{type(problem).__module__}.{type(problem).__qualname__}"
        for frame in traceback.extract_tb(problem.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)


def configured(level: str) -> dict[str, Any]:
    """Everything to the standard error, by way of `Discreet`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"discreet": {"()": "gatepost.web.logs.Discreet"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "gatepost": {"level": level.upper()},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},  # a refusal or a missing page has its line as a request
        },
    }


def request_line(handle: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Log each request by the name of its page: an address may hold what somebody typed."""

    def handled(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = handle(request)
        match = request.resolver_match
        page = (match.view_name or match._func_path) if match else _unmatched(request)
        method = request.method if request.method in _METHODS else "OTHER"
        taken = (time.perf_counter() - began) * 1000
        number = response.headers.get("X-Request-Id", "-")
        _log.info("%s %s %d %.0fms id=%s", method, page, response.status_code, taken, number)
        return response

    return handled


def _unmatched(request: HttpRequest) -> str:
    return "static" if request.path.startswith("/static/") else "-"


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
