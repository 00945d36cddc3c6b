"""Reading people in from files, and taking lists away."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
