"""A letter: one e-mail to one person. What it speaks of are the notices that point to it and nobody has opened yet."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models

from gatepost.apps.people.models import Person
from gatepost.apps.people.place import Place


class Letter(models.Model):
    """A row of the outbox. Whoever delivers it holds it by a lease, which ends by itself if they die."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="letters")
    urgent = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=60, blank=True)  # the kind of the last failure, never its words
    lease = models.UUIDField(null=True, blank=True)  # of whoever has it in hand
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    left_out_at = models.DateTimeField(null=True, blank=True)  # all was opened or over before it went
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("made_at", "id")
        constraints = (
            models.CheckConstraint(
                name="notices_letter_ends_one_way",
                condition=models.Q(sent_at=None, left_out_at=None)
                | models.Q(sent_at=None, given_up_at=None)
                | models.Q(left_out_at=None, given_up_at=None),
            ),
        )
        indexes = (
            models.Index(
                fields=("next_try_at",),
                name="notices_letters_open",
                condition=models.Q(sent_at=None, left_out_at=None, given_up_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"letter {self.pk}"

    def place(self) -> Place:
        """Whoever it is to."""
        return Place(people=frozenset({self.person_id}))

    @property
    def message_id(self) -> str:
        """The same at each try, by which a mailbox knows a second copy."""
        return f"<{self.pk}@{urlsplit(settings.SITE_URL).hostname or 'gatepost.invalid'}>"
