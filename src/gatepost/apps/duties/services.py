"""What is owed is raised by what happens, done by a person or by what happens next, and passed on when it is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.duties import raising, selectors
from gatepost.apps.duties.asked import Asked
from gatepost.apps.duties.models import Barred, Duty, Owing, Told
from gatepost.apps.duties.telling import may_tell
from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.notices import services as notices
from gatepost.apps.people.authority import Leave, Refused, require
from gatepost.apps.people.models import Person, School
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.services.revising import locked


def happened(  # noqa: PLR0913 (what happened, and who must never see what comes of it)
    event: str,
    *,
    by: Person,
    leave: Leave,
    cause: str,
    school: School | None = None,
    owed_by: Person | None = None,
    roles: Iterable[str] = (),
    subjects: Iterable[UUID] = (),
    when: datetime | None = None,
    clauses: Iterable[str] = (),
) -> list[Duty]:
    """Raise what the policy says is owed when this happens, once for each `cause`; in the caller's transaction.

    It is owed by one person alone, by these `roles` (or groups of roles), or by those whom the policy names. `subjects`
    never see it. LookupError for what the policy does not know to happen.
    """
    policy, now, asked, barred = in_force(), when or timezone.now(), Asked(), tuple(dict.fromkeys(subjects))
    if event not in policy.happening_by_id:
        raise LookupError(f"the policy knows of nothing called {event}")
    there = set(Duty.objects.filter(cause=cause).values_list("kind", flat=True))
    found = []
    for owed in (one for one in policy.duties if event in one.raised_by and one.id not in there):
        duty = raising.raised(owed, event, cause, school.pk if school else None, now, asked)
        if owed_by is not None:
            found.append(raising.Raised(duty, [Owing(duty=duty, person=owed_by)], [owed_by]))
        else:
            named = policy.roles_named(tuple(roles) or owed.owes)
            found.append(raising.first_asked(duty, named, barred, asked, now))
    _keep(found, barred)
    for one in found:
        under = replace(leave, clauses=(*leave.clauses, *clauses, *(() if barred else (one.duty.clause,))))
        _write_down("duty_raised", one.duty, by, under, secret=bool(barred), due=_told(one.duty.due_at))
        if one.duty.alarmed:
            _write_down("duty_alarmed", one.duty, by, under, secret=bool(barred))
    return [one.duty for one in found]


def settle(cause: str, *, by: Person, leave: Leave) -> int:
    """What was owed because of it is done by what has happened now; how much that was. In the caller's transaction."""
    return _close(cause, by, leave, Duty.State.DONE)


def drop(cause: str, *, by: Person, leave: Leave) -> int:
    """What was owed because of it is owed no longer; how much that was. In the caller's transaction."""
    return _close(cause, by, leave, Duty.State.DROPPED)


def do(*, by: Person, duty: Duty) -> Duty:
    """Say that it is done. Refused for a duty that is not asked of them; some are done by what the site sees alone."""
    with transaction.atomic():
        leave = require(by, "duty.do")  # of whom this one is asked, the selectors say
        current = locked(duty)
        if not selectors.seen(by).filter(pk=current.pk).exists():
            raise Refused("duty.do", hidden=True)
        if current.state != Duty.State.OPEN:
            raise ValidationError(_("This has been done already, or is no longer owed."))
        if not selectors.owed(by).filter(pk=current.pk).exists():
            raise ValidationError(_("This is not asked of you. Whoever owes it says that it is done."))
        if current.by_event:
            raise ValidationError(_("This is done once it is answered, not by saying so."))
        _end(current, Duty.State.DONE)
        secret = current.barred.exists()
        under = leave if secret else replace(leave, clauses=(*leave.clauses, current.clause))
        _write_down("duty_done", current, by, under, secret=secret)
    return current


def tell(*, by: Person, happening: str, school: School, about: Person | None = None) -> Told:
    """Tell that something has happened. Those who must act are asked at once, but never the one whom it is about."""
    event = in_force().happening_by_id.get(happening)
    if event is None or not event.told_by:
        raise LookupError(f"nobody tells of {happening}")
    with transaction.atomic():
        leave = require(by, "duty.tell", school)
        if event not in may_tell(by):
            raise ValidationError(_("Somebody in another role tells of this. Speak to the school office."))
        told = Told.objects.create(
            pk=uuid4(),
            happening=happening,
            by=by,
            about=about if event.about else None,
            school=school,
            at=timezone.now(),
        )
        cause, subjects = subject("told", told.pk), (told.about_id,) if told.about_id else ()
        happened(happening, by=by, leave=leave, cause=cause, school=school, subjects=subjects, when=told.at)
        says = {"happening": "–" if subjects else happening, "school": school.code}
        ledger.record("happening_told", by=by.pk, leave=leave, subject=cause, says=says)
    return told


def _close(cause: str, by: Person, leave: Leave, state: Duty.State) -> int:
    rows = list(Duty.objects.select_for_update().filter(cause=cause, state=Duty.State.OPEN).order_by("id"))
    for duty in rows:
        _end(duty, state)
        secret = duty.barred.exists()
        _write_down("duty_done" if state == Duty.State.DONE else "duty_dropped", duty, by, leave, secret=secret)
    return len(rows)


def _end(duty: Duty, state: Duty.State) -> None:
    duty.state, duty.done_at, duty.next_at = state, timezone.now(), None
    duty.save(update_fields=["state", "done_at", "next_at"])
    notices.over(subject("duty", duty.pk))


def _keep(found: list[raising.Raised], barred: tuple[UUID, ...]) -> None:
    Duty.objects.bulk_create(one.duty for one in found)
    Owing.objects.bulk_create(row for one in found for row in one.owing)
    Barred.objects.bulk_create(Barred(duty=one.duty, person_id=key) for one in found for key in barred)
    for one in found:
        tell_of(one)


def tell_of(one: raising.Raised) -> None:
    """A notice to those who are asked now; an alarm says so."""
    duty, about = one.duty, subject("duty", one.duty.pk)
    category, urgent = ("alarm", True) if duty.alarmed else (duty.notice, duty.urgent)
    notices.notify(to=one.tell, category=category, about=about, key=f"{about}/{duty.step}", urgent=urgent)


def _write_down(event: str, duty: Duty, by: Person, leave: Leave, *, secret: bool, **says: str) -> None:
    """What is about somebody is told of without a word on what it is: they may read the ledger."""
    kind = "–" if secret else duty.kind
    ledger.record(event, by=by.pk, leave=leave, subject=subject("duty", duty.pk), says={"kind": kind, **says})


def _told(when: datetime | None) -> str:
    return when.isoformat(timespec="minutes") if when else ""
