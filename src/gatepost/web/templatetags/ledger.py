"""When something happened, to the second and beyond doubt: {% exact at %}; and names of values as words: {{ name|words }}."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def exact(when: datetime) -> SafeString:
    """`25 Oct 2026, 01:30:00 BST (UTC+01:00)`. Django's own formats leave the zone out in the hour that October has twice."""
    at = timezone.localtime(when)
    offset = f"{at:%z}"
    said = f"{date_format(at.date(), 'j M Y')}, {at:%H:%M:%S %Z} (UTC{offset[:3]}:{offset[3:5]})"
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), said)


@register.filter
def words(name: str) -> str:
    """The name of a value as a reader says it: `known as before` for `known_as_before`."""
    return name.replace("_", " ")
