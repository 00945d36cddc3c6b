"""The request that things happen in: set by the web's middleware, by commands and by the worker."""

from __future__ import annotations

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
