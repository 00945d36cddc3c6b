"""Words about letters: {% letter notice %}, {% days hours %}, {% quiet hours %}."""

from __future__ import annotations

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gatepost.apps.notices.hours import SCHOOL_DAYS, Hours
from gatepost.apps.notices.models import Notice
from gatepost.web.templatetags.look import moment

register = template.Library()


@register.simple_tag
def letter(one: Notice) -> str | SafeString:
    """What became of the letter about it."""
    about = one.letter
    if about is None or about.left_out_at is not None:
        if one.opened_at:
            return gettext("none was needed")
        return gettext("on its way") if one.urgent else gettext("with the next one")
    if about.given_up_at is not None:
        return gettext("could not be delivered")
    return moment(about.sent_at) if about.sent_at else gettext("on its way")


@register.simple_tag
def days(hours: Hours) -> str:
    """On which days the daily letter comes."""
    if hours.days == SCHOOL_DAYS:
        named = gettext("Monday to Friday")
    elif len(hours.days) == len(WEEKDAYS):
        named = gettext("every day")
    else:
        named = ", ".join(str(WEEKDAYS[day]) for day in sorted(hours.days))
    return named if hours.bank_holidays else gettext("%(days)s, not on bank holidays") % {"days": named}


@register.simple_tag
def quiet(hours: Hours) -> str:
    """Between which hours no letter comes."""
    if hours.quiet_from == hours.quiet_until:
        return gettext("none")
    shown = {"start": f"{hours.quiet_from:%H:%M}", "end": f"{hours.quiet_until:%H:%M}"}
    return gettext("from %(start)s to %(end)s") % shown
