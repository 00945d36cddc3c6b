"""What the demo federation holds today, in numbers."""

from __future__ import annotations

from typing import NamedTuple

from django.utils import timezone

from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.models import Account, Enrolment, Guardianship, RoleHeld, School
from gatepost.apps.people.models.dated import holds
from gatepost.demo.offices import EMPLOYED


class Counts(NamedTuple):
    """How many there are."""

    schools: int
    pupils: int
    ex_pupils: int
    staff: int
    governors: int
    helpers: int
    parents: int
    accounts: int
    entries: int


def counts() -> Counts:
    """As they are today."""
    now = holds(timezone.localdate())
    roles = RoleHeld.objects.filter(now, deputises=None)
    pupils = Enrolment.objects.filter(now).values("child").distinct()

    def holding(*names: str) -> int:
        return roles.filter(role__in=names).values("person").distinct().count()

    return Counts(
        schools=School.objects.count(),
        pupils=pupils.count(),
        ex_pupils=Enrolment.objects.exclude(child__in=pupils).values("child").distinct().count(),
        staff=holding(*EMPLOYED),
        governors=holding("governor"),
        helpers=holding("ptfa", "friend", "volunteer"),
        parents=Guardianship.objects.filter(now, child__in=pupils).values("adult").distinct().count(),
        accounts=Account.objects.filter(is_active=True).count(),
        entries=Entry.objects.count(),
    )
