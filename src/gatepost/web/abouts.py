"""The page of what a notice or a duty is about."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

# A thing's page is called as the ledger calls the thing, `question`; these are called otherwise, some by what is to do.
_OTHERWISE = {"post": "sent_post", "post decision": "decide_post", "lesson duty": "review_lesson"}


def page_about(about: str, category: str = "") -> str:
    """Its address, by the ledger's name for the thing and the notice's category; empty where it has no page."""
    kind, _, key = about.partition(":")
    page = _OTHERWISE.get(f"{kind} {category}") or _OTHERWISE.get(kind, kind)
    try:
        return reverse(page, args=[key])
    except NoReverseMatch:
        return ""
