"""Who is away, and when. Why is not asked."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Absence, Person
from gatepost.apps.people.models.person import SYSTEM_ID
from gatepost.apps.people.services.people import not_erased
from gatepost.apps.people.services.revising import keep, locked


def record(*, by: Person, person: Person, starts: date, ends: date | None = None) -> Absence:
    """Record that somebody is away; without a last day, until they are back."""
    with transaction.atomic():
        leave = require(by, "absence.record", person)
        not_erased(locked(person))
        if starts < timezone.localdate() and by.pk != SYSTEM_ID:
            problem = _("Away from today or later: who stood in for whom before today stays as it was.")
            raise ValidationError({"starts": problem})
        _not_by_who_stands_in(by, person)
        _not_away_twice(person, starts, ends)
        absence = keep(Absence(person=person, starts=starts, ends=ends))
        says = {"starts": starts.isoformat(), "ends": ends.isoformat() if ends else ""}
        ledger.record("absence_recorded", by=by.pk, leave=leave, subject=subject("person", person.pk), says=says)
    return absence


def cancel(*, by: Person, absence: Absence) -> None:
    """They are back, or never went: the days from today on are taken out."""
    with transaction.atomic():
        leave = require(by, "absence.record", absence.person)
        current = locked(absence)
        today = timezone.localdate()
        if current.ends is not None and current.ends < today:
            raise ValidationError(_("That absence is over; it stays as it was."))
        if current.starts >= today:
            current.delete()
        else:
            current.ends = today - timedelta(days=1)
            current.version += 1
            keep(current)
        key = subject("person", absence.person_id)
        ledger.record("absence_cancelled", by=by.pk, leave=leave, subject=key, says={"on": today.isoformat()})


def _not_by_who_stands_in(by: Person, person: Person) -> None:
    """Nobody puts themselves into another's role by saying that the other is away."""
    lasting = Q(ends__isnull=True) | Q(ends__gte=timezone.localdate())
    if by.pk != person.pk and person.pk in by.roles.filter(lasting).values_list("deputises__person", flat=True):
        raise ValidationError(_("You stand in for them then, so somebody else says that they are away."))


def _not_away_twice(person: Person, starts: date, ends: date | None) -> None:
    until = Q() if ends is None else Q(starts__lte=ends)
    if person.absences.filter(until, Q(ends__isnull=True) | Q(ends__gte=starts)).exists():
        raise ValidationError({"starts": _("They are down as away on some of these days already.")})
