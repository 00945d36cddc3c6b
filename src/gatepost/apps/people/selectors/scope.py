"""How far somebody's leave goes, as conditions of a query: nothing of the schools is read without one."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from gatepost.apps.people.models import Enrolment, Guardianship, RoleHeld
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.reach import Reach


def schools(reach: Reach) -> Q:
    """Schools within reach."""
    return Q() if reach.everywhere else Q(pk__in=reach.schools)


def of_schools(reach: Reach) -> Q:
    """What belongs to schools within reach, by its field `school`."""
    return Q() if reach.everywhere else Q(school__in=reach.schools)


def grown_up() -> Q:
    """People who are more than a child on a roll."""
    child = Exists(Enrolment.objects.filter(child=OuterRef("pk")))
    adult = Exists(RoleHeld.objects.filter(person=OuterRef("pk")))
    parent = Exists(Guardianship.objects.filter(adult=OuterRef("pk")))
    return ~Q(child) | Q(adult) | Q(parent)


def on_roll(reach: Reach, day: date) -> Q:
    """Children on the roll of a school within reach on that day: quick for one child, or for every child there is."""
    return Q(Exists(Enrolment.objects.filter(of_schools(reach), holds(day), child=OuterRef("pk"))))


def off_roll(reach: Reach, day: date) -> Q:
    """Children who are on no roll that day, but have been, or will be, on one within reach."""
    ever = Enrolment.objects.filter(of_schools(reach), child=OuterRef("pk"))
    return Q(Exists(ever)) & ~Q(Exists(Enrolment.objects.filter(holds(day), child=OuterRef("pk"))))
