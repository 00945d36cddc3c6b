"""What makes the site installable on a telephone: manifest, icons, worker, and the page for when there is no network."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from gatepost.apps.people.models import Federation
from gatepost.web import contrast, icons
from gatepost.web.actions import action
from gatepost.web.kept import kept

SIZES = (192, 512)


def _colour() -> str:
    """The federation's colour as it can be read on light paper."""
    federation = Federation.objects.first()
    if federation is None or not contrast.is_colour(federation.colour):
        return icons.OWN_COLOUR
    return contrast.shades(federation.colour).light


@action("site.public")
def icon(request: HttpRequest, size: int) -> HttpResponse:
    """The icon for a home screen."""
    if size not in SIZES:
        raise Http404
    return kept(request, icons.png(size, _colour()), "image/png")


@action("site.public")
def icon_full(request: HttpRequest) -> HttpResponse:
    """The icon that a telephone may cut to a circle."""
    return kept(request, icons.png(512, _colour(), full=True), "image/png")


@action("site.public")
def icon_touch(request: HttpRequest) -> HttpResponse:
    """The icon that an iPhone cuts itself."""
    return kept(request, icons.png(180, _colour(), full=True), "image/png")


@action("site.public")
def icon_svg(request: HttpRequest) -> HttpResponse:
    """The icon of the tab."""
    return kept(request, icons.svg(_colour()).encode(), "image/svg+xml")


@action("site.public")
def manifest(request: HttpRequest) -> HttpResponse:
    """The site's name, colour and icons, for the home screen."""
    federation = Federation.objects.first()
    version = federation.version if federation else 0
    sized = [(reverse("icon", args=[size]), size, "any") for size in SIZES]
    sized.append((reverse("icon_full"), 512, "maskable"))
    says = {
        "id": "/",
        "name": f"{federation.name} – Gatepost" if federation and federation.name else "Gatepost",
        "short_name": "Gatepost",
        "description": _("Check before you post, and see what waits for you."),
        "lang": "en-GB",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": icons.PAPER,
        "theme_color": _colour(),
        "icons": [
            {"src": f"{at}?v={version}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for at, size, purpose in sized
        ],
        "share_target": {
            "action": reverse("check_shared"),
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "title",
                "text": "text",
                "url": "url",
                "files": [{"name": "pictures", "accept": ["image/*"]}],
            },
        },
    }
    return kept(request, json.dumps(says).encode(), "application/manifest+json")


@action("site.public")
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the addresses of this version's static files: a new version is a new worker."""
    keeps = [static("gatepost.css"), static("installed.js"), reverse("offline")]
    answer = render(request, "look/worker.js", {"keeps": json.dumps(keeps)}, content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


@action("site.public")
def offline(request: HttpRequest) -> HttpResponse:
    """Shown by the worker when there is no network; the same for everybody, so that it may be kept."""
    answer = render(request, "look/offline.html", {"person": None})
    answer["Cache-Control"] = "no-cache"
    return answer
