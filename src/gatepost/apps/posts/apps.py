"""The app's entry in Django's list."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from gatepost.apps.ledger.events import register
from gatepost.apps.posts.events import EVENTS


class PostsConfig(AppConfig):
    """Posts."""

    name = "gatepost.apps.posts"
    label = "posts"

    def ready(self) -> None:
        """Models can be imported only now."""
        register(*EVENTS)
        ending = import_module("gatepost.apps.posts.services.ending")
        import_module("gatepost.apps.people.erasure").when_erased("posts", ending.forget)
