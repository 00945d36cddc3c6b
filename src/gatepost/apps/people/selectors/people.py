"""Adults as somebody may see them. Whom they may not see is to them as if there were nobody of that id."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from gatepost.apps.people.authority import reach
from gatepost.apps.people.models import Absence, Enrolment, Guardianship, Person, RoleHeld, School
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.place import Place
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.selectors import paging, scope
from gatepost.apps.people.selectors.within import people_within


def adults(by: Person, action: str) -> QuerySet[Person]:
    """The adults to whom `by` may do `action`."""
    return Person.objects.filter(people_within(reach(by, action)), scope.grown_up())


def listed(by: Person, *, words: str = "", school: School | None = None, role: str = "") -> QuerySet[Person]:
    """The list of people, narrowed by name, school and role; each with the roles they hold today as `now`."""
    found = adults(by, "person.list").filter(paging.named(words), erased_at=None)
    if school or role:
        found = found.filter(pk__in=_in_role(by, school, role))
    return found.prefetch_related(Prefetch("roles", roles_now(), to_attr="now"))


def answering(by: Person, among: list[Person]) -> frozenset[UUID]:
    """Those of these adults of whom `by` may know that they answer for a child of the schools."""
    rolls = Enrolment.objects.filter(scope.of_schools(reach(by, "family.see")), holds(timezone.localdate()))
    bonds = Guardianship.objects.filter(holds(timezone.localdate()), adult__in=among, child__in=rolls.values("child"))
    return frozenset(bonds.values_list("adult", flat=True))


def roles_now(day: date | None = None) -> QuerySet[RoleHeld]:
    """The roles held on a day, with their school and class."""
    today = RoleHeld.objects.filter(holds(day or timezone.localdate()))
    return today.select_related("school", "school_class").order_by("school__name", "role")


def roles_on(person: Person, day: date) -> QuerySet[RoleHeld]:
    """The roles that somebody held on a day."""
    return roles_now(day).filter(person=person).select_related("deputises__person")


def roles_of(by: Person, person: Person, action: str) -> QuerySet[RoleHeld]:
    """The roles of a person to which `by` may do `action`: those of the schools within reach."""
    held = RoleHeld.objects.filter(scope.of_schools(reach(by, action)), person=person)
    return held.select_related("school", "school_class", "person")


def principals(by: Person, person: Person) -> QuerySet[RoleHeld]:
    """The roles for which `by` may name this person as a deputy: those that others turn to, held now or from later on."""
    demanding = [role.id for role in in_force().roles.values() if role.second_factor]
    lasting = RoleHeld.objects.filter(scope.of_schools(reach(by, "deputy.name")), deputises=None, role__in=demanding)
    lasting = lasting.filter(person__erased_at=None).exclude(ends__lt=timezone.localdate()).exclude(person=person)
    return lasting.select_related("person", "school").order_by("role", "school__name", "person__family_name")


def _in_role(by: Person, school: School | None, role: str) -> QuerySet[RoleHeld, object]:
    held = RoleHeld.objects.filter(scope.of_schools(reach(by, "person.list")), holds(timezone.localdate()))
    held = held.filter(school=school) if school else held
    return (held.filter(role=role) if role else held).values("person")


@dataclass(frozen=True)
class Entry:
    """All that an adult is to the schools: several things at once, some of them."""

    person: Person
    roles: list[RoleHeld]
    absences: list[Absence]
    children: list[Guardianship]
    today: date = field(default_factory=timezone.localdate)

    @property
    def now(self) -> list[RoleHeld]:
        """Roles held today."""
        return [held for held in self.roles if held.holds(self.today)]

    @property
    def coming(self) -> list[RoleHeld]:
        """Roles that begin later."""
        return [held for held in self.roles if held.starts > self.today]

    @property
    def earlier(self) -> list[RoleHeld]:
        """Roles that are over, the last first."""
        over = [held for held in self.roles if held.ends is not None and held.ends < self.today]
        return sorted(over, key=lambda held: held.starts, reverse=True)

    @property
    def away(self) -> Absence | None:
        """The absence of today, if they are away."""
        return next((one for one in self.absences if one.holds(self.today)), None)

    def place(self) -> Place:
        """The person's place, from what has been read already."""
        schools = {held.school_id for held in self.now} | {self.person.kept_by_id}
        schools |= {on.school_id for bond in self.children for on in _rolls(bond.child)}
        return Place(schools=frozenset(schools - {None}), people=frozenset({self.person.pk}))  # type: ignore[arg-type]


def entry(person: Person) -> Entry:
    """The entry of somebody whom a selector found before: four queries."""
    today = timezone.localdate()
    roles = person.roles.select_related("school", "school_class", "deputises__person").prefetch_related(
        Prefetch("deputies", RoleHeld.objects.exclude(ends__lt=today).select_related("person"), to_attr="standing_in")
    )
    here = Enrolment.objects.filter(holds(today)).select_related("school", "school_class")
    bonds = person.children.filter(holds(today)).select_related("child")
    children = bonds.prefetch_related(Prefetch("child__enrolments", here, to_attr="now"))
    absences = person.absences.exclude(ends__lt=today)
    return Entry(person, list(roles), list(absences), list(children), today)


def _rolls(child: Person) -> list[Enrolment]:
    found: list[Enrolment] = child.now  # type: ignore[attr-defined]
    return found
