"""Whom the demonstration offers to be: the first few of each role who can sign in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext

from gatepost.apps.people.models import Account, Guardianship, RoleHeld
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.policy import in_force

EACH = 4  # enough to see two schools and a deputy; eighty teachers would be a wall


class Part(NamedTuple):
    """One of the cast in a role, with what tells them from the others: `Teacher 4J, St Mary's`."""

    account: Account
    says: str


def cast_by_role() -> Iterator[tuple[str, list[Part]]]:
    """The title of each role with its people; in two queries, whoever they are."""
    now = holds(timezone.localdate())
    held = RoleHeld.objects.filter(now, person__account__is_active=True, person__erased_at=None).order_by("pk")
    by_role: dict[str, dict[int, Part]] = {}
    for one in held.select_related("person__account", "school"):
        says = (one.title, gettext("as a deputy") if one.deputises_id else "", one.school.name if one.school else "")
        part = Part(one.person.account, ", ".join(filter(None, says)))
        by_role.setdefault(one.role, {}).setdefault(part.account.pk, part)
    for adult in Guardianship.objects.filter(now, adult__account__is_active=True).select_related("adult__account")[
        : EACH * 4
    ]:
        by_role.setdefault("parent", {}).setdefault(adult.adult.account.pk, Part(adult.adult.account, ""))
    for role in in_force().roles.values():
        if parts := list(by_role.get(role.id, {}).values())[:EACH]:
            yield role.title, parts
