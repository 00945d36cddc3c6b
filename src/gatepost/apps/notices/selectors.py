"""What somebody was told, and how the letters are doing."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from gatepost.apps.notices.hours import Hours
from gatepost.apps.notices.models import CalendarAddress, Letter, Notice, Wishes
from gatepost.apps.people.authority import may, reach
from gatepost.apps.people.models import Person

SLOW, OVERDUE = timedelta(minutes=5), timedelta(days=1)
_UNENDED = {"sent_at": None, "left_out_at": None, "given_up_at": None}


def told(person: Person) -> QuerySet[Notice]:
    """What this person was told, the newest first."""
    rows = Notice.objects.filter(person=person).select_related("letter")
    return rows if reach(person, "notice.own") else rows.none()


def hours_of(person: Person) -> Hours:
    """When letters may come to this person."""
    wishes = Wishes.objects.filter(person=person).first()
    return wishes.hours() if wishes else Hours()


def calendar_address_of(person: Person) -> CalendarAddress | None:
    """The address that their calendar reads, of which nobody can tell the secret part."""
    return CalendarAddress.objects.filter(person=person).first()


def whose_calendar(secret: str) -> Person | None:
    """Whose calendar is read by this secret; None for one that nobody has, or whose person can no longer sign in."""
    found = CalendarAddress.objects.filter(digest=digest_of(secret)).select_related("person__account").first()
    if found is None or found.person.erased_at is not None:
        return None
    account = getattr(found.person, "account", None)
    in_use = account is not None and account.is_active and may(found.person, "notice.own")
    return found.person if in_use else None


def digest_of(secret: str) -> str:
    """What is kept of a secret: it is long enough that nobody finds it from this."""
    return hashlib.sha256(secret.encode()).hexdigest()


def given_up() -> int:
    """Letters of the last 30 days that could not be delivered, to people who have not opened what they were about."""
    since = timezone.now() - timedelta(days=30)
    rows = Letter.objects.filter(given_up_at__gte=since, notices__opened_at=None, notices__isnull=False)
    return rows.distinct().count()


def overdue() -> int:
    """Letters that were made over a day ago and have not gone: each was due then."""
    return Letter.objects.filter(**_UNENDED, made_at__lt=timezone.now() - OVERDUE).count()


def waiting() -> int:
    """Letters that should have gone minutes ago, and urgent notices of which no letter was made."""
    before = timezone.now() - SLOW
    late = Letter.objects.filter(**_UNENDED, next_try_at__lt=before).count()
    return late + Notice.objects.filter(letter=None, opened_at=None, urgent=True, raised_at__lt=before).count()
