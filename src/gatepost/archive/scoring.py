"""How good verdicts are against labelled drafts: how many are unsafe, how many stop the innocent, and the rest.

A draft without a verdict, or with a word that is none, counts as wrong everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

VERDICTS = ("allow", "advise", "hold", "block")
STOPPED = ("hold", "block")
NONE = "none"


class Wanted(NamedTuple):
    """A label: the verdict, the clauses, and the words that a finding of a clause must point at."""

    verdict: str
    clauses: frozenset[str]
    pointers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, label: Mapping[str, Any]) -> Wanted:
        """From a labelled draft's `verdict` and `expected`; KeyError if they are not there."""
        expected = label["expected"]
        pointers = tuple((entry["clause"], entry["span"]) for entry in expected if entry.get("span"))
        return cls(label["verdict"], frozenset(entry["clause"] for entry in expected), pointers)


class Got(NamedTuple):
    """A verdict as it came: the word, and each finding's clause and words."""

    verdict: str = NONE
    findings: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, report: Mapping[str, Any]) -> Got:
        """From the JSON form of a report."""
        verdict = report.get("verdict")
        findings = tuple((finding["clause"], finding.get("span") or "") for finding in report.get("findings", ()))
        return cls(verdict if verdict in VERDICTS else NONE, findings)

    @property
    def clauses(self) -> frozenset[str]:
        return frozenset(clause for clause, _ in self.findings)

    def points_at(self, clause: str, words: str) -> bool:
        """Whether a finding of this clause quotes these words."""
        return any(clause == cited and overlap(quoted, words) for cited, quoted in self.findings)


class Figures(NamedTuple):
    """Shares from 0 to 1, rounded to four places; `confusion` counts `wanted->got`."""

    drafts: int
    verdict_accuracy: float
    unsafe_pass: float
    false_stop: float
    false_advice: float
    clause_precision: float
    clause_recall: float
    clause_f1: float
    pointed_at_the_words: float
    confusion: dict[str, int]


def overlap(quoted: str, words: str) -> bool:
    """Whether two quotations meet: one holds the other, or they have a word in common.

    >>> overlap("Grace T", "well done grace t of 4J"), overlap("the race", "race day"), overlap("", "race")
    (True, True, False)
    """
    if not quoted:
        return False
    one, other = quoted.casefold(), words.casefold()
    return one in other or other in one or not set(one.split()).isdisjoint(other.split())


def figures(pairs: Iterable[tuple[Wanted, Got]]) -> Figures:
    """The figures over labelled drafts and what they got."""
    pairs = list(pairs)
    verdicts = Counter((wanted.verdict, got.verdict) for wanted, got in pairs)
    right = sum(len(wanted.clauses & got.clauses) for wanted, got in pairs)
    cited = sum(len(got.clauses) for _, got in pairs)
    labelled = sum(len(wanted.clauses) for wanted, _ in pairs)
    pointers = [got.points_at(*pointer) for wanted, got in pairs for pointer in wanted.pointers]
    precision, recall = _share(right, cited), _share(right, labelled)

    def count(wanted: tuple[str, ...], got: tuple[str, ...]) -> int:
        return sum(number for (want, have), number in verdicts.items() if want in wanted and have in got)

    any_verdict = (*VERDICTS, NONE)
    innocent, guilty = count(("allow",), any_verdict), count(STOPPED, any_verdict)
    return Figures(
        drafts=len(pairs),
        verdict_accuracy=_share(sum(n for (want, have), n in verdicts.items() if want == have), len(pairs)),
        unsafe_pass=_share(count(STOPPED, ("allow", NONE)), guilty),
        false_stop=_share(count(("allow",), (*STOPPED, NONE)), innocent),
        false_advice=_share(count(("allow",), ("advise",)), innocent),
        clause_precision=precision,
        clause_recall=recall,
        clause_f1=round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0,
        pointed_at_the_words=_share(sum(pointers), len(pointers)),
        confusion={f"{want}->{have}": number for (want, have), number in sorted(verdicts.items())},
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
