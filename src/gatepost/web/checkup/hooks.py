"""Other systems that are told of things: that they hear."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from gatepost.apps.machines.selectors import given_up
from gatepost.web.checkup.looking import Lack, Look


def heard() -> Iterator[Lack]:
    """Whether what other systems are told reaches them."""
    if count := given_up():
        yield Lack(
            _("tellings of other systems that were given up in the last 30 days: %d") % count,
            _(
                "The network manager sees under “Other systems” which, and why. Put the address right, and start it again."
            ),
        )


LOOKS = (Look(_l("Other systems"), heard),)
