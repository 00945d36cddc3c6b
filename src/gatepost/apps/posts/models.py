"""What is kept of posts: how many were checked in a day (not whose, not of what), and those that their authors sent."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Person, School
from gatepost.apps.people.place import Place


class DailyCount(models.Model):
    """How often something was done on a day."""

    day = models.DateField()
    kind = models.SlugField(max_length=40)  # "checks"
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("day", "kind")
        constraints = (models.UniqueConstraint(name="posts_counted_once_a_day", fields=("day", "kind")),)

    def __str__(self) -> str:
        return f"{self.kind} on {self.day}"


class SentPost(models.Model):
    """A post that its author sent for a decision, as it was then. A decision is about these very words and this policy."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("waiting")
        YES = "yes", _("allowed")
        NO = "no", _("not allowed")
        CHANGE = "change", _("to be changed")
        BACK = "back", _("taken back")
        FALLEN = "fallen", _("no longer stands")

    class Why(models.TextChoices):
        """Why it fell."""

        EDITED = "edited", _("It was changed and sent again.")
        POLICY = "policy", _("The policy has changed since it was sent.")
        FOUND = "found", _("A new check finds something that nobody was asked about.")
        ROLE = "role", _("Its author no longer has the role in which they sent it.")
        ALTERED = "altered", _("Its words are not those that were sent.")
        ERASED = "erased", _("What was held about a person was erased, and its words with it.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sent_posts")
    role = models.SlugField(max_length=60)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="sent_posts")
    kind = models.CharField(max_length=40)
    platform = models.CharField(max_length=60)
    audience = models.CharField(max_length=40)
    words = models.JSONField(default=dict, blank=True)  # text, links and pictures; empty once they were taken out
    findings = models.JSONField(default=list, blank=True)
    verdict = models.CharField(max_length=10)
    hash = models.CharField(max_length=64)  # of all that is decided on: kept.fingerprint
    policy_digest = models.CharField(max_length=64)
    policy_version = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    why = models.CharField(max_length=10, choices=Why, blank=True)
    earlier = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="later")
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)  # by when an answer is owed, as it stood when it was sent
    settled_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # counts changes, so that no answer is given to a page grown old

    class Meta:
        ordering = ("-sent_at", "id")
        indexes = (
            models.Index(fields=("author", "-sent_at"), name="posts_sent_by"),
            models.Index(fields=("state", "sent_at"), name="posts_sent_state"),
        )
        constraints = (
            models.UniqueConstraint(
                name="posts_waits_once", fields=("author", "hash"), condition=models.Q(state="waiting")
            ),
            models.CheckConstraint(
                name="posts_settled_or_waiting",
                condition=models.Q(state="waiting", settled_at__isnull=True)
                | (~models.Q(state="waiting") & models.Q(settled_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"sent post {self.pk}"

    def place(self) -> Place:
        """Its school, and its author, who never decides on it."""
        schools = frozenset({self.school_id}) if self.school_id else frozenset()
        return Place(schools=schools, people=frozenset({self.author_id}))


class Ask(models.Model):
    """One permission that is asked for a post, or (without a grant) a doubt; and what was said to it."""

    class Answer(models.TextChoices):
        """What may be said."""

        YES = "yes", _("Yes, it may go out")
        NO = "no", _("No")
        CHANGE = "change", _("Change this first")

    post = models.ForeignKey(SentPost, on_delete=models.CASCADE, related_name="asks")
    grant = models.SlugField(max_length=60, blank=True)
    clauses = models.JSONField(default=list)
    roles = models.JSONField(default=list)  # whose holders may answer; AskedRole has the same, to be searched
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="answers_to_posts")
    role = models.SlugField(max_length=60, blank=True)  # in which they answered
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(name="posts_asked_once", fields=("post", "grant")),
            models.CheckConstraint(
                name="posts_answered_by_somebody",
                condition=models.Q(answer="", by__isnull=True, answered_at__isnull=True)
                | (~models.Q(answer="") & models.Q(by__isnull=False, answered_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"ask {self.pk}"


class AskedRole(models.Model):
    """A role whose holders may answer an ask."""

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="seats")
    role = models.SlugField(max_length=60)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(name="posts_role_asked_once", fields=("ask", "role")),)

    def __str__(self) -> str:
        return f"role of ask {self.ask_id}"


class Spoken(models.Model):
    """Somebody of whom a sent post speaks, or may speak: erasing them reaches its words."""

    post = models.ForeignKey(SentPost, on_delete=models.CASCADE, related_name="spoken_of")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="spoken_of_in")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(name="posts_spoken_of_once", fields=("post", "person")),)

    def __str__(self) -> str:
        return f"spoken of {self.pk}"
