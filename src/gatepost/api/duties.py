"""What somebody owes, in the policy's words; and that it is done."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from pydantic import BaseModel, Field

from gatepost.api import paging
from gatepost.api.keys import Asked
from gatepost.api.operations import change, operation, said
from gatepost.apps.duties import selectors, services
from gatepost.apps.duties.models import Duty as Row
from gatepost.apps.machines.services.once import Made


class Duty(BaseModel):
    """Something owed. It says what kind of thing is due under which clause, and nothing of whom it is about."""

    id: UUID
    kind: str
    clause: str
    title: str
    what: str
    due: datetime | None
    urgent: bool
    by_event: bool = Field(description="It is done by what is done on the site, not by saying so.")


class Duties(BaseModel):
    """A page of duties, the longest owed first."""

    items: list[Duty]
    next: str | None = Field(description=paging.DESCRIBED)


class Done(BaseModel):
    """A duty and what has become of it."""

    id: UUID
    state: str


@operation("GET", "duties", action="duty.own", scope="duties", gives=Duties, tag="Duties")
def duties(request: Asked, cursor: paging.Cursor = "") -> HttpResponseBase:
    """What is owed by whoever this token speaks for, a page at a time."""
    rows = selectors.owed(request.person).order_by("raised_at", "id")
    after = paging.key_of(cursor)
    last = Row.objects.filter(pk=after).values_list("raised_at", "id").first() if after else None
    if last is not None:
        rows = rows.filter(Q(raised_at__gt=last[0]) | Q(raised_at=last[0], id__gt=last[1]))
    shown, following = paging.page(list(rows[: paging.SIZE + 1]), lambda one: one.pk)
    return said(Duties(items=[_told(one) for one in shown], next=following))


@change("duties/{uuid:duty}/done", action="duty.do", scope="duties", gives=Done, tag="Duties")
def duty_done(request: Asked, duty: UUID) -> Made:
    """Say that something owed is done."""
    one = services.do(by=request.person, duty=get_object_or_404(selectors.owed(request.person), pk=duty))
    return 200, {"id": str(one.pk), "state": str(one.state)}


def _told(one: Row) -> Duty:
    return Duty(
        id=one.pk,
        kind=one.kind,
        clause=one.clause,
        title=one.title,
        what=one.what,
        due=one.due_at,
        urgent=one.urgent,
        by_event=one.by_event,
    )
