"""The verbs of other systems, each reachable as `machines.services.verb`."""

from __future__ import annotations

from gatepost.apps.machines.services.delivering import deliver, feed
from gatepost.apps.machines.services.once import forget_old
from gatepost.apps.machines.services.tokens import end, make

__all__ = ["deliver", "end", "feed", "forget_old", "make"]
