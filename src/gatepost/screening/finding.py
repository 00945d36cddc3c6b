"""What a check sees, what the policy makes of it, and what could be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from gatepost.policy.verdict import Verdict


class Remedy(NamedTuple):
    """A mend. `kind` says how it is applied; `ask`, `report` and `rewrite` are for a person to do.

    replace: put `text` for the characters [start, end) of `where` · remove_photo, remove_link, strip_location:
    `where` names the picture or link · add_link: put the link `text` into the draft.
    """

    kind: str
    says: str
    where: str = ""
    start: int = 0
    end: int = 0
    text: str = ""

    @property
    def by_machine(self) -> bool:
        """Whether it can be applied without a person's thought."""
        return self.kind in ("replace", "remove_photo", "remove_link", "strip_location", "add_link")


class Sighting(NamedTuple):
    """A sign seen at a place: offsets in the author's own characters; `span` the very words.

    `reason` is for anybody; `office` may name the children and say why. `subjects` are ids. One that is
    not `sure` was judged by likeness; `at_most` is the strictest verdict that it can bear.
    """

    sign: str
    reason: str
    where: str = "text"
    start: int = 0
    end: int = 0
    span: str = ""
    office: str = ""
    remedy: Remedy | None = None
    subjects: tuple[str, ...] = ()
    sure: bool = True
    at_most: Verdict = Verdict.BLOCK


@dataclass(frozen=True, slots=True)
class Finding:
    """A sign under a clause. `lifted_by` names the permissions that would lift it."""

    clause: str
    verdict: Verdict
    sign: str
    reason: str
    where: str
    span: str
    start: int
    end: int
    limb: str = ""
    office_reason: str = ""
    remedy: Remedy | None = None
    lifted_by: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    sure: bool = True

    def as_json(self, *, office: bool = True) -> dict[str, Any]:
        """Plain values; without `office`, nothing that tells who is not cleared or why."""
        values: dict[str, Any] = {
            "clause": self.clause,
            "verdict": self.verdict.word,
            "sign": self.sign,
            "reason": self.reason,
            "where": self.where,
            "span": self.span,
            "start": self.start,
            "end": self.end,
        }
        if not self.sure:
            values["sure"] = False
        if self.limb:
            values["limb"] = self.limb
        if office and self.office_reason:
            values["office_reason"] = self.office_reason
        if office and self.subjects:
            values["subjects"] = list(self.subjects)
        if self.remedy:
            values["remedy"] = {k: v for k, v in self.remedy._asdict().items() if v or k == "start"}
        if self.lifted_by:
            values["lifted_by"] = list(self.lifted_by)
        return values
