"""The app's entry in Django's list."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from gatepost.apps.ledger.events import register
from gatepost.apps.machines.events import EVENTS


class MachinesConfig(AppConfig):
    """Other systems."""

    name = "gatepost.apps.machines"
    label = "machines"

    def ready(self) -> None:
        """What knows models can be read only now."""
        register(*EVENTS)
        erasure = import_module("gatepost.apps.people.erasure")
        erasure.when_erased(self.label, import_module("gatepost.apps.machines.forgetting").forget)
