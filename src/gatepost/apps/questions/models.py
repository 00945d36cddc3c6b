"""A question to SLT, what was said in it by turns, and answers that are kept for others without saying who asked."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Person, School
from gatepost.apps.people.place import Place


class Question(models.Model):
    """Somebody in doubt asks SLT (PU-11c). Those whom it is about never see it."""

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting", _("waits for an answer")
        ANSWERED = "answered", _("answered")
        HELPED = "helped", _("answered, and that helped")
        TAKEN_BACK = "taken_back", _("taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="questions")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="questions")
    clause = models.CharField(max_length=20, blank=True)
    subjects: models.ManyToManyField[Person, models.Model] = models.ManyToManyField(
        Person, blank=True, related_name="questions_about"
    )
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    last_at = models.DateTimeField()  # of the last turn: from then on its words are kept for a year
    forgotten_at = models.DateTimeField(null=True, blank=True)  # when its words were taken out

    class Meta:
        ordering = ("asked_at", "id")
        indexes = (
            models.Index(fields=("school", "state"), name="questions_by_school"),
            models.Index(fields=("last_at",), name="questions_by_age", condition=models.Q(forgotten_at=None)),
        )

    def __str__(self) -> str:
        return f"question {self.pk}"

    def place(self) -> Place:
        """As SLT may judge of it: its school, and everybody who may not answer it (who asked, and whom it is about)."""
        about = self.subjects.order_by().values_list("pk", flat=True)
        schools = frozenset({self.school_id}) if self.school_id else frozenset()
        return Place(schools=schools, people=frozenset({self.asker_id, *about}))

    def own(self) -> Place:
        """As its asker may judge of it: theirs, and nobody else's. Whom it is about has no part in it."""
        return Place(people=frozenset({self.asker_id}))

    @property
    def waits(self) -> bool:
        """Whether an answer is owed."""
        return self.state == self.State.WAITING

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer that can be kept for others."""
        return self.forgotten_at is None and self.state in (self.State.ANSWERED, self.State.HELPED)

    @property
    def goes_on(self) -> bool:
        """Whether SLT may still say something."""
        return self.forgotten_at is None and self.state in (self.State.WAITING, self.State.ANSWERED)


class Turn(models.Model):
    """What somebody said in it: whoever asked, or one of SLT. A duty to answer is owed for a turn, and names it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="turns")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_answer = models.BooleanField(default=False)
    words = models.TextField(blank=True)  # empty once they were taken out
    clauses = models.JSONField(default=list, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ("question", "number")
        constraints = (models.UniqueConstraint(name="questions_turns_in_order", fields=("question", "number")),)

    def __str__(self) -> str:
        return f"turn {self.pk}"

    def place(self) -> Place:
        """Its question's."""
        return self.question.place()


class Precedent(models.Model):
    """A question and its answer in words that name nobody, for everybody who has signed in."""

    class State(models.TextChoices):
        """Whether others find it."""

        KEPT = "kept", _("others find it")
        HIDDEN = "hidden", _("hidden until somebody looks at it")
        AWAY = "away", _("taken away")

    question = models.ForeignKey(Question, on_delete=models.SET_NULL, null=True, blank=True, related_name="precedents")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked = models.TextField()
    answered = models.TextField()
    clauses = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.KEPT)
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ("-kept_at", "-id")
        indexes = (models.Index(fields=("state",), name="questions_precedent_state"),)

    def __str__(self) -> str:
        return f"precedent {self.pk}"

    def place(self) -> Place:
        """The school whose SLT looks after it; everybody reads it."""
        return Place(schools=frozenset({self.school_id}) if self.school_id else frozenset())
