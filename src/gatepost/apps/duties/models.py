"""A duty that somebody owes, who has been asked for it so far, and the days on which there is school."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Person, School
from gatepost.apps.people.models.dated import Dated
from gatepost.apps.people.place import Place


class Duty(models.Model):
    """Something owed because of something that happened. It keeps the policy's words, so that it outlives their version."""

    class State(models.TextChoices):
        """What has become of it."""

        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("no longer owed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(max_length=60, db_index=False)  # of the pack: "doubt_answered"
    clause = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    what = models.CharField(max_length=600)
    within = models.CharField(max_length=30)
    then = models.JSONField(default=list)  # the names of those who are asked next, a step each
    policy = models.CharField(max_length=64)
    happening = models.SlugField(max_length=60, db_index=False)  # of the pack: "question_asked"
    cause = models.CharField(max_length=120)  # what it is about, as the ledger names it: "question:…"
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="duties")
    urgent = models.BooleanField(default=False)
    notice = models.SlugField(max_length=20, db_index=False)  # all that a letter says of it
    by_event = models.BooleanField(default=False)  # done by what the site sees done, not by saying so
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)  # when others are asked, unless it is done by then
    step = models.PositiveSmallIntegerField(default=0)  # how often others were asked
    alarmed = models.BooleanField(default=False)  # nobody was left to ask
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due_at", "raised_at", "id")
        verbose_name_plural = "duties"
        constraints = (
            models.UniqueConstraint(name="duties_raised_once", fields=("cause", "kind")),
            models.CheckConstraint(
                name="duties_done_is_dated", condition=models.Q(state="open") ^ models.Q(done_at__isnull=False)
            ),
        )
        indexes = (
            models.Index(fields=("next_at",), name="duties_next", condition=models.Q(state="open")),
            models.Index(fields=("due_at",), name="duties_due", condition=models.Q(state="open")),
        )

    def __str__(self) -> str:
        return f"duty {self.pk}"

    def place(self) -> Place:
        """Its school; those whom it is about stand apart, in `barred`."""
        return Place(schools=frozenset({self.school_id}) if self.school_id else frozenset())


class Owing(models.Model):
    """Who is asked for it: one person, or whoever holds a role at a school (in the whole federation, where there is none)."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="owing")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="owes")
    role = models.SlugField(max_length=60, blank=True, db_index=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    step = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("duty", "step", "id")
        verbose_name_plural = "owing"
        constraints = (
            models.UniqueConstraint(
                name="duties_role_asked_once", fields=("duty", "role"), condition=~models.Q(role="")
            ),
            models.UniqueConstraint(name="duties_person_asked_once", fields=("duty", "person")),
            models.CheckConstraint(
                name="duties_owed_by_somebody", condition=models.Q(role="") ^ models.Q(person__isnull=True)
            ),
        )
        indexes = (models.Index(fields=("role", "school"), name="duties_owing_role"),)

    def __str__(self) -> str:
        return f"owing {self.pk}"


class Barred(models.Model):
    """Somebody whom a duty is about: they are never asked, never told, and never see it."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="barred")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("duty", "id")
        verbose_name_plural = "barred"
        constraints = (models.UniqueConstraint(name="duties_barred_once", fields=("duty", "person")),)

    def __str__(self) -> str:
        return f"barred {self.pk}"


class Told(models.Model):
    """That somebody told of something, and of whom it is, if it is about one who would be asked. Its words are not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    happening = models.SlugField(max_length=60, db_index=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)
        verbose_name_plural = "told"

    def __str__(self) -> str:
        return f"told {self.pk}"

    def place(self) -> Place:
        """Its school."""
        return Place(schools=frozenset({self.school_id}) if self.school_id else frozenset())


class Closure(Dated):
    """Days on which there is no school: between the terms, and INSET days. Without a school, none of them has any."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, null=True, blank=True, related_name="closures")
    title = models.CharField(max_length=100)
    feed = models.ForeignKey("Feed", on_delete=models.CASCADE, null=True, blank=True, related_name="closures")

    class Meta(Dated.Meta):
        ordering = ("starts", "id")

    def __str__(self) -> str:
        return f"closure {self.pk}"

    def place(self) -> Place:
        """Its school."""
        return Place(schools=frozenset({self.school_id}) if self.school_id else frozenset())


class Feed(models.Model):
    """The calendar that a school publishes; without an address, a file that was read in once."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, null=True, blank=True, related_name="feeds")
    address = models.URLField(max_length=500, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)  # why it could not be read the last time

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(name="duties_one_feed_a_school", fields=("school",)),)

    def __str__(self) -> str:
        return f"feed {self.pk}"

    def place(self) -> Place:
        """Its school."""
        return Place(schools=frozenset({self.school_id}) if self.school_id else frozenset())
