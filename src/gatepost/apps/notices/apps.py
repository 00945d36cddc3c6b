"""The app's entry in Django's list."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from gatepost.apps.ledger.events import register
from gatepost.apps.notices.events import EVENTS


class NoticesConfig(AppConfig):
    """Notices."""

    name = "gatepost.apps.notices"
    label = "notices"

    def ready(self) -> None:
        """Models can be imported only now."""
        register(*EVENTS)
        services = import_module("gatepost.apps.notices.services")
        import_module("gatepost.apps.people.erasure").when_erased("notices", services.forget_person)
