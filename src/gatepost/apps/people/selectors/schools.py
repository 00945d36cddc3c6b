"""Schools and classes as somebody may see them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from gatepost.apps.people.authority import reach
from gatepost.apps.people.models import Person, RoleHeld, School, SchoolClass
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.selectors import scope


def schools(by: Person, action: str = "school.see") -> QuerySet[School]:
    """The schools to which `by` may do `action`."""
    return School.objects.filter(scope.schools(reach(by, action)))


def open_schools(by: Person, action: str = "school.see") -> QuerySet[School]:
    """Those of them that are open."""
    return schools(by, action).filter(Q(closed=None) | Q(closed__gt=timezone.localdate()))


def classes(by: Person, action: str = "school.see") -> QuerySet[SchoolClass]:
    """The classes to which `by` may do `action`, with their school."""
    return SchoolClass.objects.filter(scope.of_schools(reach(by, action))).select_related("school")


def open_classes(by: Person, action: str = "school.see") -> QuerySet[SchoolClass]:
    """Those of them that are open."""
    return classes(by, action).filter(Q(closed=None) | Q(closed__gt=timezone.localdate()))


def classes_of(school: School) -> QuerySet[SchoolClass]:
    """The open classes of a school that a selector found before, with the number of their pupils as `size`."""
    today = timezone.localdate()
    now = Q(enrolments__starts__lte=today) & (Q(enrolments__ends=None) | Q(enrolments__ends__gte=today))
    rooms = school.classes.filter(Q(closed=None) | Q(closed__gt=today))
    return rooms.annotate(size=Count("enrolments", filter=now)).order_by("year_group", "name")


def staff_of(school: School) -> QuerySet[RoleHeld]:
    """Who holds which role at a school today."""
    held = school.roles.filter(holds(timezone.localdate()), person__erased_at=None)
    return held.select_related("person", "school_class", "deputises__person").order_by(
        "role", "person__family_name", "person__given_name"
    )
