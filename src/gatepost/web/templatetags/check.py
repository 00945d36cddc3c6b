"""What a check's page says of a matter: {% quoted matter %}, {{ matter|lifts }}."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, ngettext

from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.selectors.wording import role_title
from gatepost.apps.posts.asks import asked_for, title
from gatepost.apps.posts.channels import Place, said
from gatepost.apps.posts.forms import AUDIENCES
from gatepost.apps.posts.models import Ask, SentPost
from gatepost.apps.posts.offers import Told
from gatepost.apps.posts.post import Post
from gatepost.apps.posts.selectors.deciders import Sending
from gatepost.apps.posts.services import Checked
from gatepost.policy import Verdict
from gatepost.screening import Report
from gatepost.screening.finding import Finding
from gatepost.screening.matters import Matter, matters, what_to_do, would_lift
from gatepost.web.templatetags.look import verdict_title

register = template.Library()
SHOWN = 4


@register.simple_tag
def quoted(matter: Matter) -> SafeString:
    """The author's words, or what they are about; of a place without words the clause's title."""
    around = all(one.where.startswith(("channel.", "author_role")) for one in matter.findings)
    places = [] if around else [one for one in matter.quotes if one]  # of the place it goes to nobody typed a word
    if not places:
        return format_html("<strong>{}</strong>", in_force().title(matter.clause))
    pictures = not any(one.span for one in matter.findings)
    shown = format_html_join(
        ", ",
        "<strong>{}</strong>" if pictures else "<q>{}</q>",
        ((capfirst(one) if pictures else _short(one),) for one in places[:SHOWN]),
    )
    more = len(places) - SHOWN
    left = ngettext("and %(number)s more", "and %(number)s more", more) % {"number": more} if more > 0 else ""
    return format_html("<span>{} {}</span>", shown, left)


def _short(words: str) -> str:
    return str(Truncator(words).chars(100))


@register.filter
def heading(checked: Checked) -> str:
    """The verdict as the author reads it; of a first look it is what is so far."""
    verdict = verdict_title(checked.verdict.word)
    return gettext("So far: %(verdict)s") % {"verdict": verdict} if checked.unread else verdict


@register.filter
def to_do(told: list[Told]) -> str:
    """What is to be done about all of it: `One thing must change, two need an answer.`."""
    return what_to_do(one.matter for one in told)


@register.filter
def lifts(matter: Matter) -> list[str]:
    """Each permission that would lift it, and from whom."""
    return list(would_lift(matter.lifted_by, in_force()))


@register.filter
def place(post: Post) -> str:
    """Where it is to go, as a heading has it."""
    return str(said(in_force(), post.place))


@register.filter
def brief(report: Report) -> str:
    """What is to be done about a report."""
    return what_to_do(matters(report.findings, office=False))


@register.simple_tag
def only(report: Report, other: Report) -> list[tuple[str, str]]:
    """The clauses that one report names and the other does not, with their titles."""
    there = {finding.clause for finding in other.findings}
    here = dict.fromkeys(f.clause for f in report.findings if f.clause and f.clause not in there)
    return [(name, in_force().title(name)) for name in here]


@register.filter
def why_not(matter: Matter) -> str:
    """That nothing lifts it, where it stops a post and nothing does; of a doubt, that somebody can say."""
    if matter.verdict < Verdict.HOLD or matter.lifted_by:
        return ""
    if matter.findings and asked_for(matter.findings[0], in_force()):
        return gettext("Gatepost cannot tell this for sure. It can be sent to somebody who can say.")
    return gettext("No permission lifts this.")


@register.filter
def to_whom(sending: Sending) -> str:
    """What the button says: `Send to SLT`, or the one role that is asked."""
    policy, roles = in_force(), sending.way.roles
    if all("slt" in policy.roles[role].groups for role in roles if role in policy.roles):
        return gettext("Send to SLT")
    if len(roles) == 1:
        return gettext("Send to: %(role)s") % {"role": policy.roles[roles[0]].title}
    return gettext("Send for a decision")


@register.filter
def outsiders(findings: tuple[Finding, ...]) -> list[str]:
    """Each permission that only somebody outside can give, and who."""
    grants = dict.fromkeys(grant for one in findings for grant in one.lifted_by)
    return list(would_lift(grants, in_force()))


@register.filter
def place_of(sent: SentPost) -> str:
    """Where a sent post is to go, as a heading has it."""
    return str(said(in_force(), Place(sent.kind, sent.platform)))


@register.filter
def audience(sent: SentPost) -> str:
    """Who is to see it."""
    return str(dict(AUDIENCES).get(sent.audience, sent.audience))


@register.filter
def role_of(name: str) -> str:
    """A role by its title."""
    return role_title(name)


@register.filter
def people(them: Iterable[Person]) -> str:
    """`Mrs Penfold, Mr Okoro`."""
    return ", ".join(one.polite_name for one in them)


@register.filter
def asked_title(ask: Ask) -> str:
    """What is asked, in words."""
    return str(title(ask.grant, in_force()))


@register.filter
def first_words(sent: SentPost) -> str:
    """How a sent post begins, for its author's own list."""
    return str(Truncator(" ".join(str(sent.words.get("text", "")).split())).chars(80))
