"""A post screened by what is known today. Whatever goes wrong, it is held."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _

from gatepost.apps.people.policy import in_force
from gatepost.apps.people.roll import known_now
from gatepost.policy import Policy, Verdict
from gatepost.screening import Draft, Federation, Known, Report, screen
from gatepost.screening.finding import Finding, Remedy

_log = logging.getLogger("gatepost.posts")


def judged(draft: Draft, *, at_first_look: bool = False) -> tuple[Known | None, Report]:
    """What is known and the report; nothing is known where it could not be told."""
    policy = in_force()
    try:
        known = known_now()
        return known, screen(draft, known, policy, at_first_look=at_first_look)
    except Exception:  # noqa: BLE001 (what could not be told is held)
        _log.exception("a post could not be checked")
        return None, _held(draft, policy)


def _held(draft: Draft, policy: Policy) -> Report:
    meanings = policy.meanings("could_not_check", draft.author_role, draft.channel.kind)
    finding = Finding(
        meanings[0].clause.id if meanings else "", Verdict.HOLD, "could_not_check",
        _("Gatepost could not check this just now, so it waits."), "text", "", 0, 0,
        remedy=Remedy("ask", _("Try again in a minute, or ask somebody to look at it.")),
    )  # fmt: skip
    nothing = Known.of(Federation(""))
    return Report(draft, Verdict.HOLD, (finding,), (), policy.id, policy.version, policy.digest, nothing, policy)
