"""A person, whoever they are to the schools."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.utils import timezone

from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.place import Place

SYSTEM_ID = uuid.UUID(int=0)


class Person(models.Model):
    """Somebody: what they are to the schools is told by roles held, enrolments and guardianships."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=20, blank=True)
    given_name = models.CharField("first name", max_length=100)
    family_name = models.CharField("surname", max_length=100, blank=True)
    known_as = models.CharField("name they go by", max_length=100, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ("family_name", "given_name", "id")
        indexes = (models.Index(fields=("family_name", "given_name"), name="people_person_by_name"),)
        verbose_name_plural = "people"

    def __str__(self) -> str:
        """The id, not the name: what is printed may end in a log."""
        return f"person {self.pk}"

    @property
    def full_name(self) -> str:
        """As on a list: `Rowena Hill`."""
        return f"{self.known_as or self.given_name} {self.family_name}".strip()

    @property
    def polite_name(self) -> str:
        """As one speaks to an adult: `Ms Hill`; without a title the full name."""
        return f"{self.title} {self.family_name}" if self.title and self.family_name else self.full_name

    def place(self, on: date | None = None) -> Place:
        """The schools of their roles, enrolments and children on that day (today, if none is given), and themselves."""
        now = holds(on or timezone.localdate())
        schools = set(self.roles.filter(now).values_list("school_id", flat=True))
        schools.update(self.enrolments.filter(now).values_list("school_id", flat=True))
        of_children = models.Q(child__in=self.children.filter(now).values("child")) & now
        schools.update(self.enrolments.model.objects.filter(of_children).values_list("school_id", flat=True))
        return Place(schools=frozenset(schools - {None}), people=frozenset({self.pk}))


class ExternalId(models.Model):
    """What another system calls a person, so that the same row of the same file finds the same person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="external_ids")
    system = models.SlugField(max_length=40)  # "oneroster", "pupils-csv"
    value = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(name="people_external_id_once", fields=("system", "value")),)
