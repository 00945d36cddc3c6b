"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from gatepost.apps.ledger.still import still
from gatepost.apps.people.models import Federation


def federation(request: HttpRequest) -> dict[str, Any]:
    """The federation (None before it is set up) and the person who has signed in."""
    return {"federation": still(("federation",), Federation.objects.first), "person": getattr(request, "person", None)}
