"""Words about what is owed: {% due duty %}, and where it is done: {% duty_page duty %}."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from gatepost.apps.duties.models import Duty, Owing
from gatepost.apps.people.policy import in_force
from gatepost.web.templatetags.look import day
from gatepost.web.views.opening import page_of

register = template.Library()
SHORT = 120  # minutes: up to here it is told in minutes


@register.simple_tag
def due(duty: Duty) -> str | SafeString:
    """`20 minutes late`, `by 16:00`, `by Fri 4 Dec`; nothing for what has no time."""
    if duty.due_at is None:
        return ""
    now, when = timezone.now(), duty.due_at
    if when <= now:
        return format_html('<span class="due late">{}</span>', _late(when, now))
    at = timezone.localtime(when)
    if at.date() == timezone.localdate(now):
        said: str | SafeString = gettext("by %(time)s") % {"time": f"{at:%H:%M}"}
    else:
        said = format_html(gettext("by {}"), day(when))
    return format_html('<span class="due">{}</span>', said)


def _late(when: datetime, now: datetime) -> str:
    minutes = int((now - when).total_seconds() // 60)
    if minutes < 1:
        return gettext("due now")
    if minutes <= SHORT:
        return ngettext("%(n)d minute late", "%(n)d minutes late", minutes) % {"n": minutes}
    days = (timezone.localdate(now) - timezone.localdate(when)).days
    if not days:
        hours = minutes // 60
        return ngettext("%(n)d hour late", "%(n)d hours late", hours) % {"n": hours}
    return ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}


@register.simple_tag
def duty_page(duty: Duty) -> str:
    """Where it is done: the page of what it is about, or its own."""
    return (duty.by_event and page_of(duty.cause)) or reverse("duty", args=[duty.pk])


@register.simple_tag
def asked_one(row: Owing) -> str:
    """Who was asked: a person, or a role in the policy's words."""
    if row.person is not None:
        return row.person.polite_name
    role = in_force().roles.get(row.role)
    return role.title if role else row.role
