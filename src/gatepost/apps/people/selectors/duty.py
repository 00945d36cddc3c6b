"""Who is on duty now: whoever holds a role that an action is allowed to, and their deputies while they are away."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from gatepost.apps.people.authority import action_named
from gatepost.apps.people.models import Absence, Person, RoleHeld
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.policy import in_force


def on_duty(action: str, schools: Collection[int]) -> list[Person]:
    """Those who may do `action` in one of these schools today and are not away, its holders before their deputies."""
    found = [role for role in _held(action, schools) if not role.is_away and _counts(role)]  # type: ignore[attr-defined]
    found.sort(key=lambda role: role.deputises_id is not None)
    return list(dict.fromkeys(role.person for role in found))


def _held(action: str, schools: Collection[int]) -> list[RoleHeld]:
    policy, allowed = in_force(), frozenset(action_named(action).allowed)
    roles = [role for role in policy.roles if policy.groups_of(role) & allowed]
    away = Absence.objects.filter(holds(timezone.localdate()))
    return list(
        RoleHeld.objects.filter(holds(timezone.localdate()), role__in=roles, person__erased_at=None)
        .filter(Q(school=None) | Q(school__in=schools))
        .select_related("person", "deputises")
        .annotate(
            is_away=Exists(away.filter(person=OuterRef("person"))),
            principal_away=Exists(away.filter(person=OuterRef("deputises__person"))),
        )
    )


def _counts(role: RoleHeld) -> bool:
    """A deputy is on duty while the other is away, however much they may do at other times."""
    principal = role.deputises
    if principal is None:
        return True
    return principal.holds(timezone.localdate()) and role.principal_away  # type: ignore[attr-defined]
