"""The page of all components, the school's colours as a stylesheet, and its crest."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gatepost.apps.people.models import Federation
from gatepost.web import contrast
from gatepost.web.actions import action
from gatepost.web.components import shown
from gatepost.web.kept import kept

_COLOURS = """:root {{ --pine: {0.light}; --pine-soft: {0.light_soft}; }}
@media (prefers-color-scheme: dark) {{ :root {{ --pine: {0.dark}; --pine-soft: {0.dark_soft}; }} }}
@media print {{ :root {{ --pine: #000; --pine-soft: #fff; }} }}
"""


@action("site.public")
def components(request: HttpRequest) -> HttpResponse:
    """Every component once, as docs/look.md describes them."""
    return render(request, "look/components.html", shown(request))


@action("site.public")
def colours(request: HttpRequest) -> HttpResponse:
    """The school's colour in shades that can be read; without one, nothing, so that ours stays."""
    federation = Federation.objects.first()
    known = federation is not None and contrast.is_colour(federation.colour)
    sheet = _COLOURS.format(contrast.shades(federation.colour)) if federation and known else ""
    return kept(request, sheet.encode(), "text/css; charset=utf-8")


@action("site.public")
def crest(request: HttpRequest) -> HttpResponse:
    """The crest as we wrote it ourselves: a small PNG."""
    federation = Federation.objects.first()
    if federation is None or not federation.crest:
        raise Http404
    with federation.crest.open("rb") as file:
        answer = kept(request, file.read(), "image/png")
    answer["Content-Disposition"] = 'inline; filename="crest.png"'
    return answer
