"""Who may do an action, read off the pack: what the page "who does what" and a refusal both say."""

from __future__ import annotations

from collections.abc import Iterable

from gatepost.policy.clause import RELATIONS, Action, Role
from gatepost.policy.pack import Policy

_GROUPS = {"slt": "SLT"}


def roles_of(policy: Policy, action: Action) -> tuple[Role, ...]:
    """The roles that may, by name or by a group of theirs, in the order of the pack."""
    return tuple(role for role in policy.roles.values() if is_for(policy, action, role.id))


def is_for(policy: Policy, action: Action, role: str) -> bool:
    """Whether a role may by itself; what everybody may is nobody's in particular."""
    return not _is_open(action) and not policy.groups_of(role).isdisjoint(action.allowed)


def relations_of(action: Action) -> tuple[str, ...]:
    """The relations in which one may."""
    return ("public",) if _is_open(action) else tuple(name for name in RELATIONS if name in action.allowed)


def actions_of(policy: Policy, role: str) -> tuple[Action, ...]:
    """All that a role may do by itself."""
    return tuple(action for action in policy.actions if is_for(policy, action, role))


def conditions_of(action: Action) -> tuple[str, ...]:
    """Those of the conditions that hold for it: `fresh`, `not_own`, `everywhere`."""
    return tuple(name for name in ("fresh", "not_own", "everywhere") if getattr(action, name))


def called(policy: Policy, names: Iterable[str]) -> str:
    """Roles by their titles, groups by their names, relations by what they are."""
    return ", ".join(_called(policy, name) for name in names)


def _called(policy: Policy, name: str) -> str:
    if name in policy.roles:
        return policy.roles[name].title
    return RELATIONS.get(name) or _GROUPS.get(name, name.replace("_", " "))


def _is_open(action: Action) -> bool:
    return "public" in action.allowed
