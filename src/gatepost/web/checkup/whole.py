"""Everything that is looked at, in the order in which one mends it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _l

from gatepost.web.checkup import authority, database, federation, hooks, ledger, letters, machine
from gatepost.web.checkup.looking import Lack, Look, Seen, see, stops
from gatepost.web.installation import examine
from gatepost.web.unsafe import reasons


def settings_safe() -> Iterator[Lack]:
    """Whether the site may start as it is set."""
    here = examine()
    for reason in (*here.mistakes, *reasons(here)):
        what, _, fix = reason.partition(". ")
        yield Lack(what.removesuffix("."), fix, stops=True)


SETTINGS = (Look(_l("Settings"), settings_safe),)


def everything() -> tuple[Seen, ...]:
    """Every look taken; without a database that answers, those that need none."""
    served = database.before_serving()
    if stops(served[:1]):
        return (*see((*SETTINGS, *authority.LOOKS)), *served, *see((*database.COLLECTED, *machine.WITHOUT_DATABASE)))
    return (
        *see((*SETTINGS, *authority.LOOKS)),
        *served,
        *see((*database.KIND, *machine.LOOKS, *letters.LOOKS, *hooks.LOOKS, *ledger.LOOKS, *federation.LOOKS)),
    )
