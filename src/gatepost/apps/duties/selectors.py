"""What somebody owes, and what is owed in a school, without ever showing a duty to whoever it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from gatepost.apps.duties.models import Barred, Closure, Duty, Feed, Owing, Told
from gatepost.apps.ledger.models import subject
from gatepost.apps.ledger.still import still
from gatepost.apps.people.authority import reach
from gatepost.apps.people.models import Person
from gatepost.apps.people.selectors import scope
from gatepost.apps.people.selectors.acts import AsSubject
from gatepost.apps.people.standing import standing

_BY_TIME = (F("due_at").asc(nulls_last=True), "raised_at", "id")


@dataclass(frozen=True)
class Waiting:
    """What somebody owes, as their first page has it."""

    overdue: list[Duty]
    today: list[Duty]
    later: list[Duty]

    def __len__(self) -> int:
        return len(self.overdue) + len(self.today) + len(self.later)


def owed(by: Person) -> QuerySet[Duty]:
    """What is open and asked of them today: as themselves, in a role, or for somebody who is away. What has no time comes last."""
    asked = Owing.objects.filter(_asked_of(by), duty=OuterRef("pk"))
    return _seen(by).filter(Exists(asked), state=Duty.State.OPEN).order_by(*_BY_TIME).select_related("school")


def waiting(by: Person, now: datetime | None = None) -> Waiting:
    """The same, sorted by when it is due: read once until something happens, since time alone only moves it."""
    rows = still(("owed", by.pk, timezone.localdate()), lambda: list(owed(by)))
    return sorted_by_time(rows, now or timezone.now())


def sorted_by_time(rows: Iterable[Duty], now: datetime) -> Waiting:
    """Overdue, due today, and later or whenever it suits."""
    found, today = Waiting([], [], []), timezone.localdate(now)
    for duty in rows:
        if duty.due_at is not None and duty.due_at <= now:
            found.overdue.append(duty)
        elif duty.due_at is None or timezone.localdate(duty.due_at) > today:
            found.later.append(duty)
        else:
            found.today.append(duty)
    return found


def seen(by: Person) -> QuerySet[Duty]:
    """What they may look at: what is or was asked of them, and what is owed where they see all of it."""
    far = reach(by, "duty.see_all")
    if far.everywhere:
        return _seen(by)
    asked = Owing.objects.filter(_asked_of(by), duty=OuterRef("pk"))
    return _seen(by).filter(Q(Exists(asked)) | Q(school__in=far.schools))


def owed_in_schools(by: Person) -> QuerySet[Duty]:
    """What is open in the schools where they see all that is owed."""
    here = scope.of_schools(reach(by, "duty.see_all"))
    return _seen(by).filter(here, state=Duty.State.OPEN).order_by(*_BY_TIME).select_related("school")


def told(duty: Duty) -> Told | None:
    """Who told of it, where somebody did."""
    kind, _, key = duty.cause.partition(":")
    return Told.objects.select_related("by", "about", "school").filter(pk=key).first() if kind == "told" else None


def asked_so_far(duty: Duty) -> list[Owing]:
    """Who was asked for it, step by step."""
    return list(duty.owing.select_related("person", "school").order_by("step", "id"))


def closures() -> QuerySet[Closure]:
    """Days without school from today on, at any school: no secret."""
    lasting = Q(ends=None) | Q(ends__gte=timezone.localdate())
    return Closure.objects.filter(lasting).select_related("school", "feed")


def within(by: Person, action: str) -> Q:
    """What belongs to schools where somebody may do this; what belongs to all of them, only with all of them in reach."""
    return scope.of_schools(reach(by, action))


def feeds(by: Person) -> QuerySet[Feed]:
    """The calendars that schools publish, where somebody may say which they are."""
    return Feed.objects.filter(scope.of_schools(reach(by, "calendar.change"))).select_related("school")


def hidden_from(by: Person) -> Q:
    """The entries of the ledger that are about somebody, for whom they are as if they were not there."""
    barred = Barred.objects.filter(person=by).order_by()
    duties = barred.annotate(told=AsSubject("duty_id", kind="duty")).values("told")
    tellings = barred.filter(duty__cause__startswith="told:").values("duty__cause")
    return Q(subject__in=duties) | Q(subject__in=tellings)


def _seen(by: Person) -> QuerySet[Duty]:
    return Duty.objects.exclude(Exists(Barred.objects.filter(duty=OuterRef("pk"), person=by)))


def _asked_of(by: Person) -> Q:
    """Rows that ask this person: by name, or by a role that they hold where the duty is."""
    held = (
        Q(role=one.role) & (Q() if one.school is None else Q(school=one.school) | Q(school=None))
        for one in standing(by).roles
    )
    return reduce(or_, held, Q(person=by))


def told_by(by: Person) -> QuerySet[Told]:
    """What somebody told of themselves."""
    return Told.objects.filter(by=by).select_related("school")


def raised_by(telling: Told) -> list[Duty]:
    """What came of it."""
    return list(Duty.objects.filter(cause=subject("told", telling.pk)).order_by(*_BY_TIME))


def sorted_by_now(rows: Iterable[Duty]) -> Waiting:
    """Rows sorted by what time it is."""
    return sorted_by_time(rows, timezone.now())
