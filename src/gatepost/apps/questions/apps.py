"""The app's entry in Django's list."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from gatepost.apps.ledger.events import register
from gatepost.apps.questions.events import EVENTS


class QuestionsConfig(AppConfig):
    """Questions to SLT."""

    name = "gatepost.apps.questions"
    label = "questions"

    def ready(self) -> None:
        """Models can be imported only now."""
        register(*EVENTS)
        selectors = import_module("gatepost.apps.questions.selectors.questions")
        import_module("gatepost.apps.people.selectors.acts").UNSEEN.append(selectors.hidden_from)
        forgetting = import_module("gatepost.apps.questions.services.forgetting")
        import_module("gatepost.apps.people.erasure").when_erased("questions", forgetting.forget)
