"""The ledger's one verb."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gatepost.apps.ledger import events
from gatepost.apps.ledger.context import request_id
from gatepost.apps.ledger.models import Entry

Value = str | int | bool | None


class Leave(Protocol):
    """On what grounds somebody acts."""

    @property
    def action(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def clauses(self) -> tuple[str, ...]: ...


def record(
    event: str,
    *,
    by: UUID,
    leave: Leave,
    subject: str,
    says: Mapping[str, Value] | None = None,
    personal: Mapping[UUID, Mapping[str, str]] | None = None,
) -> Entry:
    """Add an entry, in the caller's transaction. `personal` is sealed with a key of the person's own."""
    known = events.named(event)
    with transaction.atomic():
        last = Entry.objects.order_by("-number").first()
        entry = Entry(
            number=last.number + 1 if last else 1,
            at=timezone.now(),
            event=event,
            by=by,
            role=leave.role,
            action=leave.action,
            subject=subject,
            clauses=sorted({*known.clauses, *leave.clauses}),
            says=dict(says or {}),
            request_id=request_id.get(),
            previous=last.hash if last else "",
        )
        body = json.dumps([entry.number, entry.event, str(by), entry.subject, entry.says, entry.previous])
        entry.hash = hashlib.sha256(body.encode()).hexdigest()
        entry.save(force_insert=True)
    return entry
