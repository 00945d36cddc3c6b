"""What a worker does: a run of lines in; verdicts, errors and a tally out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gatepost.archive.chunks import LONGEST_LINE, Chunk
from gatepost.archive.drafts import DraftError, read_draft
from gatepost.archive.held import held
from gatepost.archive.tally import Tally
from gatepost.policy import Policy, load
from gatepost.screening.folder import read_known
from gatepost.screening.known import Known
from gatepost.screening.screen import screen


@dataclass
class Result:
    """Whole lines for the two files, and what they add up to."""

    out: bytes = b""
    errors: bytes = b""
    tally: Tally = field(default_factory=Tally)

    def verdict(self, report: dict[str, Any]) -> None:
        """Add the line of one verdict."""
        self.out += line_of(report)
        self.tally.count(report)

    def error(self, line: int, why: str) -> None:
        """Add the line of one mistake; it never quotes the draft."""
        self.errors += line_of({"line": line, "why": why})

    def add(self, other: Result) -> None:
        self.out += other.out
        self.errors += other.errors
        self.tally.add(other.tally)


Screener = Callable[[Chunk], Result]
Prepare = Callable[[], Screener]


def line_of(values: dict[str, Any]) -> bytes:
    """One line of JSON. A lone surrogate, which UTF-8 cannot hold, becomes the JSON escape that it came from."""
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


@dataclass(frozen=True)
class ScreenLines:
    """Screens every line of a chunk; whatever happens, each line ends up in the output or among the errors."""

    known: Known
    policy: Policy
    office: bool = False

    def __call__(self, chunk: Chunk) -> Result:
        result = Result()
        if chunk.too_long:
            result.error(chunk.first_line, f"longer than {LONGEST_LINE} bytes; expected one draft a line")
            result.tally.bad += 1
        for number, line in chunk.numbered():
            self._screen(number, line, result)
        return result

    def _screen(self, number: int, line: bytes, result: Result) -> None:
        try:
            draft = read_draft(line)
        except DraftError as problem:
            result.error(number, str(problem))
            result.tally.bad += 1
            return
        try:
            report = screen(draft, self.known, self.policy).as_json(office=self.office)
        except Exception as problem:  # noqa: BLE001 (whatever went wrong, the draft is held and nothing is lost)
            kind = type(problem).__name__
            report = held(draft, self.policy, f"This draft could not be screened to the end ({kind}).")
            result.error(number, f"held: screening failed ({kind})")
            result.tally.unfinished += 1
        result.verdict(report)


def prepare(known: Path, policy: Path | None, on: date | None, *, office: bool) -> ScreenLines:
    """Everything a worker needs, built once; KnownError and PolicyError as `read_known` and `load` raise them."""
    return ScreenLines(read_known(known, as_of=on), load(policy), office)


def hold_line(chunk: Chunk, policy: Policy, why: str) -> Result:
    """The result for a single line that no worker survived, or finished in time: held, and listed."""
    result = Result()
    for number, line in chunk.numbered():
        try:
            result.verdict(held(read_draft(line), policy, f"This draft could not be screened: {why}."))
        except DraftError as problem:
            result.error(number, str(problem))
            result.tally.bad += 1
        else:
            result.error(number, f"held: {why}")
            result.tally.unfinished += 1
    return result
