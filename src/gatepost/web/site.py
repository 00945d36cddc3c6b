"""The site's entry in Django's list of apps: templates, static files and commands, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site."""

    name = "gatepost.web"
    label = "web"
