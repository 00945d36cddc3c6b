"""The ledger: that it is read through each day, that nothing in it was altered, and that its end was signed of late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from gatepost.apps.ledger.models import Checkpoint
from gatepost.apps.ledger.proving import size_now
from gatepost.web.checkup.looking import Lack, Look

LEDGER_READ = "ledger-read"
_LATELY = timedelta(days=2)


def unaltered() -> Iterator[Lack]:
    """Whether the last reading found all in order, and was of late."""
    read = cache.get(LEDGER_READ)
    if read is None or read["at"] < timezone.now() - _LATELY:
        yield Lack(
            _("nobody has read the ledger through of late"), _("Keep a worker running, or run: gatepost ledger verify")
        )
    elif read["faults"]:
        yield Lack(
            _("the ledger was altered; faults: %d") % read["faults"],
            _("Run: gatepost ledger verify. Tell the Executive Head, and change nothing before somebody has looked."),
        )


def signed() -> Iterator[Lack]:
    """Whether what it holds was signed of late."""
    last = Checkpoint.objects.order_by("-made_at").first()
    if size_now() and (last is None or last.made_at < timezone.now() - _LATELY):
        yield Lack(
            _("no checkpoint of the ledger was signed of late"),
            _("Keep a worker running, or run: gatepost ledger checkpoint"),
        )


LOOKS = (
    Look(_l("Ledger"), unaltered),
    Look(_l("Checkpoints of the ledger"), signed),
)
