"""Duties that are all late at one moment: `… late make 10000`, and then `… late wait`, which says how long it took.

They are raised a few minutes before, as the school's day had them, and fall due together when they are set to.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from uuid import uuid4

import django
from django.db import transaction
from django.utils import timezone

django.setup()

from gatepost.apps.duties import services as duties  # noqa: E402 (models need Django ready)
from gatepost.apps.duties.models import Duty  # noqa: E402
from gatepost.apps.notices.models import Letter, Notice  # noqa: E402
from gatepost.apps.people.authority import require  # noqa: E402
from gatepost.apps.people.models import the_site  # noqa: E402
from tests.site_cast import federation, person, school  # noqa: E402

CAST = ("Chidi Okoro", "Imelda Pace", "Judith Penfold", "Desmond Clay", "Patricia Savage", "Rowena Hill")
HAPPENING, BATCH, PATIENCE = "child_contact", 250, 600.0


def make(number: int) -> None:
    federation()
    for name in CAST:
        person(name)
    leave, made = require(the_site(), "duty.keep"), 0
    while made < number:
        with transaction.atomic():
            for _ in range(BATCH):
                cause = f"told:{uuid4()}"
                made += len(duties.happened(HAPPENING, by=the_site(), leave=leave, cause=cause, school=school()))
    Notice.objects.update(opened_at=timezone.now())  # what counts is what comes of their being late
    Duty.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    print(made)


def wait() -> None:
    began, number = time.monotonic(), Duty.objects.count()
    late = Duty.objects.filter(state="open", next_at__lte=timezone.now())
    while late.exists() and time.monotonic() - began < PATIENCE:
        time.sleep(0.25)
    worked_off = time.monotonic() - began
    while not Letter.objects.exclude(sent_at=None).exists() and time.monotonic() - began < PATIENCE:
        time.sleep(0.25)
    said = {"duties": number, "seconds": worked_off, "first letter": time.monotonic() - began, "left": late.count()}
    print(json.dumps({**said, "passed on": Duty.objects.filter(step__gt=0).count()}))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]))
    else:
        wait()
