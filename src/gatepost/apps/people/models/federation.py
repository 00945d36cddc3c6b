"""The federation, its schools and their classes."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.place import Place


def some_count() -> int:
    """Where a new federation's count begins: nowhere in particular, so that one set up anew is not taken for the old."""
    return secrets.randbelow(2**31)


class Federation(models.Model):
    """The federation itself: one row, which setting up makes."""

    name = models.CharField(max_length=200)
    brand_names = models.JSONField("names that people write", default=list, blank=True)
    web_domains = models.JSONField(default=list, blank=True)
    email_domains = models.JSONField(default=list, blank=True)
    acceptable_use_policy = models.URLField(blank=True)
    telephones = models.JSONField(default=list, blank=True)
    suitable_hosts = models.JSONField(default=list, blank=True)
    handles = models.JSONField(default=list, blank=True)
    colour = models.CharField(max_length=7, blank=True)  # "#1d4a39"; empty means our own
    crest = models.ImageField(upload_to="crest", blank=True)
    roll_changed = models.BigIntegerField(default=some_count)  # moves, so that every process knows its index is stale
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.CheckConstraint(name="people_federation_is_one", condition=models.Q(pk=1)),)

    def __str__(self) -> str:
        return self.name

    def place(self) -> Place:
        """Above all schools."""
        return Place()


class School(models.Model):
    """A school of the federation, by the code that its roll uses."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100, blank=True)
    source_id = models.CharField(max_length=200, blank=True, db_index=True)  # as the school's own system calls it
    closed = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def place(self) -> Place:
        """Itself."""
        return Place(schools=frozenset({self.pk}))


class SchoolClass(models.Model):
    """A class: a room full of children for a school year."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="classes")
    name = models.CharField(max_length=60)
    year_group = models.CharField(max_length=10, blank=True)
    source_id = models.CharField(max_length=200, blank=True, db_index=True)
    closed = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("school", "name")
        constraints = (
            models.UniqueConstraint(
                name="people_class_named_once",
                fields=("school", "name"),
                violation_error_message=_("The school has a class of that name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def place(self) -> Place:
        """Its school."""
        return Place(schools=frozenset({self.school_id}))
