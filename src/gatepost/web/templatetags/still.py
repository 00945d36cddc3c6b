"""{% still "foot" %}…{% endstill %}: a part of a page that stays the same for a person until something happens.

Only for what follows from what services change, the person, the day and the named values: no form, no token, no clock.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from gatepost.apps.ledger.still import stamp_now, still

register = template.Library()


class StillNode(template.Node):
    """The part, rendered once for each person, day and value."""

    def __init__(self, name: str, varies: list[FilterExpression], nodelist: NodeList) -> None:
        self.name, self.varies, self.nodelist = name, varies, nodelist

    def render(self, context: template.Context) -> SafeString:
        person, values = context.get("person"), tuple(str(value.resolve(context)) for value in self.varies)
        key = ("part", self.name, person and person.pk, timezone.localdate(), get_language(), *values)
        return still(key, lambda: self.nodelist.render(context), _stamp(context))


def _stamp(context: template.Context) -> str:
    """One for the whole page: whatever this request changes, it has changed by now."""
    request = context.get("request")
    if request is None:
        return ""
    if not hasattr(request, "still_stamp"):
        request.still_stamp = stamp_now()
    stamp: str = request.still_stamp
    return stamp


@register.tag("still")
def part(parser: Parser, token: Token) -> StillNode:
    """The tag."""
    _, name, *varies = token.split_contents()
    nodelist = parser.parse(("endstill",))
    parser.delete_first_token()
    return StillNode(name, [parser.compile_filter(value) for value in varies], nodelist)
