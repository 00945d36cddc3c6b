"""Roles in the policy's words: {{ held|role_title }}."""

from __future__ import annotations

from django import template

from gatepost.apps.people.models import RoleHeld
from gatepost.apps.people.policy import in_force

register = template.Library()


@register.filter
def role_title(held: RoleHeld) -> str:
    """The role's title; a role that the policy in force no longer knows, by its old name."""
    known = in_force().roles.get(held.role)
    return str(known.title) if known else held.role
