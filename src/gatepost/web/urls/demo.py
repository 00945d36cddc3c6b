"""One-tap sign-in, in the demonstration alone: elsewhere these addresses do not exist."""

from __future__ import annotations

from django.urls import URLPattern, path

from gatepost.web.views import demo

urlpatterns: list[URLPattern] = [
    path("demo/", demo.cast, name="demo_cast"),
    path("demo/<uuid:key>/", demo.become, name="demo_become"),
]
