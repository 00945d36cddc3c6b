"""Making letters: one for all that somebody was told, has not opened, and no letter has spoken of yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from gatepost.apps.notices.hours import Hours
from gatepost.apps.notices.models import Letter, Notice, Wishes


def gather() -> int:
    """Make every letter whose time has come; how many. Several may do it at once: each notice is taken by one of them."""
    now = timezone.now()
    return sum(_made(person, now, urgent=urgent) for person, urgent in _due(now))


def without_letter() -> QuerySet[Notice]:
    """What somebody was told, has not opened, and has had no letter about."""
    return Notice.objects.filter(letter=None, opened_at=None)


def _due(now: datetime) -> Iterator[tuple[UUID, bool]]:
    """Whose letter's time has come, and whether it is urgent."""
    rows = without_letter().order_by()
    hurried = set(rows.filter(urgent=True).values_list("person", flat=True).distinct())
    yield from ((person, True) for person in hurried)
    oldest = dict(
        rows.filter(urgent=False).values("person").annotate(first=Min("raised_at")).values_list("person", "first")
    )
    wishes = Wishes.objects.in_bulk() if oldest else {}
    for person, first in oldest.items():
        hours = wishes[person].hours() if person in wishes else Hours()
        if person not in hurried and _daily_due(hours, first, now):
            yield person, False


def _daily_due(hours: Hours, first: datetime, now: datetime) -> bool:
    """Whether a daily letter was due since they were first told, and may come now."""
    daily = hours.last_daily(now)
    return daily is not None and first <= daily and hours.may_come(now) <= now


@transaction.atomic
def _made(person: UUID, now: datetime, *, urgent: bool) -> bool:
    """Make it; False if another worker was quicker. It speaks too of what a letter should have told that never went."""
    taken = without_letter().filter(person=person).select_for_update(skip_locked=True).values_list("pk", flat=True)
    keys = list(taken)
    if not keys:
        return False
    letter = Letter.objects.create(person_id=person, urgent=urgent, made_at=now, next_try_at=now)
    never_went = Q(letter__given_up_at__isnull=False) | Q(letter__left_out_at__isnull=False)
    missed = Notice.objects.filter(never_went, person=person, opened_at=None).values_list("pk", flat=True)
    Notice.objects.filter(pk__in=[*keys, *missed]).update(letter=letter)
    return True
