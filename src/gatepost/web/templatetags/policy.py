"""The policy's words on its pages: {{ clause|force }}, {{ clause.binds|people }}."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from gatepost.apps.people.policy import in_force
from gatepost.policy.clause import Break, Clause
from gatepost.policy.who import called
from gatepost.screening.signs import SIGNS

register = template.Library()

FORCES: dict[str, str | Promise] = {
    "must": gettext_lazy("a must"),
    "must_not": gettext_lazy("forbidden"),
    "strongly_advised": gettext_lazy("strongly advised"),
    "recommended": gettext_lazy("recommended"),
    "permitted": gettext_lazy("permitted"),
    "see_parts": gettext_lazy("part by part"),
}
KINDS: dict[str, str | Promise] = {
    "sanctioned": gettext_lazy("on a school account"),
    "personal": gettext_lazy("on a personal account"),
    "closed_group": gettext_lazy("in a closed group"),
    "dm": gettext_lazy("in a private message"),
}


@register.filter
def force(clause: Clause) -> str:
    """How strictly it asks."""
    return str(FORCES[clause.force])


@register.filter
def people(names: Iterable[str]) -> str:
    """Roles by their titles, groups by their names."""
    return called(in_force(), names)


@register.filter
def seen(rule: Break) -> str:
    """What a check sees: `a child in a picture has no consent on file`."""
    return SIGNS.get(rule.sees, rule.sees)


@register.filter
def where(rule: Break) -> str:
    """`on a school account, in a closed group`; empty for everywhere."""
    return "" if len(set(rule.on)) == len(KINDS) else ", ".join(str(KINDS[kind]) for kind in rule.on)
