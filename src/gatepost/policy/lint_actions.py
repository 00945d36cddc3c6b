"""What may be wrong with the actions of a pack: a name that leads nowhere is a permission that nobody meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gatepost.policy.clause import RELATIONS, Action
from gatepost.policy.mistake import Mistake, Step
from gatepost.policy.pack import Policy
from gatepost.policy.reading import nearest

_FILE = "authority.yaml"
_NOT_A_ROLE = RELATIONS.keys() - {"public"}  # `public` lets everybody in, so a role of that name gains nothing by it


def mistakes_of_actions(policy: Policy, people: Collection[str], known: Collection[str] | None) -> Iterator[Mistake]:
    """Every mistake in `actions`. `people` are all names of roles and groups; `known`, all that the site can do."""
    yield from _roles_called_like_a_relation(policy)
    for number, action in enumerate(policy.actions):
        yield from _unknown_names(policy, people, number, action)
        yield from _contradictions(number, action)
        yield from _lightly_guarded(policy, number, action)
        if known is not None and action.id not in known:
            yield _wrong(number, "id", f"{action.id}: the site has no such action", "one that it has",
                         nearest(action.id, known))  # fmt: skip


def _wrong(number: int, key: str, what: str, expected: str, hint: str) -> Mistake:
    path: tuple[Step, ...] = ("actions", number, key)
    return Mistake(_FILE, path, what, expected, hint)


def _unknown_names(policy: Policy, people: Collection[str], number: int, action: Action) -> Iterator[Mistake]:
    for name in action.allowed:
        if name not in people and name not in RELATIONS:
            hint = nearest(name, [*people, *RELATIONS])
            yield _wrong(number, "allowed", f"{action.id}: nobody is {name!r}",
                         f"a role or group of policy.yaml, or {', '.join(RELATIONS)}", hint)  # fmt: skip
    for clause in action.clauses:
        if clause not in policy.clauses:
            hint = nearest(clause, policy.clauses)
            yield _wrong(number, "clauses", f"{action.id}: there is no clause {clause!r}", "an id of a clause", hint)


def _contradictions(number: int, action: Action) -> Iterator[Mistake]:
    if len(set(action.allowed)) != len(action.allowed):
        yield _wrong(number, "allowed", f"{action.id}: somebody is named twice", "each name once", "leave one out")
    narrow = [key for key in ("fresh", "not_own", "everywhere") if getattr(action, key)]
    if "public" in action.allowed and narrow:
        yield _wrong(number, narrow[0], f"{action.id}: open to everybody, and yet `{narrow[0]}`",
                     "no such key beside `public`", "nobody can sign in afresh, or be told from others, unseen")  # fmt: skip
    if action.not_own and action.allowed and set(action.allowed) <= {"self"}:
        yield _wrong(number, "not_own", f"{action.id}: for oneself alone, and never for oneself",
                     "one of the two", "take out `not_own`, or `self`")  # fmt: skip
    if action.everywhere and action.allowed and not set(action.allowed) - RELATIONS.keys():
        yield _wrong(number, "everywhere", f"{action.id}: `everywhere` speaks of roles, and none is allowed",
                     "a role or group in `allowed`", "take out `everywhere`")  # fmt: skip


def _lightly_guarded(policy: Policy, number: int, action: Action) -> Iterator[Mistake]:
    """What is most sensitive and reaches everybody is for nobody who signs in with a password alone."""
    if not (action.fresh and action.everywhere):
        return
    for role in policy.roles.values():
        if not role.second_factor and policy.groups_of(role.id) & frozenset(action.allowed):
            yield _wrong(number, "allowed", f"{action.id}: {role.id} may do it with a password alone",
                         "roles with `second_factor: true`", f"give {role.id} `second_factor: true` in policy.yaml")  # fmt: skip


def _roles_called_like_a_relation(policy: Policy) -> Iterator[Mistake]:
    for number, role in enumerate(policy.heading.roles):
        for name in (role.id, *role.groups):
            if name in _NOT_A_ROLE:
                yield Mistake("policy.yaml", ("roles", number), f"{name!r} is a relation, not a role",
                              f"a name other than {', '.join(sorted(_NOT_A_ROLE))}", "call the role otherwise")  # fmt: skip
