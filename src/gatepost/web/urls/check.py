"""Checking a post before it goes out."""

from __future__ import annotations

from django.urls import URLPattern, path

from gatepost.web.views import check

urlpatterns: list[URLPattern] = [
    path("check/", check.page, name="check"),
    path("check/live/", check.live, name="check_live"),
    path("check/share/", check.shared, name="check_shared"),
]
