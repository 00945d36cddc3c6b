"""The words of posts that were said to be judged wrongly go: after a year, and when somebody in them is erased."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.lessons.models import Lesson
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Person

KEEP = timedelta(days=365)
_AT_ONCE = 500


def forget_old(*, by: Person) -> int:
    """Take the words out of what was said a year ago, decided or not; a case that names nobody stays. How many there were."""
    with transaction.atomic():
        leave = require(by, "finding.keep")
        count = _without_words(Lesson.objects.filter(said_at__lt=timezone.now() - KEEP))
        if count:
            about = subject("lesson", "old")
            ledger.record("disputes_forgotten", by=by.pk, leave=leave, subject=about, says={"count": count})
    return count


def forget(person: Person) -> None:
    """Whoever said it, or somebody whom its words name, is erased, in the transaction of that: the words go."""
    keys = set(Lesson.objects.filter(subjects=person).values_list("pk", flat=True))
    _without_words(Lesson.objects.filter(Q(by=person) | Q(pk__in=keys)))


def _without_words(lessons: QuerySet[Lesson]) -> int:
    """Take their words out, some at a time; how many still had them."""
    count = 0
    while keys := list(lessons.filter(forgotten_at=None).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
        gone = Lesson.objects.filter(pk__in=keys)
        gone.filter(case={}).update(expected=[])  # a case names nobody, nor does its label
        count += gone.update(draft={}, found={}, said="", answer="", forgotten_at=timezone.now())
    return count
