"""Answers that a browser may keep: their address changes with the version, so the same address never changes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

_YEAR = 31_536_000


def kept(request: HttpRequest, body: bytes, kind: str) -> HttpResponse:
    """For a year where the address tells the version (`?v=3`), else for five minutes. Nothing personal belongs here."""
    answer = HttpResponse(body, content_type=kind)
    lasts = f"max-age={_YEAR}, immutable" if request.GET.get("v") else "max-age=300"
    answer["Cache-Control"] = f"public, {lasts}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
