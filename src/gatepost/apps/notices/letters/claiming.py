"""Taking a letter in hand: a lease in a short transaction, so that no two workers have the same one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from gatepost.apps.notices.letters.ending import end
from gatepost.apps.notices.models import Letter
from gatepost.apps.notices.selectors import hours_of
from gatepost.apps.people.models import Account, Person

LEASE = timedelta(minutes=3)  # longer than the slowest mail server that answers at all: each step may take ten seconds


@dataclass(frozen=True)
class Held:
    """A letter in hand: to which address, and how many items of which category it speaks of."""

    letter: Letter
    to: str
    counts: Mapping[str, int]


def due(now: datetime) -> QuerySet[Letter]:
    """Letters to try now, the urgent ones first."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    rows = Letter.objects.filter(free, sent_at=None, left_out_at=None, given_up_at=None, next_try_at__lte=now)
    return rows.order_by("-urgent", "next_try_at", "id")


def claim() -> Held | None:
    """The next letter that has something to say and may come now; None if there is none."""
    while due(timezone.now()).exists():
        with transaction.atomic():
            letter = due(timezone.now()).select_for_update(skip_locked=True).first()
            if letter is None:  # others have all of them in hand
                return None
            if held := _in_hand(letter):
                return held
    return None


def _in_hand(letter: Letter) -> Held | None:
    """Take it in hand; None if it is not to go, or not now."""
    now, person = timezone.now(), Person.objects.get(pk=letter.person_id)
    counts = dict(letter.notices.filter(opened_at=None).order_by().values_list("category").annotate(number=Count("pk")))
    if not counts or has_left(person):
        end(letter, "left_out_at")
        return None
    if not (to := address(person)):
        end(letter, "given_up_at", "no address")
        return None
    if not letter.urgent and (may_come := hours_of(person).may_come(now)) > now:
        Letter.objects.filter(pk=letter.pk).update(next_try_at=may_come)
        return None
    letter.lease, letter.leased_until, letter.tries = uuid.uuid4(), now + LEASE, letter.tries + 1
    letter.save(update_fields=("lease", "leased_until", "tries"))
    return Held(letter, to, counts)


def has_left(person: Person) -> bool:
    """Whether they were erased or can no longer sign in: nothing waits for them here."""
    withdrawn = Account.objects.filter(person=person, withdrawn_at__isnull=False)
    return person.erased_at is not None or withdrawn.exists()


def address(person: Person) -> str:
    """Where they sign in from; before they have, where their entry says that they are reached."""
    account = Account.objects.filter(person=person).first()
    return account.email if account is not None else person.email
