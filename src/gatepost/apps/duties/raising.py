"""Duties as rows: made from the policy's words, and asked of those who are there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from gatepost.apps.duties.asked import AGAIN, ALARM, Asked
from gatepost.apps.duties.models import Duty, Owing
from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.policy.clause import Duty as Owed


@dataclass
class Raised:
    """A duty with the rows that ask for it, and those who are told of it now."""

    duty: Duty
    owing: list[Owing] = field(default_factory=list)
    tell: list[Person] = field(default_factory=list)
    asked: tuple[str, ...] = ()  # the roles asked last


def raised(owed: Owed, happening: str, cause: str, school: int | None, when: datetime, asked: Asked) -> Duty:
    """The duty as a row, not yet saved."""
    policy, event = in_force(), in_force().happening_by_id[happening]
    due_at = asked.due(owed.within, when, school)
    return Duty(
        kind=owed.id, clause=owed.clause, title=owed.title or owed.what[:200], what=owed.what, within=owed.within,
        then=list(owed.then), policy=policy.digest, happening=happening, cause=cause, school_id=school,
        urgent=event.urgent, notice=event.notice, by_event=owed.by_event, raised_at=when, due_at=due_at, next_at=due_at,
    )  # fmt: skip


def first_asked(duty: Duty, roles: tuple[str, ...], barred: Collection[UUID], asked: Asked, now: datetime) -> Raised:
    """Ask the roles that owe it; where nobody of them is there, at once those who come next."""
    found = Raised(duty, [Owing(duty=duty, role=role, school_id=duty.school_id) for role in roles], asked=roles)
    found.tell = asked.there(roles, duty.school_id, barred)
    if not found.tell:
        pass_on(found, (), barred, asked, now)
    return found


def pass_on(found: Raised, before: Collection[str], barred: Collection[UUID], asked: Asked, now: datetime) -> None:
    """Ask whoever is next in the policy's words until somebody is there; when nobody is left, give alarm to several."""
    duty, already = found.duty, {*before, *(row.role for row in found.owing)}
    while True:
        names = duty.then[duty.step : duty.step + 1]
        duty.step += 1
        roles = in_force().roles_named(names) if names else ALARM
        found.asked = roles
        found.owing += _rows(duty, (role for role in roles if role not in already))
        already |= set(roles)
        found.tell = asked.there(roles, duty.school_id, barred)
        if not names:
            duty.alarmed = True
            found.tell = found.tell or asked.there(ALARM, None, barred)  # of another school, before nobody at all
        if found.tell or not names:
            break
    duty.next_at = _again(duty, asked, now)


def _rows(duty: Duty, roles: Iterable[str]) -> Iterator[Owing]:
    for role in roles:
        yield Owing(duty=duty, role=role, school_id=duty.school_id, step=duty.step)


def _again(duty: Duty, asked: Asked, now: datetime) -> datetime | None:
    """When the next ones are asked: after the same time again, if that is short, else the next working day."""
    short = duty.within.endswith(("minutes", "hours")) and not duty.alarmed
    return asked.due(duty.within if short else AGAIN, now, duty.school_id)
