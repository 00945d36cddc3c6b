"""The design system, the federation's own look, and what makes the site installable."""

from __future__ import annotations

from django.urls import URLPattern, path

from gatepost.web.views import federation, installable, look

urlpatterns: list[URLPattern] = [
    path("look/", look.components, name="look"),
    path("look/colours.css", look.colours, name="colours"),
    path("look/crest.png", look.crest, name="crest"),
    path("look/icon.svg", installable.icon_svg, name="icon_svg"),
    path("look/icon-180.png", installable.icon_touch, name="icon_touch"),
    path("look/icon-<int:size>.png", installable.icon, name="icon"),
    path("look/icon-512-full.png", installable.icon_full, name="icon_full"),
    path("manifest.webmanifest", installable.manifest, name="manifest"),
    path("worker.js", installable.worker, name="worker"),
    path("offline/", installable.offline, name="offline"),
    path("federation/", federation.page, name="federation"),
]
