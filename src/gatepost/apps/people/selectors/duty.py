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
    policy, allowed = in_force(), frozenset(action_named(action).allowed)
    return there_now([role for role in policy.roles if policy.groups_of(role) & allowed], schools)


def there_now(roles: Collection[str], schools: Collection[int] | None) -> list[Person]:
    """Those who hold one of these roles at one of these schools (at any of them: None) and are not away today.

    Whoever stands in for somebody who is away comes after those who hold a role themselves.
    """
    found = [role for role in _held(roles, schools) if not role.is_away and _counts(role)]  # type: ignore[attr-defined]
    found.sort(key=lambda role: role.deputises_id is not None)
    return list(dict.fromkeys(role.person for role in found))


def _held(roles: Collection[str], schools: Collection[int] | None) -> list[RoleHeld]:
    today = holds(timezone.localdate())
    away = Absence.objects.filter(today)
    where = Q() if schools is None else Q(school=None) | Q(school__in=schools)
    return list(
        RoleHeld.objects.filter(today, where, role__in=roles, person__erased_at=None)
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
