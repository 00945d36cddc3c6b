"""What has become of it all, once nothing moves any more: facts as a line of JSON. `… judge SECONDS`; `… judge make` before."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import django
from django.db.models import Count
from django.utils import timezone

django.setup()

from django_tasks_db.models import DBTaskResult  # noqa: E402 (models need Django ready)

from gatepost.apps.duties.models import Duty, Owing  # noqa: E402
from gatepost.apps.ledger import verifying  # noqa: E402
from gatepost.apps.notices.models import Letter, Notice  # noqa: E402
from tests.site_cast import federation, person  # noqa: E402

CAST = ("Chidi Okoro", "Imelda Pace", "Judith Penfold", "Desmond Clay", "Patricia Savage", "Rowena Hill")


def unrest() -> dict[str, int]:
    """What waits still, by kind."""
    now, unended = timezone.now(), {"sent_at": None, "left_out_at": None, "given_up_at": None}
    return {
        "letters": Letter.objects.filter(**unended).count(),
        "urgent notices without letter": Notice.objects.filter(letter=None, opened_at=None, urgent=True).count(),
        "late duties": Duty.objects.filter(state="open", next_at__lte=now).count(),
        "tasks": DBTaskResult.objects.ready().count() + DBTaskResult.objects.running().count(),
    }


def facts() -> dict[str, Any]:
    letters = Letter.objects.exclude(sent_at=None)
    shares = letters.annotate(number=Count("notices")).values_list("pk", "number")
    return {
        "unrest": unrest(),
        "causes": list(Duty.objects.filter(cause__startswith="told:").values_list("cause", flat=True)),
        "doubled": Duty.objects.values("cause", "kind").annotate(number=Count("pk")).filter(number__gt=1).count(),
        "never told": Notice.objects.filter(opened_at=None, urgent=True, letter__sent_at=None).count(),
        "settled": list(Duty.objects.filter(state="done").values_list("cause", flat=True)),
        "unasked": Duty.objects.exclude(pk__in=Owing.objects.values("duty")).count(),
        "sent": [letter.message_id for letter in letters],
        "notices": Notice.objects.count(),
        "in letters": sum(number for _, number in shares),
        "given up": Letter.objects.exclude(given_up_at=None).count(),
        "failed tasks": DBTaskResult.objects.failed().count(),
        "tries": max(letters.values_list("tries", flat=True), default=0),
    }


def main(seconds: float) -> None:
    until = time.monotonic() + seconds
    while any(unrest().values()) and time.monotonic() < until:
        time.sleep(1)
    print(json.dumps({**facts(), "ledger faults": verifying.verify(lambda _: None).faults}))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        federation()
        for name in CAST:
            person(name)
    else:
        main(float(sys.argv[1]))
