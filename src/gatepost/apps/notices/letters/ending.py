"""How a letter ends: sent, left out, or given up. And how it is put back."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.notices.models import Letter
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import the_site

GIVEN_UP_AFTER, LEAST_TRIES = timedelta(days=4), 5
_FREE = {"lease": None, "leased_until": None}


def sent(letter: Letter) -> None:
    """The mail server has it. Whoever has the lease by now: it went."""
    now = timezone.now()
    rows = Letter.objects.filter(pk=letter.pk, sent_at=None)
    rows.update(sent_at=now, left_out_at=None, given_up_at=None, trouble="", **_FREE)


def put_back(letter: Letter, trouble: str, *, refused: bool) -> None:
    """It did not go: try later, and later still; after four days it is given up, which the ledger and doctor tell.

    `refused`: the mail server has said no to this very letter, so trying again each minute would only annoy it.
    """
    now = timezone.now()
    if now - letter.made_at > GIVEN_UP_AFTER and letter.tries >= LEAST_TRIES:
        end(letter, "given_up_at", trouble)
        return
    mine = Letter.objects.filter(pk=letter.pk, lease=letter.lease)
    mine.update(next_try_at=now + wait(letter.tries, refused=refused), trouble=trouble, **_FREE)


def wait(tries: int, *, refused: bool) -> timedelta:
    """1, 2, 4 minutes and so on up to an hour; where it was refused, hours up to six."""
    doubled: int = 2 ** min(max(tries - 1, 0), 10)
    return timedelta(hours=min(doubled, 6)) if refused else timedelta(minutes=min(doubled, 60))


def end(letter: Letter, how: str, trouble: str = "") -> None:
    """End it unsent. That somebody was never told is kept in the ledger."""
    with transaction.atomic():
        mine = Letter.objects.filter(pk=letter.pk, lease=letter.lease, sent_at=None)
        ended = mine.update(**{how: timezone.now()}, trouble=trouble, **_FREE)
        if ended and how == "given_up_at":
            site = the_site()
            leave = require(site, "notice.tell", letter)
            says = {"tries": letter.tries}
            key = subject("person", letter.person_id)
            ledger.record("letter_given_up", by=site.pk, leave=leave, subject=key, says=says)
