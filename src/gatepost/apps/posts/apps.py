"""The app's entry in Django's list."""

from __future__ import annotations

from django.apps import AppConfig


class PostsConfig(AppConfig):
    """Posts."""

    name = "gatepost.apps.posts"
    label = "posts"
