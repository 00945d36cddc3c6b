"""The words of questions go: a year after the last one, and when whoever they are of is erased."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gatepost.apps.duties import services as duties
from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Person, the_site
from gatepost.apps.questions.models import Precedent, Question, Turn
from gatepost.apps.questions.services.asking import cause_of

KEEP = timedelta(days=365)
_AT_ONCE = 500


def forget_old(*, by: Person) -> int:
    """Take the words out of questions whose last turn is a year old; one that waits keeps them. How many there were."""
    with transaction.atomic():
        leave = require(by, "question.keep")
        old = Question.objects.filter(last_at__lt=timezone.now() - KEEP)
        count = _without_words(old.exclude(state=Question.State.WAITING))
        if count:
            about = subject("question", "old")
            ledger.record("questions_forgotten", by=by.pk, leave=leave, subject=about, says={"count": count})
    return count


def forget(person: Person) -> None:
    """Whoever asked it or whom it is about is erased, in the transaction of that: the words go.

    What others asked about them and waits is not lost: its words go once it is answered and old.
    """
    site = the_site()
    leave = require(site, "question.keep")
    for question in Question.objects.filter(asker=person, state=Question.State.WAITING):
        duties.drop(cause_of(question), by=site, leave=leave)  # nobody is left to be answered
    own = Question.objects.filter(asker=person)
    own.filter(state=Question.State.WAITING).update(state=Question.State.TAKEN_BACK)
    Precedent.objects.filter(question__asker=person).update(question=None)
    _without_words(own)
    _without_words(Question.objects.filter(subjects=person).exclude(state=Question.State.WAITING))


def _without_words(questions: QuerySet[Question]) -> int:
    """Take their words out, some at a time; how many still had them."""
    count = 0
    while keys := list(questions.filter(forgotten_at=None).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
        Turn.objects.filter(question__in=keys).update(words="")
        count += Question.objects.filter(pk__in=keys).update(forgotten_at=timezone.now())
    return count
