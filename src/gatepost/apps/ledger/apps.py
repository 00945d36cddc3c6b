"""The app's entry in Django's list."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from gatepost.apps.ledger import guards
from gatepost.apps.ledger.events import EVENTS, register


class LedgerConfig(AppConfig):
    """The ledger."""

    name = "gatepost.apps.ledger"
    label = "ledger"

    def ready(self) -> None:
        register(*EVENTS)
        post_migrate.connect(guards.put_back, sender=self)
