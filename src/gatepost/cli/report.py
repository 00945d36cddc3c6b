"""A report as a tired person reads it: the verdict, the words, the reasons, what to do about each."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from gatepost.cli.printing import STYLES, Paper
from gatepost.cli.underlining import Mark, underline
from gatepost.policy import Policy, Verdict
from gatepost.screening.draft import Draft
from gatepost.screening.finding import Finding
from gatepost.screening.matters import Matter, matters, what_to_do, would_lift
from gatepost.screening.screen import Report

KINDS = {
    "sanctioned": "a school account",
    "personal": "a personal account",
    "closed_group": "a closed group",
    "dm": "a private message",
}
_QUOTED = 6
_GROUPS = 20


def print_report(paper: Paper, report: Report, policy: Policy, *, office: bool = False) -> None:
    """The whole report."""
    told = matters(report.findings, office=office)
    paper.verdict(report.verdict)
    paper.words(what_to_do(told), 7)
    paper.line()
    print_draft(paper, report.draft, report.findings, policy)
    for number, matter in enumerate(told[:_GROUPS]):
        if not number:
            paper.line()
        _print_matter(paper, matter, policy, office=office)
    if len(told) > _GROUPS:
        paper.words(f"and {len(told) - _GROUPS} more; --json lists them all", 2, "dim")
    if not told:
        paper.line()
    print_lifted(paper, report, policy)
    if report.lifted:
        paper.line()
    print_mended(paper, report, policy)
    paper.words(f"{policy.heading.title}, {report.policy_version} ({report.policy_digest[:12]})", 0, "dim")


def print_draft(paper: Paper, draft: Draft, findings: Iterable[Finding], policy: Policy, indent: int = 2) -> None:
    """The draft's own words, each place by itself, with what was found underlined."""
    findings = tuple(findings)
    _print_from(paper, draft, findings, policy, indent)
    if draft.text.strip():
        underline(paper, draft.text, _marks(draft.text, findings, "text"), indent)
    else:
        paper.words("(no words)", indent, "dim")
    for number, photo in enumerate(draft.photos):
        whole = f"Picture {number + 1}"
        strictest = max((f.verdict for f in findings if f.where == f"photos[{number}]"), default=Verdict.ALLOW)
        underline(paper, whole, [Mark(0, len(whole), strictest)] if strictest else [], indent)
        for where, label, words in (
            ("photo.caption", "caption", photo.caption),
            ("photo.caption", "description", photo.alt),
            ("photo.file", "file name", photo.file),
            ("photo.ocr", "words in it", photo.ocr),
        ):
            if words:
                _print_labelled(paper, label, words, _marks(words, findings, where), indent + 2)
    for link in draft.links:
        _print_labelled(paper, "link", link, _marks(link, findings, "link"), indent)


def _print_from(paper: Paper, draft: Draft, findings: tuple[Finding, ...], policy: Policy, indent: int) -> None:
    """Who it is from and where it is for; a part that the policy does not know is underlined."""
    role, platform = policy.roles.get(draft.author_role), policy.platform_by_id.get(draft.channel.platform)
    parts = (
        ("author_role", role.title if role else draft.author_role or "nobody named"),
        ("channel.platform", platform.title if platform else draft.channel.platform or "no platform named"),
        ("channel.kind", KINDS.get(draft.channel.kind, draft.channel.kind or "no kind named")),
    )
    line, marks = "", []
    for where, words in parts:
        line += ", " if line else ""
        marks += [Mark(len(line), len(line) + len(words), f.verdict) for f in findings if f.where == where]
        line += words
    if marks:
        underline(paper, line, marks, indent)
    else:
        paper.words(line, indent, "dim")


def _print_labelled(paper: Paper, label: str, words: str, marks: list[Mark], indent: int) -> None:
    underline(paper, words, marks, indent, label=f"{label}: ")


def _marks(words: str, findings: Iterable[Finding], where: str) -> list[Mark]:
    """The marks on these words: of several captions, say, the one that has the quoted words at that place."""
    return [
        Mark(finding.start, finding.end, finding.verdict)
        for finding in findings
        if finding.where == where and finding.span and words[finding.start : finding.end] == finding.span
    ]


def _print_matter(paper: Paper, matter: Matter, policy: Policy, *, office: bool) -> None:
    colour = STYLES[matter.verdict]
    tag = Text().append(f"{matter.clause}  ", style=f"bold {colour}")
    tag.append(paper.plain(policy.title(matter.clause)), style="bold")
    paper.words(tag, 2)
    paper.line(Text(paper.rule(matter.verdict) * len(matter.clause), style=f"bold {colour}"), 2)
    quotes = list(filter(None, matter.quotes))
    if quotes:
        paper.words(_quoted(quotes), 4)
    paper.words(matter.reason, 4)
    if office and matter.office_reason:
        paper.words(f"For the office: {matter.office_reason}", 4)
    _print_advice(paper, matter, policy)
    paper.line()


def _print_advice(paper: Paper, matter: Matter, policy: Policy) -> None:
    mend = matter.mend or getattr(policy.clauses.get(matter.clause), "advice", "")
    if mend:
        paper.words(paper.label("Mend: ", mend, "green"), 4)
    for sentence in would_lift(matter.lifted_by, policy):
        paper.words(f"Would lift it: {sentence}", 4)
    if not matter.lifted_by and matter.verdict >= Verdict.HOLD:
        paper.words("No permission lifts this.", 4, "dim")


def _quoted(quotes: list[str]) -> str:
    shown = ", ".join(f"“{_shortened(quote)}”" for quote in quotes[:_QUOTED])
    return shown + (f" and {len(quotes) - _QUOTED} more" if len(quotes) > _QUOTED else "")


def _shortened(words: str, most: int = 120) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def print_lifted(paper: Paper, report: Report, policy: Policy, indent: int = 2) -> None:
    """What would have been found, and which permission on file takes away."""
    for clause in dict.fromkeys(matter.clause for matter in matters(report.lifted, office=False)):
        paper.words(f"{clause} {policy.title(clause)}: a permission on file lifts it.", indent, "dim")


def print_mended(paper: Paper, report: Report, policy: Policy) -> None:
    """The draft with every mend that needs no thought, and what would be said of it."""
    mended = report.mended
    if mended is None:
        return
    paper.heading("With the mends made for you:")
    print_draft(paper, mended.draft, mended.findings, policy)
    paper.line()
    paper.verdict(mended.verdict, 2)
    left = matters(mended.findings, office=False)
    if left:
        paper.words(what_to_do(left), 9)
    paper.line()
