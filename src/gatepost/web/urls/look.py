"""The design system, the federation's own look, and what makes the site installable."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
