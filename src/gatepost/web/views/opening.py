"""Where that is done which a duty is about: `question:…` on the question's page."""

from __future__ import annotations

from django.urls import reverse

PAGES = {"question": "question", "post": "decide_post"}


def page_of(about: str) -> str:
    """Its address; empty for what has no page."""
    kind, _, key = about.partition(":")
    return reverse(PAGES[kind], args=[key]) if kind in PAGES else ""
