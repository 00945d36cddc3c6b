"""The app's entry in Django's list."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger."""

    name = "gatepost.apps.ledger"
    label = "ledger"
