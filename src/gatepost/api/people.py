"""People, as far as whoever asks may list them; and who it is that asks."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from pydantic import BaseModel, Field

from gatepost.api import paging
from gatepost.api.keys import Asked
from gatepost.api.operations import operation, said
from gatepost.apps.machines.models import Scope
from gatepost.apps.people.models import Person as Row
from gatepost.apps.people.models import RoleHeld
from gatepost.apps.people.selectors import paging as names
from gatepost.apps.people.selectors import people as selectors


class Role(BaseModel):
    """A role held today; no school means the whole federation."""

    role: str
    school: str | None


class Person(BaseModel):
    """Somebody, with the roles that they hold today."""

    id: UUID
    name: str
    roles: list[Role]


class People(BaseModel):
    """A page of people, in order of surname."""

    items: list[Person]
    next: str | None = Field(description=paging.DESCRIBED)


class Self(BaseModel):
    """For whom this token speaks, and what it opens."""

    person: UUID
    scopes: list[Scope]
    expires: str


@operation("GET", "self", action="account.own", scope="", gives=Self, tag="Tokens")
def myself(request: Asked) -> HttpResponseBase:
    """For whom this token speaks, what it opens, and until when."""
    token = request.token
    return said(Self(person=request.person.pk, scopes=token.scopes, expires=token.expires_at.isoformat()))


@operation("GET", "people", action="person.list", scope="people", gives=People, tag="People")
def people(request: Asked, cursor: paging.Cursor = "") -> HttpResponseBase:
    """The adults of the schools within reach, a page at a time."""
    after = paging.key_of(cursor)
    page = names.page(selectors.listed(request.person), after)
    following = paging.cursor(page.after) if page.after else None
    return said(People(items=[_told(one) for one in page.people], next=following))


def _told(one: Row) -> Person:
    held: list[RoleHeld] = one.now  # type: ignore[attr-defined]
    roles = [Role(role=each.role, school=each.school.code if each.school else None) for each in held]
    return Person(id=one.pk, name=one.full_name, roles=roles)
