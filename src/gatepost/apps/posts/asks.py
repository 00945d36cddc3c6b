"""What would have to be allowed for a post that is held, and by whom: read off its findings and the policy.

A grant of the policy says who gives it. What was judged by likelihood, or could not be told, is a doubt (PU-11c): it
goes to whoever answers questions in doubt. All else that stops a post nobody can allow, and it has to be mended.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.policy import Policy, Verdict
from gatepost.policy.who import roles_of
from gatepost.screening.finding import Finding
from gatepost.screening.signs import MUST_BE_PRACTISED

DOUBT = ""  # an ask without a grant
DECIDES, ANSWERS = "post.decide", "question.answer"


@dataclass(frozen=True)
class Asked:
    """A permission that is asked for (or a doubt), the roles that may answer, and the clauses it is about."""

    grant: str
    roles: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Way:
    """What may be asked of whom. `outside` are the findings that only somebody outside can lift, `never` those that nobody can."""

    asks: tuple[Asked, ...] = ()
    outside: tuple[Finding, ...] = ()
    never: tuple[Finding, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether sending it may lead anywhere."""
        return bool(self.asks) and not self.outside and not self.never

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role that is asked, each once."""
        return tuple(dict.fromkeys(role for ask in self.asks for role in ask.roles))

    def key(self, fingerprint: str) -> str:
        """Names this way for these very words: if either changes, it is another."""
        return hashlib.blake2s(f"{fingerprint} {self.asks}".encode(), digest_size=8).hexdigest()


def way(findings: Iterable[Finding], policy: Policy) -> Way:
    """What stops a post, sorted by who could allow it."""
    asked: dict[str, tuple[tuple[str, ...], list[str]]] = {}
    outside: list[Finding] = []
    never: list[Finding] = []
    for finding in findings:
        if finding.verdict < Verdict.HOLD:
            continue
        found = asked_for(finding, policy)
        if found is not None:
            _roles, clauses = asked.setdefault(found[0], (found[1], []))
            clauses.append(finding.clause)
        else:
            (outside if finding.lifted_by else never).append(finding)
    asks = tuple(Asked(grant, roles, tuple(dict.fromkeys(clauses))) for grant, (roles, clauses) in asked.items())
    return Way(asks, tuple(outside), tuple(never))


def asked_for(finding: Finding, policy: Policy) -> tuple[str, tuple[str, ...]] | None:
    """The grant that would lift it and the roles that may give it here; None where there is nobody."""
    for grant in finding.lifted_by:
        known = policy.grant_by_id.get(grant)
        roles = _who_may(policy, DECIDES, known.given_by) if known else ()
        if roles:
            return grant, roles
    if finding.lifted_by or finding.verdict != Verdict.HOLD or not _is_doubt(finding):
        return None
    action = policy.action_by_id.get(ANSWERS)
    roles = _who_may(policy, DECIDES, tuple(role.id for role in roles_of(policy, action))) if action else ()
    return (DOUBT, roles) if roles else None


def title(grant: str, policy: Policy) -> str | Promise:
    """What is asked, in words."""
    known = policy.grant_by_id.get(grant)
    if known is not None:
        return known.title
    return grant.replace("_", " ") if grant else _("A doubt: may this go out as it is?")


def next_to_be_asked(policy: Policy) -> tuple[str, ...]:
    """The roles to which it goes when nobody answers, by the policy's own duty."""
    then = [name for duty in policy.duties if "post_sent" in duty.raised_by for name in duty.then]
    return policy.roles_named(then)


def _who_may(policy: Policy, action_id: str, names: Iterable[str]) -> tuple[str, ...]:
    action = policy.action_by_id.get(action_id)
    may = {role.id for role in roles_of(policy, action)} if action else set()
    return tuple(role for role in policy.roles_named(names) if role in may)


def _is_doubt(finding: Finding) -> bool:
    return not finding.sure or finding.sign in MUST_BE_PRACTISED
