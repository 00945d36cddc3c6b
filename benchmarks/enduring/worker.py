"""`gatepost worker`, with leases of seconds instead of minutes, so that a soak of minutes sees many of them end."""

from __future__ import annotations

from datetime import timedelta

import django

django.setup()

from gatepost.apps.notices.letters import claiming  # noqa: E402 (models need Django ready)
from gatepost.web.work import alive, reaping, worker  # noqa: E402

if __name__ == "__main__":
    claiming.LEASE = timedelta(seconds=8)
    alive.PULSE, alive.BELIEVED = 2, 8
    vars(reaping)["BELIEVED"] = alive.BELIEVED
    worker.ROUND = 3
    worker.work(once=False)
