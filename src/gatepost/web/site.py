"""The site's entry in Django's list of apps: templates, static files and commands, no tables."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site."""

    name = "gatepost.web"
    label = "web"

    def ready(self) -> None:
        """What listens to the sign-in library knows models, which exist only now."""
        import_module("gatepost.web.signin.receivers").connect()
