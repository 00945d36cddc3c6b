"""The app's entry in Django's list."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from gatepost.apps.ledger.events import register
from gatepost.apps.lessons.events import EVENTS


class LessonsConfig(AppConfig):
    """Lessons."""

    name = "gatepost.apps.lessons"
    label = "lessons"

    def ready(self) -> None:
        """Models can be imported only now."""
        register(*EVENTS)
        selectors = import_module("gatepost.apps.lessons.selectors")
        import_module("gatepost.apps.people.selectors.acts").UNSEEN.append(selectors.hidden_from)
        forgetting = import_module("gatepost.apps.lessons.services.forgetting")
        import_module("gatepost.apps.people.erasure").when_erased("lessons", forgetting.forget)
