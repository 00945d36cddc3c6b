"""Roles held from a day to a day, deputies, and absences."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from gatepost.apps.people.models.dated import Dated
from gatepost.apps.people.models.federation import School, SchoolClass
from gatepost.apps.people.models.person import Person
from gatepost.apps.people.place import Place


class RoleHeld(Dated):
    """A role of the policy, held in one school, or in the whole federation where no school is named."""

    class Source(models.TextChoices):
        """Where it comes from: an import and a sign-in take only what they gave themselves."""

        HAND = "hand", "given here"
        IMPORT = "import", "imported"
        GROUP = "group", "from a group at sign-in"

    class When(models.TextChoices):
        """When a deputy's role counts."""

        ALWAYS = "always", "at any time"
        AWAY = "away", "while the other is away"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.SlugField(max_length=60)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="roles")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="roles")
    title = models.CharField(max_length=100, blank=True)  # "Teacher 4J"
    deputises = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="deputies")
    counts = models.CharField(max_length=10, choices=When, default=When.ALWAYS)
    source = models.CharField(max_length=10, choices=Source, default=Source.HAND)
    system = models.SlugField(max_length=40, blank=True)  # of an imported one: which system's files it came from
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)  # when the site came to know of it

    class Meta(Dated.Meta):
        ordering = ("role", "starts", "id")
        indexes = (models.Index(fields=("role", "school"), name="people_role_by_school"),)

    def __str__(self) -> str:
        return f"role {self.pk}"

    def place(self) -> Place:
        """Its school, and who holds it."""
        schools = frozenset({self.school_id}) if self.school_id else frozenset()
        return Place(schools=schools, people=frozenset({self.person_id}))


class Absence(Dated):
    """A person is away; why is nobody's business here."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")

    class Meta(Dated.Meta):
        ordering = ("starts",)

    def __str__(self) -> str:
        return f"absence {self.pk}"

    def place(self) -> Place:
        """Whoever is away."""
        return self.person.place()
