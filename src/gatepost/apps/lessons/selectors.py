"""What was said to be wrong, as somebody may see it: their own, and what they may review that neither is theirs nor names them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from gatepost.apps.lessons.models import Lesson
from gatepost.apps.people.authority import action_named, lets, reach
from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.selectors import scope
from gatepost.apps.people.selectors.acts import AsSubject
from gatepost.apps.people.standing import standing


def own(by: Person) -> QuerySet[Lesson]:
    """What they said, the newest first."""
    return Lesson.objects.filter(by=by).select_related("school", "decided_by").order_by("-said_at", "-pk")


def to_review(by: Person) -> QuerySet[Lesson]:
    """What they may go through: never their own, nor what names them."""
    far = reach(by, "finding.review")
    if not (far.everywhere or far.schools):
        return Lesson.objects.none()
    return (
        Lesson.objects.filter(scope.of_schools(far))
        .exclude(by__in=far.but_not)
        .exclude(Exists(Lesson.subjects.through._default_manager.filter(lesson=OuterRef("pk"), person__in=far.but_not)))
        .exclude(state=Lesson.State.TAKEN_BACK)
        .select_related("by", "school", "decided_by")
    )


def waiting(by: Person) -> QuerySet[Lesson]:
    """What waits for a review, the oldest first."""
    return to_review(by).filter(state=Lesson.State.WAITING, forgotten_at=None)


def agreed(by: Person) -> list[Lesson]:
    """What was agreed on and is still to become a case."""
    return [one for one in to_review(by).filter(state=Lesson.State.AGREED, forgotten_at=None) if one.wants_case]


def cases() -> QuerySet[Lesson]:
    """Every case that names nobody, in the order in which they were said."""
    return Lesson.objects.filter(state=Lesson.State.AGREED).exclude(case={})


def roles(by: Person) -> set[str]:
    """The roles in which they may say that something was wrong."""
    action = action_named("finding.dispute")
    return {held.role for held in standing(by).roles if lets(held, action) and held.role in in_force().roles}


def hidden_from(by: Person) -> Q:
    """The entries of the ledger on what names them: for them as if they were not there."""
    about = Lesson.subjects.through._default_manager.filter(person=by)
    return Q(subject__in=about.annotate(told=AsSubject("lesson_id", kind="lesson")).values("told"))
