"""Findings as a reader takes them in: told once where they say the same, what is to do, and who could lift it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gatepost.policy import Policy, Verdict
from gatepost.screening.finding import Finding

_ASKS = {
    Verdict.BLOCK: ("must change", "must change"),
    Verdict.HOLD: ("needs an answer", "need an answer"),
    Verdict.ADVISE: ("is worth a thought", "are worth a thought"),
}
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Matter:
    """Findings that say the same of one or several places, told once."""

    clause: str
    verdict: Verdict
    reason: str
    office_reason: str
    mend: str
    lifted_by: tuple[str, ...]
    quotes: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def matters(findings: Iterable[Finding], *, office: bool) -> list[Matter]:
    """The findings put together where only their places differ, the strictest first."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        mend = finding.remedy.says if finding.remedy else ""
        told = finding.office_reason if office else ""
        groups.setdefault((finding.clause, finding.verdict, finding.reason, told, mend), []).append(finding)
    found = [_matter(group, office=office) for group in groups.values()]
    return sorted(found, key=lambda matter: -matter.verdict)


def _matter(group: list[Finding], *, office: bool) -> Matter:
    first = group[0]
    return Matter(
        clause=first.clause,
        verdict=first.verdict,
        reason=first.reason,
        office_reason=first.office_reason if office else "",
        mend=first.remedy.says if first.remedy else "",
        lifted_by=first.lifted_by,
        quotes=tuple(dict.fromkeys(finding.span or _place(finding.where) for finding in group)),
        findings=tuple(group),
    )


def _place(where: str) -> str:
    """A place without words of its own: `photos[0]` is picture 1."""
    if where.startswith("photos["):
        return f"picture {int(where[7:-1]) + 1}"
    return ""


def what_to_do(told: Iterable[Matter]) -> str:
    """What the reader has to do, such as `One thing must change, two need an answer.`."""
    counts = Counter(matter.verdict for matter in told)
    pieces: list[str] = []
    for verdict, (one, several) in _ASKS.items():
        number = counts[verdict]
        if number:
            word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
            thing = "" if pieces else " thing" if number == 1 else " things"
            pieces.append(f"{word}{thing} {one if number == 1 else several}")
    if not pieces:
        return "Nothing in it goes against the policy."
    sentence = ", ".join(pieces)
    return f"{sentence[0].upper()}{sentence[1:]}."


def would_lift(grants: Iterable[str], policy: Policy) -> Iterator[str]:
    """Each permission, and who may give it."""
    for name in grants:
        grant = policy.grant_by_id[name]
        givers = [policy.roles[giver].title if giver in policy.roles else giver for giver in grant.given_by]
        yield f"{grant.title} (from: {', '.join(givers)})."
