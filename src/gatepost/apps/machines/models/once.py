"""What another system asked to be done once, under a key of its own; and the answer that it got."""

from __future__ import annotations

from django.db import models

from gatepost.apps.machines.models.tokens import Token


class Once(models.Model):
    """The answer is written in the transaction of what was done: either both are there or neither.

    So one without an answer was never done, whatever became of whoever tried. Answers hold nothing personal.
    """

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="asked")
    key = models.CharField(max_length=64)  # a digest: what others call their requests may tell something
    asked = models.CharField(max_length=64)  # a keyed digest of what was asked, where
    made_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="machines_answered_once", fields=("token", "key")),
            models.CheckConstraint(
                name="machines_once_answered",
                condition=models.Q(status__isnull=True) | models.Q(answer__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"once {self.pk}"
