"""Headers that Django does not set by itself."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_POWERS = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment usb".split()
PERMISSIONS_POLICY = ", ".join(f"{power}=()" for power in _POWERS)


def headers(handle: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """No page may use the phone's senses, be read by another site, or stay on a shared computer after sign-out."""

    def handled(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Cache-Control", "private, no-store")
        return response

    return handled
