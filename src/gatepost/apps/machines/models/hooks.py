"""Webhooks: which other system is told of what, and every telling."""

from __future__ import annotations

import uuid

from django.db import models

from gatepost.apps.people.models import Person
from gatepost.apps.people.place import Place


class Hook(models.Model):
    """An address of another system. It is told of entries of the ledger behind `read`, so that none is missed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=500)  # it may hold a key of theirs
    secret = models.BinaryField()  # locked with the installation's key, for it signs every telling
    events = models.JSONField(default=list)
    read = models.BigIntegerField()  # the number of the last entry that was looked at
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)  # given up, until somebody starts it again
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return f"hook {self.pk}"

    @property
    def is_live(self) -> bool:
        """Whether it is being told."""
        return self.ended_at is None and self.stopped_at is None

    def place(self) -> Place:
        """The whole federation."""
        return Place()


class Delivery(models.Model):
    """One entry told to one hook. Its id stays the same at every try, so that the other side can tell it from a new one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    entry = models.BigIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()  # the next try; while one is under way, when it is taken for lost
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=40, blank=True)  # the status, or in a word why there was none

    class Meta:
        ordering = ("entry", "id")
        verbose_name_plural = "deliveries"
        constraints = (
            models.UniqueConstraint(name="machines_told_once", fields=("hook", "entry")),
            models.CheckConstraint(
                name="machines_sent_or_given_up",
                condition=models.Q(sent_at__isnull=True) | models.Q(given_up_at__isnull=True),
            ),
        )
        indexes = (
            models.Index(
                fields=("due_at", "entry"),
                name="machines_delivery_due",
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"delivery {self.pk}"
