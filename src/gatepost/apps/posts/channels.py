"""Where a post may go, in plain words, made of the pack's kinds and platforms. Registered accounts come later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gatepost.policy import Policy
from gatepost.policy.clause import Platform

ELSEWHERE = "elsewhere"  # the choice that asks for a kind and a platform
UNLISTED = "unlisted"  # a platform that no pack has, so that it holds
FAVOURED = ("facebook", "whatsapp")  # where a pack has them, they stand for their kind

KINDS: dict[str, Promise] = {
    "sanctioned": _("An account of the school"),
    "personal": _("My own account"),
    "closed_group": _("A closed group"),
    "dm": _("A message to one person"),
}
AUDIENCES = {"sanctioned": "public", "personal": "followers", "closed_group": "group_members", "dm": "one_person"}


class Place(NamedTuple):
    """A kind of channel on a platform."""

    kind: str
    platform: str

    @property
    def value(self) -> str:
        """As a form sends it."""
        return f"{self.kind}:{self.platform}"

    @property
    def audience(self) -> str:
        """Who sees it there as a rule."""
        return AUDIENCES.get(self.kind, "public")

    @property
    def other_side(self) -> Place:
        """The same words on one's own account instead of the school's, and the other way about."""
        return Place("sanctioned" if self.kind != "sanctioned" else "personal", self.platform)


def usual(policy: Policy) -> Iterator[tuple[str, Promise]]:
    """The places that people mean most, then `elsewhere`; for a form's choices."""
    for place, title in _usual(policy):
        yield place.value, title
    yield ELSEWHERE, _("Somewhere else")


def _usual(policy: Policy) -> Iterator[tuple[Place, Promise]]:
    social, chat = _of_kind(policy, "social_network"), _of_kind(policy, "messaging")
    site = next((one for one in policy.platforms if one.use == "website"), None)
    if social:
        yield Place("sanctioned", social.id), format_lazy(_("The school’s {platform} page"), platform=social.title)
    if site:
        yield Place("sanctioned", site.id), _("The school’s website or class blog")
    if social:
        yield Place("personal", social.id), _("My own account (nothing is kept)")
    if chat:
        yield Place("closed_group", chat.id), format_lazy(_("A staff {platform} group"), platform=chat.title)
        yield Place("dm", chat.id), _("A message to one person")


def _of_kind(policy: Policy, kind: str) -> Platform | None:
    """The platform that stands for its kind: a favoured one, else the first of the pack."""
    found = [one for one in policy.platforms if kind in one.kinds]
    return next((one for one in found if one.id in FAVOURED), found[0] if found else None)


def platforms(policy: Policy) -> list[tuple[str, object]]:
    """Every platform under the title of its first kind, for a form's choices."""
    titles = {kind.id: kind.title for kind in policy.kinds}
    groups: dict[str, list[tuple[str, str]]] = {title: [] for title in titles.values()}
    for one in policy.platforms:
        groups[titles[one.kinds[0]]].append((one.id, one.title))
    return [*((title, group) for title, group in groups.items() if group), (UNLISTED, _("One that is not listed"))]


def said(policy: Policy, place: Place) -> Promise:
    """A place as a heading has it: `An account of the school, Facebook`."""
    platform = policy.platform_by_id.get(place.platform)
    title = platform.title if platform else _("a platform that is not listed")
    return format_lazy("{kind}, {platform}", kind=KINDS.get(place.kind, place.kind), platform=title)
