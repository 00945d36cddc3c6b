"""The look's small words: {% clause "SU-4b" %}, {% person p %}, {% day d %}, {% sign "hold" %}. See docs/look.md."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from gatepost.apps.people.models import Federation, Person
from gatepost.apps.people.models.person import SYSTEM_ID
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.standing import standing
from gatepost.web import navigation as ways
from gatepost.web.signs import drawn

register = template.Library()
register.simple_tag(drawn, name="sign")

VERDICTS = {
    "allow": gettext_lazy("May be posted"),
    "advise": gettext_lazy("May be posted, think of this"),
    "hold": gettext_lazy("Ask first"),
    "block": gettext_lazy("Do not post this yet"),
}


@register.simple_tag
def clause(name: str) -> SafeString:
    """The tag of a clause, which opens its page; one that the policy in force does not have opens nothing."""
    if name not in in_force().clauses:
        return format_html('<span class="clause">{}</span>', name)
    return format_html('<a class="clause" href="/policy/{}/">{}</a>', name, name)


@register.simple_tag
def person(who: Person | None) -> str:
    """How somebody is named on a page."""
    if who is None or who.erased_at is not None:
        return gettext("somebody whose entry was erased")
    return gettext("Gatepost itself") if who.pk == SYSTEM_ID else who.polite_name


@register.filter
def main_role(who: Person) -> str:
    """The first role they hold today, in the policy's words; empty without any."""
    roles = in_force().roles
    return next((str(roles[held.role].title) for held in standing(who).roles if held.role in roles), "")


@register.simple_tag
def day(when: date | None, *, year: bool = False) -> str | SafeString:
    """`Fri 4 Dec`, with the year where it is another than this, or where it matters; empty for none."""
    if when is None:
        return ""
    on = timezone.localtime(when).date() if isinstance(when, datetime) else when
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), _said(on, year=year))


@register.simple_tag
def moment(when: datetime | None) -> str | SafeString:
    """`Fri 4 Dec, 17:05`; in the hour that October has twice it says which of the two."""
    if when is None:
        return ""
    at = timezone.localtime(when)
    twice = at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
    said = f"{_said(at.date())}, {at:%H:%M}{f' {at.tzname()}' if twice else ''}"
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="seconds"), said)


def _said(on: date, *, year: bool = False) -> str:
    return date_format(on, "D j M Y" if year or on.year != timezone.localdate().year else "D j M")


@register.filter
def verdict_title(verdict: str) -> str:
    """A verdict as the author reads it."""
    return str(VERDICTS[str(verdict)])


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """The way back, as list items with links in it."""
    return format_html('<nav class="way" aria-label="{}"><ol>{}</ol></nav>', gettext("You are here"), content)


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> SafeString:
    """The links of the mast."""
    path = context["request"].path
    return format_html_join(
        "",
        '<li><a href="{}"{}>{}</a></li>',
        ((href, _current(href, path), title) for href, title in _links(context, ways.MAIN)),
    )


@register.simple_tag(takes_context=True)
def footer(context: template.Context) -> SafeString:
    """The links of the foot."""
    return format_html_join("", '<li><a href="{}">{}</a></li>', _links(context, ways.FOOT))


def _links(context: template.Context, among: tuple[ways.Link, ...]) -> list[tuple[str, Any]]:
    return list(ways.links(context.get("person"), among)) if "request" in context else []


def _current(href: str, path: str) -> SafeString:
    here = path == href if href == "/" else path.startswith(href)
    return SafeString(' aria-current="page"' if here else "")


@register.simple_tag(takes_context=True)
def brand_name(context: template.Context) -> str:
    """The federation's name; before it is set up, ours."""
    federation: Federation | None = context.get("federation")
    return federation.name if federation and federation.name else "Gatepost"


@register.simple_tag(takes_context=True)
def crest(context: template.Context) -> SafeString:
    """The federation's crest; without one, our gate."""
    federation: Federation | None = context.get("federation")
    if not federation or not federation.crest:
        return drawn("gate")
    return format_html('<img src="{}?v={}" alt="" width="40" height="40">', reverse("crest"), federation.version)


@register.simple_tag(takes_context=True)
def look_links(context: template.Context) -> SafeString:
    """What the head of every page links: the school's colours, the icon and the manifest."""
    federation: Federation | None = context.get("federation")
    version = federation.version if federation else 0
    parts = [("stylesheet", "colours")] if federation and federation.colour else []
    parts += [("icon", "icon_svg"), ("apple-touch-icon", "icon_touch"), ("manifest", "manifest")]
    return format_html_join(
        "", '<link rel="{}" href="{}?v={}">', ((rel, reverse(name), version) for rel, name in parts)
    )
