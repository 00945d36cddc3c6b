"""What is somebody's own: their roles and their children today."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from gatepost.apps.people.models import Enrolment, Person, RoleHeld, School, SchoolClass
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.standing import Held, standing


@dataclass(frozen=True)
class OwnRole:
    """A role of one's own: what it is called there, its title in the policy, its school unless it is for all, its class."""

    called: str
    title: str
    held: Held
    school: School | None
    room: SchoolClass | None


def roles_of(person: Person) -> list[OwnRole]:
    """The roles that count today."""
    held, titles = standing(person).roles, in_force().roles
    known = RoleHeld.objects.filter(holds(timezone.localdate()), person=person).select_related("school", "school_class")
    rows = {(row.role, row.school_id, row.school_class_id, row.starts): row for row in known} if held else {}
    return [
        OwnRole(row.title, titles[one.role].title, one, row.school, row.school_class)
        for one in held
        for row in [rows.get((one.role, one.school, one.school_class, one.since))]
        if row and one.role in titles
    ]


def children_of(person: Person) -> list[Person]:
    """The children that they answer for, each with `at`: where it is on the roll today."""
    if not standing(person).children:
        return []
    rolls = Enrolment.objects.filter(holds(timezone.localdate())).select_related("school", "school_class")
    found = Person.objects.filter(pk__in=standing(person).children, erased_at=None)
    return list(found.prefetch_related(Prefetch("enrolments", queryset=rolls, to_attr="at")))


def schools_of(roles: list[OwnRole], children: list[Person]) -> frozenset[int]:
    """The schools of their roles and their children; all of them for whoever belongs to none."""
    own = {role.held.school for role in roles if role.held.school}
    own |= {roll.school_id for child in children for roll in child.at}  # type: ignore[attr-defined]
    return frozenset(own or School.objects.values_list("pk", flat=True))
