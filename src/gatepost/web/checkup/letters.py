"""The letters: that they go, and that somebody is there to send them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from gatepost.apps.notices import selectors
from gatepost.web.checkup.looking import Lack, Look
from gatepost.web.work.alive import anybody_alive


def delivered() -> Iterator[Lack]:
    """Whether what people are told reaches them."""
    if count := selectors.given_up():
        yield Lack(
            _("letters that could not be delivered in the last 30 days: %d") % count,
            _("The ledger says to whom. Put their e-mail address right: their next letter makes up for it."),
        )
    if count := selectors.overdue():
        yield Lack(
            _("letters that have waited for over a day: %d") % count,
            _("See under Mail whether the mail server answers; look for gatepost.letters in the log."),
        )


def sent() -> Iterator[Lack]:
    """Whether anybody sends those that wait."""
    if not anybody_alive() and (count := selectors.waiting()):
        yield Lack(
            _("letters that wait while no worker is running: %d") % count,
            _("Keep “gatepost worker” running, or run “gatepost worker --once” now."),
        )


LOOKS = (
    Look(_l("Letters"), delivered),
    Look(_l("Letters that wait"), sent),
)
