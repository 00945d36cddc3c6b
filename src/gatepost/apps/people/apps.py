"""The app's entry in Django's list."""

from __future__ import annotations

from django.apps import AppConfig

from gatepost.apps.ledger.events import register
from gatepost.apps.people.events import EVENTS


class PeopleConfig(AppConfig):
    """People."""

    name = "gatepost.apps.people"
    label = "people"

    def ready(self) -> None:
        register(*EVENTS)
