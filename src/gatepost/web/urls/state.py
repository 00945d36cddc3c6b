"""How this installation is."""

from __future__ import annotations

from django.urls import URLPattern, path

from gatepost.web.views import state

urlpatterns: list[URLPattern] = [path("state/", state.page, name="state")]
