"""Entries of the ledger and what stands beside them. The database itself refuses to change or delete them: guards.py."""

from __future__ import annotations

import uuid

from django.db import models

from gatepost.apps.ledger import chain


class Entry(models.Model):
    """One thing that happened: who, in what role, did what, to what, under which clauses."""

    number = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without a gap
    at = models.DateTimeField()  # never earlier than the entry before
    event = models.SlugField(max_length=60, db_index=False)
    by = models.UUIDField()
    role = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)  # "person:…", "school:…"
    clauses = models.JSONField(default=list)
    says = models.JSONField(default=dict)  # nothing personal
    sealed = models.JSONField(default=dict)  # whose personal values stand beside it, and the hash of each ciphertext
    policy = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "entries"
        indexes = (
            models.Index(fields=("by", "number"), name="ledger_by_whom"),
            models.Index(fields=("subject", "number"), name="ledger_by_subject"),
            models.Index(fields=("event", "number"), name="ledger_by_event"),
        )

    def __str__(self) -> str:
        return f"entry {self.number}"

    def facts(self) -> chain.Facts:
        """What its hash covers."""
        return chain.Facts(
            self.number, self.at, self.event, self.by, self.role, self.action, self.subject, tuple(self.clauses),
            self.says, self.sealed, self.policy, self.request_id, self.previous,
        )  # fmt: skip


class PersonKey(models.Model):
    """The key of one person's personal values, locked with the installation's. Destroyed, they are gone for good."""

    person = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()  # empty once it is destroyed
    made_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="ledger_key_is_there_or_destroyed",
                condition=models.Q(destroyed_at__isnull=True) ^ models.Q(wrapped=b""),
            ),
        )

    def __str__(self) -> str:
        return f"key of {self.person}"


class Sealed(models.Model):
    """Personal values of one person that belong to an entry, which holds the hash of their ciphertext."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="sealed_values")
    person = models.UUIDField(db_index=True)
    nonce = models.BinaryField()
    ciphertext = models.BinaryField()

    class Meta:
        ordering = ("entry", "person")
        verbose_name_plural = "sealed values"
        constraints = (models.UniqueConstraint(name="ledger_sealed_once", fields=("entry", "person")),)

    def __str__(self) -> str:
        return f"sealed values of entry {self.entry_id}"

    def hash(self) -> str:
        """What the entry holds of it."""
        return chain.sealed_hash(bytes(self.nonce), bytes(self.ciphertext))


class Knot(models.Model):
    """A hash of the Merkle tree over 256 entries, or over 256 such: kept, so that a proof reads few entries."""

    level = models.PositiveSmallIntegerField()  # 8 is over 256 entries, 16 over 65,536
    index = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("level", "index")
        constraints = (models.UniqueConstraint(name="ledger_knot_once", fields=("level", "index")),)

    def __str__(self) -> str:
        return f"knot {self.index} of level {self.level}"


class Checkpoint(models.Model):
    """A signed checkpoint that was made. It counts for little here: the copy that is kept elsewhere counts."""

    size = models.BigIntegerField()
    note = models.TextField()
    by = models.UUIDField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("size", "id")

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"


def subject(kind: str, key: uuid.UUID | int | str) -> str:
    """How an entry names what it is about: `person:0b1e…`."""
    return f"{kind}:{key}"
