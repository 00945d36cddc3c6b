"""The app's entry in Django's list."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from gatepost.apps.duties.events import EVENTS
from gatepost.apps.ledger.events import register


class DutiesConfig(AppConfig):
    """Duties."""

    name = "gatepost.apps.duties"
    label = "duties"

    def ready(self) -> None:
        register(*EVENTS)
        # selectors know models, which exist only now
        acts = import_module("gatepost.apps.people.selectors.acts")
        acts.UNSEEN.append(import_module("gatepost.apps.duties.selectors").hidden_from)
