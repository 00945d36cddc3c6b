"""What was seen when somebody last looked: a look takes seconds, a page must not."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from gatepost.web.checkup import whole

_KEY, _KEPT = "checkup", 7 * 24 * 3600


def look() -> None:
    """Look at everything, and keep what is seen for all processes."""
    cache.set(_KEY, {"at": timezone.now(), "seen": [asdict(one) for one in whole.everything()]}, _KEPT)


def last_look() -> tuple[datetime | None, list[dict[str, Any]]]:
    """When that was, and what was seen; nothing if nobody has looked."""
    kept = cache.get(_KEY) or {"at": None, "seen": []}
    return kept["at"], kept["seen"]
