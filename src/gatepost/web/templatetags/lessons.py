"""What a page says of a draft that was kept: {{ draft|place_of }}, {{ draft|role_of }}; and {{ matter|wrong_key }}."""

from __future__ import annotations

from django import template

from gatepost.apps.lessons.services.disputing import key_of
from gatepost.apps.people.policy import in_force
from gatepost.apps.posts.channels import Place, said
from gatepost.screening import Draft
from gatepost.screening.matters import Matter

register = template.Library()


@register.filter
def place_of(draft: Draft) -> str:
    """Where it was to go, as a heading has it."""
    return str(said(in_force(), Place(draft.channel.kind, draft.channel.platform)))


@register.filter
def role_of(draft: Draft) -> str:
    """As whom it was posted."""
    role = in_force().roles.get(draft.author_role)
    return str(role.title) if role else draft.author_role


@register.filter
def wrong_key(matter: Matter) -> str:
    """What names the first finding of a matter, for whoever says that it was wrong."""
    return key_of(matter.findings[0]) if matter.findings else ""
