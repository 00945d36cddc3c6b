"""Words that are to be kept for others, laid before the checker itself: they may name nobody and tell of nobody."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from gatepost.apps.people.policy import in_force
from gatepost.apps.people.roll import known_now
from gatepost.policy import Policy, Verdict
from gatepost.screening import Channel, Context, Draft, Known, screen
from gatepost.screening.finding import Finding
from gatepost.screening.naming import names_in

ROLE = "head_of_school_slt"
BETWEEN = "\n\n"
NAMES = "This names somebody of ours, or may. Say it without a name."
_log = logging.getLogger("gatepost.questions")


@dataclass(frozen=True)
class Looked:
    """What the checker says of the words; `told` is False where it could not tell, and then nothing is kept."""

    words: str
    findings: tuple[Finding, ...] = ()
    told: bool = True

    @property
    def may_be_kept(self) -> bool:
        """Whether they name nobody, and are advised against at most."""
        return self.told and all(one.verdict <= Verdict.ADVISE for one in self.findings)


def joined(asked: str, answered: str) -> str:
    """Question and answer as they are screened: together, for what tells of somebody may stand in both."""
    return f"{asked}{BETWEEN}{answered}"


def look(words: str) -> Looked:
    """Screened with what the federation knows now; whatever goes wrong, it may not be kept."""
    try:
        return judged(words, known_now(), in_force())
    except Exception as problem:  # noqa: BLE001 (what could not be told is not kept)
        _log.error("an answer could not be screened: %s", type(problem).__name__)  # never its words
        return Looked(words, told=False)


def judged(words: str, known: Known, policy: Policy) -> Looked:
    """As a post by SLT to the staff and as one to everybody, the stricter of the two; and nobody of the roll is named."""
    reports = [screen(_post(words, kind, platform, audience), known, policy)
               for kind, platform, audience in _places(policy)]  # fmt: skip
    worst = max(reports, key=lambda report: report.verdict)
    named = tuple(_naming(words, one.start, one.end) for one in names_in(words, known))
    return Looked(words, (*named, *worst.findings), told=bool(known.roll.staff or known.roll.pupils))


def _places(policy: Policy) -> list[tuple[str, str, str]]:
    site = next((one.id for one in policy.platforms if one.use == "website"), "")
    chat = next((one.id for one in policy.platforms if "messaging" in one.kinds), "")
    found = [("sanctioned", site, "public")] if site else []
    return [*found, ("closed_group", chat, "group_members")] if chat or not found else found


def _post(words: str, kind: str, platform: str, audience: str) -> Draft:
    context = Context(account="registered" if kind == "sanctioned" else "personal")
    channel = Channel(kind=kind, platform=platform)
    return Draft(text=words, author_role=ROLE, channel=channel, audience=audience, context=context)


def _naming(words: str, start: int, end: int) -> Finding:
    return Finding("", Verdict.BLOCK, "named", NAMES, "text", words[start:end], start, end)
