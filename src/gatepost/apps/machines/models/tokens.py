"""A token: another system acts in somebody's name, within what they may do themselves, until a day."""

from __future__ import annotations

import hashlib
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Person
from gatepost.apps.people.place import Place

PREFIX = "gp_"  # by which a secret left lying somewhere is known for what it is
LONGEST = 100  # characters that are looked at


def digest(secret: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


class Scope(models.TextChoices):
    """A part of the API that a token opens."""

    CHECK = "check", _("check posts")
    DRAFTS = "drafts", _("send posts for a decision, and see one's own")
    DECIDE = "decide", _("see posts that wait for a decision, and decide on them")
    POLICY = "policy", _("read the policy")
    PEOPLE = "people", _("read the list of people")
    IMPORT = "import", _("read people in from files")
    DUTIES = "duties", _("see what one owes, and say that it is done")


class Token(models.Model):
    """Only a digest of it is kept: 256 random bits need no slow hash, for they cannot be guessed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)  # what for, in their words; gone when they are erased
    start = models.CharField(max_length=16)  # the first characters, by which one is told from another
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    strong = models.BooleanField(default=False)  # whoever made it had given a second factor
    used_on = models.DateField(null=True, blank=True)
    minute = models.BigIntegerField(default=0)  # of the last requests, counted since 1970
    taken = models.PositiveIntegerField(default=0)  # how many requests were let through in that minute

    class Meta:
        ordering = ("-made_at", "id")
        indexes = (models.Index(fields=("person", "-made_at"), name="machines_token_of"),)
        constraints = (
            models.CheckConstraint(name="machines_token_ends", condition=models.Q(expires_at__gt=models.F("made_at"))),
        )

    def __str__(self) -> str:
        return f"token {self.pk}"

    @property
    def is_live(self) -> bool:
        """Whether it opens anything, as far as the token itself goes."""
        return self.ended_at is None and self.expires_at > timezone.now()

    @property
    def opens(self) -> list[str]:
        """Its scopes in words."""
        return [str(Scope(scope).label) for scope in self.scopes if scope in Scope]

    def place(self) -> Place:
        """Whose it is."""
        return Place(people=frozenset({self.person_id}))
