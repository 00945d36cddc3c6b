"""Small words for the pages of the door."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from django import template
from django.conf import settings

from gatepost.web.signin.devices import device_words

register = template.Library()
register.filter("device", device_words)


@register.simple_tag(takes_context=True)
def providers(context: template.Context) -> list[Any]:
    """The school's own accounts that one can sign in with here."""
    return list(get_adapter(context["request"]).list_providers(context["request"]))


@register.simple_tag(takes_context=True)
def next_page(context: template.Context) -> str:
    """Where somebody wanted to go, if it is a page of ours."""
    return get_next_redirect_url(context["request"]) or ""


@register.simple_tag
def is_demonstration() -> bool:
    """Whether this is the demonstration."""
    return bool(settings.DEMO)
