"""Who may do what: the one place that reads the pack's actions. Default deny.

A person may do an action to a subject if a role they hold is allowed it and reaches the subject's school, or if they
stand in an allowed relation to it. Source: `actions` in the pack's authority.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gatepost.apps.people.models import Person
from gatepost.apps.people.place import Subject
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.standing import Held, Standing, standing
from gatepost.policy.clause import Action


class Refused(Exception):  # noqa: N818 (it reads as a sentence: raise Refused)
    """Not allowed. `hidden` when even that the subject exists is not for this person to know."""

    def __init__(self, action: str, *, hidden: bool) -> None:
        super().__init__(f"not allowed: {action}")
        self.action, self.hidden = action, hidden


@dataclass(frozen=True)
class Leave:
    """Leave to act: what for, in what role, under which clauses. It goes into the ledger."""

    action: str
    role: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """How far somebody's leave for an action goes: the whole federation, some schools, themselves, their children."""

    everywhere: bool = False
    schools: frozenset[int] = frozenset()
    people: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.schools or self.people)


def action_named(name: str) -> Action:
    """The action; a name that no pack knows is denied to everybody."""
    known = in_force().action_by_id.get(name)
    if known is None:
        raise Refused(name, hidden=True)
    return known


def require(by: Person | None, action: str, subject: Subject | None = None) -> Leave:
    """Leave for `by` to do `action` to `subject`; Refused without it. No subject: to anything at all."""
    known = action_named(action)
    if "public" in known.allowed:
        return Leave(action, "public", known.clauses)
    if by is None:
        raise Refused(action, hidden=True)
    role = next(_grounds(known, standing(by), subject), None)
    if role is None:
        raise Refused(action, hidden=subject is not None)
    return Leave(action, role, known.clauses)


def may(by: Person | None, action: str, subject: Subject | None = None, on: date | None = None) -> bool:
    """Whether `by` may, on that day (today, if none is given)."""
    known = in_force().action_by_id.get(action)
    if known is None or by is None:
        return known is not None and "public" in known.allowed
    return "public" in known.allowed or any(_grounds(known, standing(by, on), subject))


def reach(by: Person, action: str) -> Reach:
    """How far `by` may do `action`: what a selector filters by."""
    known, stands = action_named(action), standing(by)
    held = tuple(_held(known, stands))
    everywhere = any(h.school is None for h in held) or (stands.is_system and "system" in known.allowed)
    people = frozenset({stands.person}) if "self" in known.allowed else frozenset()
    if "guardian" in known.allowed:
        people |= stands.children
    schools = frozenset() if known.everywhere else frozenset(h.school for h in held if h.school is not None)
    return Reach(everywhere, schools, people)


def _grounds(action: Action, stands: Standing, subject: Subject | None) -> Iterator[str]:
    """On what grounds leave is given: the name of a role or relation, the first that holds."""
    if stands.is_system:
        if "system" in action.allowed:
            yield "system"
        return
    if "signed_in" in action.allowed:
        yield "signed_in"
    if subject is None:
        yield from (held.role for held in _held(action, stands) if held.school is None or not action.everywhere)
        if "self" in action.allowed:
            yield "self"
        if "guardian" in action.allowed and stands.children:
            yield "guardian"
        return
    place = subject.place()
    if action.not_own and stands.person in place.people:
        return
    for held in _held(action, stands):
        if held.school is None or (not action.everywhere and held.school in place.schools):
            yield held.role
    if "self" in action.allowed and stands.person in place.people:
        yield "self"
    if "guardian" in action.allowed and stands.children & place.people:
        yield "guardian"


def _held(action: Action, stands: Standing) -> Iterator[Held]:
    """The roles held that the action is allowed to, by the role's own name or one of its groups."""
    policy = in_force()
    for held in stands.roles:
        if held.role in policy.roles and policy.groups_of(held.role) & frozenset(action.allowed):
            yield held
