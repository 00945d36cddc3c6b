"""The app's entry in Django's list."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from gatepost.apps.ledger.context import policy_is
from gatepost.apps.ledger.events import register
from gatepost.apps.people.events import EVENTS
from gatepost.apps.people.imports.events import EVENTS as IMPORT_EVENTS
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.signin import triggers
from gatepost.apps.people.signin.events import EVENTS as SIGNIN_EVENTS


class PeopleConfig(AppConfig):
    """People."""

    name = "gatepost.apps.people"
    label = "people"

    def ready(self) -> None:
        register(*EVENTS, *SIGNIN_EVENTS, *IMPORT_EVENTS)
        policy_is(lambda: in_force().digest)
        pre_migrate.connect(triggers.remove, sender=self)
        post_migrate.connect(triggers.install, sender=self)
