"""`gatepost demo --drafts`: a morning's drafts of a made-up federation, and what Gatepost says to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib import resources

from rich.text import Text

from gatepost.archive.drafts import read_draft
from gatepost.cli.inputs import policy_in
from gatepost.cli.printing import SENTENCES, STYLES, Paper
from gatepost.cli.report import print_draft, print_lifted
from gatepost.cli.underlining import underline
from gatepost.policy import Policy, Verdict
from gatepost.screening.cases import read_cast
from gatepost.screening.draft import Draft
from gatepost.screening.matters import Matter, matters
from gatepost.screening.screen import Report, screen

_NEXT = (
    "gatepost check --text 'Well done Grace Tolliver!' --role teacher --channel sanctioned --known DIR",
    "gatepost clause SU-4      what a clause says, and everything that practises it",
    "gatepost policy test      the policy's own cases, run",
)


def show() -> None:
    """Screen the bundled drafts and print the verdicts."""
    paper, policy = Paper(), policy_in(None)
    known = read_cast(policy)
    reports = [screen(draft, known, policy) for draft in demo_drafts()]
    paper.heading(f"{len(reports)} drafts of the {known.federation.name}, whose people are all made up")
    for report in reports:
        paper.line()
        _print(paper, report, policy)
    paper.line()
    _print_end(paper, reports, str(policy.folder))


def demo_drafts() -> Iterator[Draft]:
    """The bundled drafts."""
    for line in (resources.files("gatepost.demo") / "drafts.jsonl").read_bytes().splitlines():
        if line.strip():
            yield read_draft(line)


def _print(paper: Paper, report: Report, policy: Policy) -> None:
    paper.verdict(report.verdict)
    print_draft(paper, report.draft, report.findings, policy, 7)
    told: dict[str, Matter] = {}
    for matter in matters(report.findings, office=False):
        told.setdefault(matter.clause, matter)
    for matter in told.values():
        _print_matter(paper, matter, policy)
    print_lifted(paper, report, policy, 7)
    mended = report.mended
    if mended is not None and mended.verdict < report.verdict:
        paper.words(f"With the mend: {SENTENCES[mended.verdict].lower()}.", 7, STYLES[mended.verdict])
        if mended.draft.text != report.draft.text:
            underline(paper, mended.draft.text, [], 9)


def _print_matter(paper: Paper, matter: Matter, policy: Policy) -> None:
    mend = f" {matter.mend}" if matter.mend else ""
    paper.words(f"{matter.clause} {policy.title(matter.clause)}: {matter.reason}{mend}", 7, STYLES[matter.verdict])


def _print_end(paper: Paper, reports: list[Report], folder: str) -> None:
    counts = Counter(report.verdict for report in reports)
    for verdict in Verdict:
        paper.line(Text(f"{counts[verdict]:>3}  {paper.gate(verdict)}  {SENTENCES[verdict]}", style=STYLES[verdict]))
    paper.line()
    paper.heading("Try next:")
    for line in _NEXT:
        paper.line(line, 2)
    paper.words(f"where DIR is {folder}/cases/cast", 2, "dim")
