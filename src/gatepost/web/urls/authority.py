"""Who may do what, and who could on a day."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
