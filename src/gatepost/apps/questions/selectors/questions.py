"""Questions as somebody may see them: their own, and those within their reach of which they are neither asker nor subject."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from gatepost.apps.duties.models import Duty
from gatepost.apps.ledger.models import subject
from gatepost.apps.people.authority import action_named, reach
from gatepost.apps.people.models import Person, RoleHeld, School
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.selectors import schools, scope
from gatepost.apps.people.selectors.acts import AsSubject
from gatepost.apps.questions.models import Question, Turn


def own(by: Person) -> QuerySet[Question]:
    """What they asked, the newest first."""
    return Question.objects.filter(asker=by).select_related("school").order_by("-asked_at", "-pk")


def to_answer(by: Person) -> QuerySet[Question]:
    """What they may answer as SLT: never what they asked themselves, nor what is about them."""
    far = reach(by, "question.answer")
    if not (far.everywhere or far.schools):
        return Question.objects.none()
    return (
        Question.objects.filter(scope.of_schools(far))
        .exclude(asker__in=far.but_not)
        .exclude(
            Exists(Question.subjects.through._default_manager.filter(question=OuterRef("pk"), person__in=far.but_not))
        )
        .exclude(state=Question.State.TAKEN_BACK)
        .select_related("asker", "school")
    )


def waiting(by: Person) -> QuerySet[Question]:
    """Those of them that wait for an answer, the oldest first."""
    return to_answer(by).filter(state=Question.State.WAITING)


def seen_by(by: Person) -> QuerySet[Question]:
    """All that they may see, each with its turns."""
    turns = Turn.objects.select_related("by").order_by("number")
    theirs = Q(asker=by) | Q(pk__in=to_answer(by).order_by().values("pk"))
    found = Question.objects.filter(theirs).select_related("asker", "school")
    return found.prefetch_related(Prefetch("turns", queryset=turns))


def hidden_from(by: Person) -> Q:
    """The entries of the ledger on questions that are about them: for them as if they were not there."""
    about = Question.subjects.through._default_manager.filter(person=by)
    return Q(subject__in=about.annotate(told=AsSubject("question_id", kind="question")).values("told"))


def owed(question: Question) -> Duty | None:
    """The answer as it is owed: by when, and of whom."""
    causes = [subject("question", turn.pk) for turn in question.turns.all() if not turn.is_answer]
    return Duty.objects.filter(cause__in=causes, state=Duty.State.OPEN).first()


def called(key: UUID) -> Q:
    """A question by its own id, or by that of a turn in it: a duty names the turn for which an answer is owed."""
    return Q(pk=key) | Q(pk__in=Turn.objects.filter(pk=key).values("question"))


def schools_to_ask(by: Person) -> list[School]:
    """The schools of whose SLT they may ask something."""
    return list(schools.open_schools(by, "question.ask"))


def may_ask_all(by: Person) -> bool:
    """Whether they may ask as one of the whole federation."""
    return reach(by, "question.ask").everywhere


def slt_of(where: Iterable[School]) -> QuerySet[Person]:
    """Everybody who answers questions there today: those among whom somebody may be the one that it is about."""
    policy, allowed = in_force(), frozenset(action_named("question.answer").allowed)
    roles = [role for role in policy.roles if policy.groups_of(role) & allowed]
    held = RoleHeld.objects.filter(
        Q(school=None) | Q(school__in=list(where)), holds(timezone.localdate()), role__in=roles
    )
    return Person.objects.filter(pk__in=held.values("person"), erased_at=None)
