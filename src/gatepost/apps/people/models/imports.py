"""What reading people in from files leaves behind."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models.federation import School
from gatepost.apps.people.models.person import Person
from gatepost.apps.people.place import Place


class Kind(models.TextChoices):
    """What a file holds."""

    ONEROSTER = "oneroster", _("OneRoster (a zip of CSV files)")
    PUPILS = "pupils", _("pupils")
    CONTACTS = "contacts", _("parents and carers")
    STAFF = "staff", _("staff, governors and helpers")


class LegacyConsent(models.Model):
    """A photo consent as the old system had it. It says neither channel nor date, so the checker never counts it (SU-4a)."""

    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="legacy_consents")
    words = models.CharField(max_length=200)
    system = models.SlugField(max_length=40)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ("-imported_at", "-id")

    def __str__(self) -> str:
        return f"legacy consent {self.pk}"

    def place(self) -> Place:
        """The child's."""
        return self.child.place()


class SavedMapping(models.Model):
    """Which column of a file is what, under a name, so that next term's file is read the same way."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    columns = models.JSONField(default=dict)  # {"first": "Legal Forename"}
    school = models.ForeignKey(School, on_delete=models.CASCADE, null=True, blank=True, related_name="mappings")
    system = models.SlugField(max_length=30)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return f"mapping {self.pk}"


class Upload(models.Model):
    """A file that somebody is about to read in. It lies in the data folder until they have decided, a day at most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="uploads")
    kind = models.CharField(max_length=10, choices=Kind)
    file_name = models.CharField(max_length=120)  # as the browser told it, to be shown and for nothing else
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    school = models.ForeignKey(School, on_delete=models.CASCADE, null=True, blank=True, related_name="uploads")
    system = models.SlugField(max_length=30, blank=True)
    whole = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"upload {self.pk}"

    def place(self) -> Place:
        """Whoever sent it."""
        return Place(people=frozenset({self.by_id}))
