"""Words for tokens and webhooks."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.machines.models import Hook, Token

register = template.Library()
_SAID: dict[str, str | Promise] = {
    "": _("no answer yet"),
    "secret": _("its secret cannot be opened any more: give it a new one"),
    "unknown_host": _("there is no server of that name"),
    "not_public": _("its name leads into a network of its own"),
    "no_answer": _("it did not answer"),
    "untrusted": _("its certificate is not to be trusted"),
    "too_slow": _("it took too long"),
    "too_large": _("it answered more than is read"),
}


@register.filter
def last_day(token: Token) -> date:
    """The last day on which it opens something."""
    return timezone.localdate(token.expires_at - timedelta(seconds=1))


@register.filter
def server(hook: Hook) -> str:
    """Where it is; the rest of the address may hold a key."""
    return urlsplit(hook.address).netloc


@register.filter
def said(word: str) -> str:
    """How a try went."""
    return str(_SAID.get(word, word))
