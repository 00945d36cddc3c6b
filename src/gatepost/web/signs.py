"""The signs: drawn by us, told apart by their shape as well as their colour."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

POSTS = "M5 3v18M19 3v18"
SIGNS = {
    "gate": f"{POSTS}M5 8h14M5 14h14M9 8v6M15 8v6",
    "allow": f"{POSTS}M5 8l7-3v14l-7-2",  # the gate stands open
    "advise": "M4 4h16v10H4zM12 14v7M8 8h8M8 11h5",  # a notice on a post
    "hold": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM9.5 8.5v7M14.5 8.5v7",  # a pause
    "block": f"{POSTS}M5 8h14M5 16h14M5 16l14-8",  # the gate is barred
    "done": "M4 12.5l5.5 5.5L20 6.5",
}


def drawn(name: str) -> SafeString:
    """The sign as SVG in the colour of the text around it; LookupError for one that we do not have."""
    return format_html(
        '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.4" aria-hidden="true">'
        '<path d="{}"/></svg>',
        SIGNS[name],
    )
