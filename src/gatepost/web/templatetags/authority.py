"""Who may do what, in words: {{ action|who_may }}."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from gatepost.apps.people.policy import in_force
from gatepost.policy import who
from gatepost.policy.clause import Action

register = template.Library()

RELATIONS: dict[str, str | Promise] = {
    "self": gettext_lazy("whoever it is about"),
    "guardian": gettext_lazy("whoever answers for the child it is about"),
    "signed_in": gettext_lazy("everybody who has signed in"),
    "public": gettext_lazy("everybody, without signing in"),
    "system": gettext_lazy("Gatepost itself, at its own jobs"),
}
CONDITIONS: dict[str, str | Promise] = {
    "fresh": gettext_lazy("asks to sign in again"),
    "not_own": gettext_lazy("never for oneself"),
    "everywhere": gettext_lazy("with a role in the whole federation"),
}


@register.filter
def who_may(action: Action) -> str:
    """`Executive Head, Clerk to the governors`; `nobody` where the pack allows it to none."""
    roles = [role.title for role in who.roles_of(in_force(), action)]
    return ", ".join([*roles, *(str(RELATIONS[name]) for name in who.relations_of(action))]) or gettext("nobody")


@register.filter
def conditions(action: Action) -> str:
    """`asks to sign in again, never for oneself`; empty for none."""
    return ", ".join(str(CONDITIONS[name]) for name in who.conditions_of(action))


@register.filter
def telephone(number: str) -> str:
    """A number as a `tel:` address has it: digits, and a plus before them."""
    return ("+" if number.strip().startswith("+") else "") + "".join(filter(str.isdigit, number))
