"""Pupils, and the adults who answer for them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models.dated import Dated
from gatepost.apps.people.models.federation import School, SchoolClass
from gatepost.apps.people.models.person import Person
from gatepost.apps.people.place import Place


class Enrolment(Dated):
    """A child on the roll of a school, in a class. Moving class ends one and begins another; leaving ends the last."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="enrolments")
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="enrolments"
    )
    year_group = models.CharField(max_length=10, blank=True)

    class Meta(Dated.Meta):
        ordering = ("starts", "id")
        indexes = (models.Index(fields=("school", "ends"), name="people_roll_of_school"),)
        constraints = (
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="people_on_a_roll_once",
                fields=("child", "school"),
                condition=models.Q(ends__isnull=True),
                violation_error_message=_("This child is on the roll of that school already."),
            ),
        )

    def __str__(self) -> str:
        return f"enrolment {self.pk}"

    def place(self) -> Place:
        """Its school, and the child."""
        return Place(schools=frozenset({self.school_id}), people=frozenset({self.child_id}))


class Guardianship(Dated):
    """An adult who answers for a child. Only one with parental responsibility may consent to anything."""

    adult = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guardians")
    relation = models.CharField(max_length=60, blank=True)
    parental_responsibility = models.BooleanField(default=False)
    contact_order = models.PositiveSmallIntegerField(default=1)
    system = models.SlugField(max_length=40, blank=True)  # of an imported one: which system's files it came from

    class Meta(Dated.Meta):
        ordering = ("contact_order", "id")
        constraints = (
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="people_guardian_once",
                fields=("adult", "child"),
                condition=models.Q(ends__isnull=True),
                violation_error_message=_("This adult stands at the child's entry already."),
            ),
            models.CheckConstraint(
                name="people_nobody_is_their_own_guardian",
                condition=~models.Q(adult=models.F("child")),
                violation_error_message=_("Nobody answers for themselves."),
            ),
        )

    def __str__(self) -> str:
        return f"guardianship {self.pk}"

    def place(self) -> Place:
        """The child's schools, and both people."""
        return Place(schools=self.child.place().schools, people=frozenset({self.adult_id, self.child_id}))
