"""What comes round by itself: duties that are late are passed on, and those of a new school year are raised."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gatepost.apps.duties import raising
from gatepost.apps.duties.asked import Asked
from gatepost.apps.duties.models import Barred, Duty, Owing
from gatepost.apps.duties.services import happened, tell_of
from gatepost.apps.ledger.models import subject
from gatepost.apps.ledger.services import Happened, record_many
from gatepost.apps.notices import services as notices
from gatepost.apps.people.authority import Leave, require
from gatepost.apps.people.models import Person, RoleHeld
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.models.person import the_site
from gatepost.apps.people.policy import in_force

MOST = 200  # duties in one transaction
_SEPTEMBER = 9


def sweep(most: int = MOST) -> int:
    """Pass on duties that are late; how many. Call again until there are none. Any number of workers may, side by side."""
    with transaction.atomic():
        leave, now = require(the_site(), "duty.keep"), timezone.now()
        late = Duty.objects.filter(state=Duty.State.OPEN, next_at__lte=now).order_by("next_at", "id")
        duties = list(late.select_for_update(skip_locked=True)[:most])
        if duties:
            _pass_on(duties, leave, now)
    return len(duties)


def _pass_on(duties: list[Duty], leave: Leave, now: datetime) -> None:
    asked, before, barred, theirs = Asked(), *_rows_of(duties)
    gone = _gone(theirs, now.date())
    kept, dropped = [], []
    for duty in duties:
        if theirs.get(duty.pk) in gone:
            dropped.append(duty)
            continue
        one = raising.Raised(duty)
        raising.pass_on(one, before.get(duty.pk, ()), barred.get(duty.pk, ()), asked, now)
        kept.append(one)
    for duty in dropped:
        duty.state, duty.done_at, duty.next_at = Duty.State.DROPPED, now, None
        notices.over(subject("duty", duty.pk))
    Duty.objects.bulk_update(duties, ["step", "alarmed", "next_at", "state", "done_at"])
    Owing.objects.bulk_create(row for one in kept for row in one.owing)
    for one in kept:
        tell_of(one)
    entries = [_passed(one, secret=one.duty.pk in barred) for one in kept]
    entries += [_said("duty_dropped", duty, secret=duty.pk in barred) for duty in dropped]
    record_many(entries, by=the_site().pk, leave=leave)


def _rows_of(duties: list[Duty]) -> tuple[dict[UUID, list[str]], dict[UUID, set[UUID]], dict[UUID, UUID]]:
    """Which roles were asked before, who must not see it, and who owes it alone."""
    before: dict[UUID, list[str]] = {}
    theirs: dict[UUID, UUID] = {}
    for key, role, person in Owing.objects.filter(duty__in=duties).values_list("duty_id", "role", "person_id"):
        before.setdefault(key, []).append(role)
        if person is not None:
            theirs[key] = person
    barred: dict[UUID, set[UUID]] = {}
    for key, person in Barred.objects.filter(duty__in=duties).values_list("duty_id", "person_id"):
        barred.setdefault(key, set()).add(person)
    return before, barred, theirs


def _gone(theirs: dict[UUID, UUID], today: date) -> set[UUID]:
    """Those who owe something alone and hold no role any more."""
    people = set(theirs.values())
    return (
        people - set(_bound(today).filter(person__in=people).values_list("person_id", flat=True)) if people else set()
    )


def _passed(one: raising.Raised, *, secret: bool) -> Happened:
    if one.duty.alarmed:
        return _said("duty_alarmed", one.duty, secret=secret)
    return _said("duty_passed_on", one.duty, secret=secret, roles=", ".join(one.asked))


def _said(event: str, duty: Duty, *, secret: bool, **says: str) -> Happened:
    return Happened(event, subject("duty", duty.pk), {"kind": "–" if secret else duty.kind, **says})


def raise_yearly(most: int = MOST) -> int:
    """Raise what everybody owes once, and with each school year; how many duties. Call again until there are none.

    Read off who holds a role today, so that nobody is forgotten whose beginning nothing told of.
    """
    today = timezone.localdate()
    year = today.year if today.month >= _SEPTEMBER else today.year - 1
    raised = 0
    for event in in_force().happenings:
        if event.comes_round:
            mark = f"/{year}" if event.comes_round == "yearly" else ""
            raised += _raise_for(_without(event.id, mark, today)[:most], event.id, mark)
    return raised


def _without(event: str, mark: str, today: date) -> list[Person]:
    """Those who owe what this raises and of whom it was not raised yet."""
    names = tuple(name for duty in in_force().duties if event in duty.raised_by for name in duty.owes)
    rows = Duty.objects.filter(happening=event, cause__endswith=mark).values_list("cause", flat=True)
    asked = {cause.removesuffix(mark).partition(":")[2] for cause in rows}
    held = _bound(today).filter(role__in=in_force().roles_named(names)).values_list("person_id", flat=True)
    wanted = [key for key in dict.fromkeys(held) if str(key) not in asked]
    return list(Person.objects.filter(pk__in=wanted[:MOST], erased_at=None).order_by("pk"))


def _raise_for(people: Iterable[Person], event: str, mark: str) -> int:
    raised = 0
    with transaction.atomic():
        leave = require(the_site(), "duty.keep")
        for person in people:
            cause = f"{event}:{person.pk}{mark}"
            raised += len(happened(event, by=the_site(), leave=leave, cause=cause, owed_by=person))
    return raised


def _bound(today: date) -> QuerySet[RoleHeld]:
    """Roles held today by those whom the policy binds."""
    roles = [role.id for role in in_force().roles.values() if role.bound]
    return RoleHeld.objects.filter(holds(today), role__in=roles, person__erased_at=None).order_by("person_id")
