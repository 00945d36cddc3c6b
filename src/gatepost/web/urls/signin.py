"""Sign-in beyond what the library has."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
