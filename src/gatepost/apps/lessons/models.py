"""What somebody says was wrong with a verdict, what those who keep the policy made of it, and the case that it taught."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Person, School
from gatepost.apps.people.place import Place
from gatepost.screening import Draft


class Why(models.TextChoices):
    """What was wrong, in plain words."""

    NOT_OURS = "not_ours", _("That is not a child or a colleague of ours")
    PUBLIC = "public", _("A public person, an author, a place or a thing of that name")
    PERMITTED = "permitted", _("It is allowed: a permission for it exists")
    QUOTED = "quoted", _("It is a quotation, a song, a book or the news")
    TONE = "tone", _("The tone is fine")
    NOT_THIS = "not_this", _("Something is found, but it is another thing")
    MISSED = "missed", _("It missed something that should have been found")
    OTHER = "other", _("Something else")


class Lesson(models.Model):
    """One verdict that somebody says was wrong. Those whom its words name never see it."""

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting", _("waits to be looked at")
        AGREED = "agreed", _("that was wrong indeed")
        NOT_AGREED = "not_agreed", _("it was looked at, and stands")
        TAKEN_BACK = "taken_back", _("taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="lessons")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subjects: models.ManyToManyField[Person, models.Model] = models.ManyToManyField(
        Person, blank=True, related_name="lessons_about"
    )
    draft = models.JSONField(default=dict, blank=True)  # as they cut it down; empty once its words were taken out
    found = models.JSONField(default=dict, blank=True)  # the finding, as anybody may read it; empty for what was missed
    part = models.CharField(max_length=20, blank=True)  # the clause of the finding
    verdict = models.CharField(max_length=10)
    policy = models.CharField(max_length=64)
    why = models.CharField(max_length=12, choices=Why)
    said = models.TextField(blank=True)
    said_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    wanted = models.CharField(max_length=10, blank=True)  # the verdict that would have been right
    expected = models.JSONField(default=list, blank=True)  # the clauses, with the words that show each
    title = models.CharField(max_length=200, blank=True)  # what the case shows, in a sentence
    case = models.JSONField(default=dict, blank=True)  # the draft with nobody real in it, once somebody confirmed that
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("said_at", "id")
        indexes = (
            models.Index(fields=("school", "state"), name="lessons_by_school"),
            models.Index(fields=("said_at",), name="lessons_by_age", condition=models.Q(forgotten_at=None)),
        )

    def __str__(self) -> str:
        return f"lesson {self.pk}"

    def place(self) -> Place:
        """As a reviewer may judge of it: its school, and everybody who may not (who said it, and whom it names)."""
        about = self.subjects.order_by().values_list("pk", flat=True)
        schools = frozenset({self.school_id}) if self.school_id else frozenset()
        return Place(schools=schools, people=frozenset({self.by_id, *about}))

    def own(self) -> Place:
        """As whoever said it may judge of it."""
        return Place(people=frozenset({self.by_id}))

    @property
    def post(self) -> Draft | None:
        """The words as they were sent; None once they were taken out."""
        return Draft.model_validate(self.draft) if self.draft else None

    @property
    def waits(self) -> bool:
        """Whether somebody is to look at it."""
        return self.state == self.State.WAITING and self.forgotten_at is None

    @property
    def wants_case(self) -> bool:
        """Whether its names are still to be replaced, before it can be a case."""
        return self.state == self.State.AGREED and not self.case and bool(self.draft)

    @property
    def labelled(self) -> dict[str, Any]:
        """The case with its label."""
        return {**self.case, "expected": self.expected, "verdict": self.wanted, "note": self.title}
