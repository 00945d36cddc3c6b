"""The way around: which links of the site a person sees, by what they may do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.authority import may
from gatepost.apps.people.models import Person


class Link(NamedTuple):
    """A page by the name of its address, and the action that opens it."""

    page: str
    title: Promise
    action: str


MAIN = (
    Link("first", _("Today"), "site.open"),
    Link("check", _("Check before you post"), "post.check"),
    Link("sent_posts", _("Your posts"), "post.send"),
    Link("waiting_posts", _("Posts to decide on"), "post.decide"),
    Link("ask", _("Ask SLT"), "question.ask"),
    Link("questions_waiting", _("Questions to SLT"), "question.answer"),
    Link("lessons_to_review", _("Said to be wrong"), "finding.review"),
    Link("family", _("My children"), "family.own"),
    Link("people", _("People"), "person.list"),
    Link("pupils", _("Pupils"), "pupil.list"),
    Link("schools", _("Schools"), "school.see"),
    Link("imports", _("Lists from files"), "import.run"),
    Link("ledger", _("What was done"), "ledger.see"),
    Link("federation", _("Name and colours"), "federation.change"),
    Link("state", _("This installation"), "site.state"),
)
FOOT = (
    Link("policy", _("The policy"), "policy.read"),
    Link("who_does_what", _("Who does what"), "authority.see"),
    Link("notices", _("Your notices"), "notice.own"),
    Link("own_doings", _("What you have done"), "ledger.own"),
    Link("own_sign_in", _("Your sign-in"), "account.own"),
)


def links(person: Person | None, among: tuple[Link, ...]) -> Iterator[tuple[str, Promise]]:
    """Address and title of those that this person may open."""
    return ((reverse(link.page), link.title) for link in among if may(person, link.action))
