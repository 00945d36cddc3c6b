"""How many drafts, by verdict and by clause: all that is kept of an archive in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Tally:
    """`bad` lines could not be read; `unfinished` drafts were held because a check could not be finished on them."""

    verdicts: Counter[str] = field(default_factory=Counter)
    clauses: Counter[str] = field(default_factory=Counter)
    bad: int = 0
    unfinished: int = 0

    @property
    def drafts(self) -> int:
        """The drafts that got a verdict."""
        return self.verdicts.total()

    def count(self, report: Mapping[str, Any]) -> None:
        """Add one verdict; each clause counts once a draft."""
        self.verdicts[report["verdict"]] += 1
        self.clauses.update({finding["clause"] for finding in report["findings"]})

    def add(self, other: Tally) -> None:
        """Add all that another tally counted."""
        self.verdicts += other.verdicts
        self.clauses += other.clauses
        self.bad += other.bad
        self.unfinished += other.unfinished

    def as_json(self) -> dict[str, Any]:
        """Plain values that `of` reads again."""
        return {
            "verdicts": dict(self.verdicts),
            "clauses": dict(self.clauses),
            "bad": self.bad,
            "unfinished": self.unfinished,
        }

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Tally:
        """The tally that `as_json` gave."""
        return cls(Counter(values["verdicts"]), Counter(values["clauses"]), values["bad"], values["unfinished"])
