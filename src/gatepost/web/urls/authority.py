"""Who may do what, and who could on a day."""

from __future__ import annotations

from django.urls import URLPattern, path

from gatepost.web.views import authority

urlpatterns: list[URLPattern] = [
    path("who-does-what/", authority.who_does_what, name="who_does_what"),
    path("people/<uuid:person>/could/", authority.on_a_day, name="could"),
]
