"""The people within somebody's reach, as a condition of one query: `Person.place` said in SQL."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from gatepost.apps.people.models import Enrolment, Guardianship, RoleHeld
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.reach import Reach


def people_within(reach: Reach) -> Q:
    """Those people whose place the reach covers today."""
    return _covered(reach) & ~Q(pk__in=reach.but_not)


def _covered(reach: Reach) -> Q:
    if reach.everywhere:
        return Q()
    now = holds(timezone.localdate())
    here = Q(now, school__in=reach.schools)
    children = Enrolment.objects.filter(here).values("child")
    return (
        Q(pk__in=reach.people)
        | Q(kept_by__in=reach.schools)
        | Q(pk__in=RoleHeld.objects.filter(here).values("person"))
        | Q(pk__in=children)
        | Q(pk__in=Guardianship.objects.filter(now, child__in=children).values("adult"))
    )
