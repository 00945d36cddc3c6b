"""A person, whoever they are to the schools."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.utils import timezone

from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.models.federation import School
from gatepost.apps.people.models.folded import FoldedName
from gatepost.apps.people.place import Place

SYSTEM_ID = uuid.UUID(int=0)  # the site itself, at its own jobs; it needs no row


class Person(models.Model):
    """Somebody: what they are to the schools is told by roles held, enrolments and guardianships."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=20, blank=True)
    given_name = models.CharField("first name", max_length=100)
    family_name = models.CharField("surname", max_length=100, blank=True)
    known_as = models.CharField("name they go by", max_length=100, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    kept_by = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="kept")
    folded = FoldedName(max_length=320, editable=False, default="")
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ("family_name", "given_name", "id")
        indexes = (
            models.Index(fields=("family_name", "given_name", "id"), name="people_person_by_name"),
            models.Index(fields=("folded", "id"), name="people_person_by_folded_name"),
        )
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
        """The schools of their roles, enrolments and children on that day (today, if none is given), the school that
        keeps an adult's entry, and themselves.
        """
        now = holds(on or timezone.localdate())
        of_children = models.Q(child__in=self.children.filter(now).order_by().values("child")) & now
        held = (
            self.roles.filter(now),
            self.enrolments.filter(now),
            self.enrolments.model.objects.filter(of_children),
        )
        first, *others = (rows.order_by().values_list("school_id", flat=True) for rows in held)
        schools = {*first.union(*others), self.kept_by_id} - {None}
        return Place(schools=frozenset(schools), people=frozenset({self.pk}))


def the_site() -> Person:
    """The site itself, as whoever does its own jobs: imports, sign-in, setting up."""
    return Person(pk=SYSTEM_ID, given_name="The site")


class ExternalId(models.Model):
    """What another system calls a person, so that the same row of the same file finds the same person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="external_ids")
    system = models.SlugField(max_length=40)  # "oneroster", "pupils-csv"
    value = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(name="people_external_id_once", fields=("system", "value")),)
