"""Pupils as somebody may see them. Whom they may not see is to them as if there were no child of that id."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from gatepost.apps.people.authority import reach
from gatepost.apps.people.models import Enrolment, Guardianship, Person, School, SchoolClass
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.place import Place, Subject
from gatepost.apps.people.reach import Reach
from gatepost.apps.people.selectors import paging, scope


def pupils(by: Person, action: str = "pupil.see") -> QuerySet[Person]:
    """The children to whom `by` may do `action`: on a roll within reach, or their own."""
    far, today = reach(by, action), timezone.localdate()
    own = Q(pk__in=far.people) & Q(Exists(Enrolment.objects.filter(child=OuterRef("pk"))))
    return Person.objects.filter(scope.on_roll(far, today) | own)


def ever(by: Person, action: str = "pupil.see") -> QuerySet[Person]:
    """The same, and children off the roll where `by` may see those too: ex-pupils, and those yet to come."""
    off_roll = reach(by, "pupil.off_roll") if reach(by, action) else Reach()
    return pupils(by, action) | Person.objects.filter(scope.off_roll(off_roll, timezone.localdate()))


def ex_pupils(by: Person) -> QuerySet[Person]:
    """Children who left a school within reach and are on no roll now."""
    far, today = reach(by, "pupil.off_roll"), timezone.localdate()
    left = Enrolment.objects.filter(scope.of_schools(far), ends__lt=today).values("child")
    return Person.objects.filter(scope.off_roll(far, today), pk__in=left)


def current_pupils(
    by: Person, *, school: School | None = None, school_class: SchoolClass | None = None
) -> QuerySet[Person]:
    """The pupils of a school or class today, as far as `by` may list them; each with their enrolments as `now`."""
    far, today = reach(by, "pupil.list"), timezone.localdate()
    if far.everywhere and school is None and school_class is None:
        here = scope.on_roll(far, today)
    else:
        rolls = Enrolment.objects.filter(scope.of_schools(far), holds(today))
        rolls = rolls.filter(school=school) if school else rolls
        rolls = rolls.filter(school_class=school_class) if school_class else rolls
        here = Q(pk__in=rolls.values("child"))
    found = Person.objects.filter(here, erased_at=None)
    return found.prefetch_related(Prefetch("enrolments", enrolments_now(), to_attr="now"))


def listed(
    by: Person,
    *,
    words: str = "",
    school: School | None = None,
    school_class: SchoolClass | None = None,
    left: bool = False,
) -> QuerySet[Person]:
    """The list of pupils, or of those who left, narrowed by name, school and class."""
    if not left:
        return current_pupils(by, school=school, school_class=school_class).filter(paging.named(words))
    found = ex_pupils(by).filter(paging.named(words), erased_at=None)
    return found.filter(pk__in=school.enrolments.values("child")) if school else found


def children_of(adult: Person) -> list[Guardianship]:
    """One's own children, with where they are and who else answers for them."""
    today = timezone.localdate()
    others = Guardianship.objects.filter(holds(today)).select_related("adult")
    bonds = adult.children.filter(holds(today), child__erased_at=None).select_related("child")
    return list(
        bonds.prefetch_related(
            Prefetch("child__enrolments", enrolments_now(), to_attr="now"),
            Prefetch("child__guardians", others, to_attr="answering"),
        )
    )


def enrolments_now() -> QuerySet[Enrolment]:
    """Where children are on the roll today, with school and class."""
    return Enrolment.objects.filter(holds(timezone.localdate())).select_related("school", "school_class")


def last_enrolment(child: Person) -> Enrolment | None:
    """Where a child is, or was last, on a roll."""
    return child.enrolments.order_by("-starts", "-id").first()


def file_of(child: Person) -> Subject:
    """Whose the child's file is: the schools where they are on the roll, else the school that they left last."""
    if child.enrolments.filter(holds(timezone.localdate())).exists():
        return child
    return last_enrolment(child) or child


@dataclass(frozen=True)
class Family:
    """A child and an adult who answers for them, for authority to judge by: nobody changes their own family."""

    child: Person
    adult: Person

    def place(self) -> Place:
        """The school of the child's file, and both people."""
        return Place(schools=file_of(self.child).place().schools, people=frozenset({self.child.pk, self.adult.pk}))


@dataclass(frozen=True)
class PupilEntry:
    """A child: where they are and have been, and who answers for them."""

    child: Person
    enrolments: list[Enrolment]
    guardians: list[Guardianship]
    today: date = field(default_factory=timezone.localdate)

    @property
    def now(self) -> list[Enrolment]:
        """On which rolls they are today."""
        return [one for one in self.enrolments if one.holds(self.today)]

    @property
    def others(self) -> list[Enrolment]:
        """Where they were, and where they will be."""
        return [one for one in self.enrolments if not one.holds(self.today)]

    def place(self) -> Place:
        """The schools of the child's file, and the child."""
        where = self.now or self.enrolments[:1]
        return Place(schools=frozenset(one.school_id for one in where), people=frozenset({self.child.pk}))


def entry(child: Person) -> PupilEntry:
    """The entry of a child whom a selector found before: two queries."""
    today = timezone.localdate()
    enrolments = child.enrolments.select_related("school", "school_class").order_by("-starts", "-id")
    guardians = child.guardians.exclude(ends__lt=today).select_related("adult")
    return PupilEntry(child, list(enrolments), list(guardians), today)
