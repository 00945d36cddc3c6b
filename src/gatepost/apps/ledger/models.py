"""Entries of the ledger. The database itself refuses to change or delete one."""

from __future__ import annotations

import uuid

from django.db import models


class Entry(models.Model):
    """One thing that happened: who, in what role, did what, to what, under which clauses."""

    number = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without a gap
    at = models.DateTimeField()
    event = models.SlugField(max_length=60)
    by = models.UUIDField()
    role = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)  # "person:…", "school:…"
    clauses = models.JSONField(default=list)
    says = models.JSONField(default=dict)  # nothing personal
    request_id = models.CharField(max_length=40, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"entry {self.number}"


def subject(kind: str, key: uuid.UUID | int | str) -> str:
    """How an entry names what it is about: `person:0b1e…`."""
    return f"{kind}:{key}"
