"""Who may do what: the one place that reads the pack's actions. Default deny.

A person may do an action to a subject if a role they hold is allowed it and reaches the subject's school, or if they
stand in an allowed relation to it. Source: `actions` in the pack's authority.yaml. `require`, `may` and `reach` are
three questions to the same grounds, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from gatepost.apps.people.models import Person
from gatepost.apps.people.place import Subject
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.reach import Reach
from gatepost.apps.people.standing import Held, Standing, standing
from gatepost.policy.clause import Action

__all__ = ["Ground", "Leave", "Reach", "Refused", "action_named", "grounds", "lets", "may", "reach", "require"]


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
class Ground:
    """Why somebody may: a role that they hold or a relation, and how far it goes."""

    role: str
    reach: Reach


def action_named(name: str) -> Action:
    """The action; one that the pack does not name is denied to everybody."""
    known = in_force().action_by_id.get(name)
    if known is None:
        raise Refused(name, hidden=True)
    return known


def require(by: Person | None, action: str, subject: Subject | None = None) -> Leave:
    """Leave for `by` to do `action` to `subject`; Refused without it. No subject: to anything at all."""
    known = action_named(action)
    ground = next(_standing_up(grounds(by, known), subject), None)
    if ground is None:
        raise Refused(action, hidden=by is None or subject is not None)
    return Leave(action, ground.role, known.clauses)


def may(by: Person | None, action: str, subject: Subject | None = None, on: date | None = None) -> bool:
    """Whether `by` may, on that day (today, if none is given)."""
    known = in_force().action_by_id.get(action)
    return known is not None and any(_standing_up(grounds(by, known, on), subject))


def reach(by: Person, action: str) -> Reach:
    """How far `by` may do `action`: what a selector filters by."""
    found = Reach()
    for ground in grounds(by, action_named(action)):
        found |= ground.reach
    return found


def grounds(by: Person | None, action: Action, on: date | None = None) -> Iterator[Ground]:
    """On what grounds `by` may do `action` at all on a day; what is open to everybody asks for no query."""
    if "public" in action.allowed:
        yield Ground("public", Reach(everywhere=True))
    elif by is not None:
        yield from _grounds(action, standing(by, on))


def _standing_up(found: Iterator[Ground], subject: Subject | None) -> Iterator[Ground]:
    """Those of the grounds that reach the subject, whose place is looked up only if there are any."""
    place = None
    for ground in found:
        if subject is not None and place is None:
            place = subject.place()
        if place is None or ground.reach.covers(place):
            yield ground


def _grounds(action: Action, stands: Standing) -> Iterator[Ground]:
    if stands.is_system or stands.is_gone:
        found = _of_the_system(action, stands)
    else:
        found = (*_of_roles(action, stands), *_of_relations(action, stands))
    but_not = frozenset({stands.person}) if action.not_own else frozenset()
    for ground in found:
        yield Ground(ground.role, replace(ground.reach, but_not=but_not))


def _of_the_system(action: Action, stands: Standing) -> tuple[Ground, ...]:
    """The site itself holds no role; whoever was erased holds nothing at all."""
    named = "system" in action.allowed and stands.is_system
    return (Ground("system", Reach(everywhere=True)),) if named else ()


def _of_roles(action: Action, stands: Standing) -> Iterator[Ground]:
    for held in stands.roles:
        if lets(held, action):
            far = Reach(everywhere=True) if held.school is None else Reach(schools=frozenset({held.school}))
            yield Ground(held.role, far)


def lets(held: Held, action: Action) -> bool:
    """Whether the action is allowed to this role, by its own name or one of its groups, where it is held."""
    policy = in_force()
    if held.role not in policy.roles or (action.everywhere and held.school is not None):
        return False
    return bool(policy.groups_of(held.role) & frozenset(action.allowed))


def _of_relations(action: Action, stands: Standing) -> Iterator[Ground]:
    if "self" in action.allowed:
        yield Ground("self", Reach(people=frozenset({stands.person})))
    if "guardian" in action.allowed and stands.children:
        yield Ground("guardian", Reach(people=stands.children))
    if "signed_in" in action.allowed:
        yield Ground("signed_in", Reach(everywhere=True))
