"""What the policy counts on and nobody does: roles without a holder, and people without the second factor they need."""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator

from gatepost.apps.people.models import Account, RoleHeld
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.policy import in_force

COUNTED_ON = ("executive_head", "dso", "network_manager")


def roles_without_holder(on: date) -> list[str]:
    """The titles of roles that the policy counts on and nobody holds on a day in their own right."""
    held = set(RoleHeld.objects.filter(holds(on), deputises=None).values_list("role", flat=True))
    known = in_force().roles
    return [known[role].title for role in COUNTED_ON if role in known and role not in held]


def dso_has_deputy(on: date) -> bool:
    """Whether somebody can stand in for the designated safeguarding officer."""
    return RoleHeld.objects.filter(holds(on), role="dso", deputises__isnull=False).exists()


def without_second_factor(on: date) -> int:
    """How many people may sign in, hold a role that demands a second factor, and have none."""
    demanding = [role.id for role in in_force().roles.values() if role.second_factor]
    holders = RoleHeld.objects.filter(holds(on), role__in=demanding).values("person_id")
    has_one = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values("user_id")
    return Account.objects.filter(is_active=True, person_id__in=holders).exclude(pk__in=has_one).count()
