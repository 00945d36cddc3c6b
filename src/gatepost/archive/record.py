"""How far a scan has come, kept beside its output, so that it can go on after any interruption."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from gatepost.archive.chunks import Chunk
from gatepost.archive.screener import Result
from gatepost.archive.tally import Tally

FORM = 1


class ScanError(ValueError):
    """A scan that must not begin or go on like this: what stands in the way, and a hint."""


@dataclass(frozen=True)
class Record:
    """`read`, `written` and `listed` are the good lengths in bytes of the input, the output and the errors file.

    `about` says what is scanned with what; a scan goes on only if that is the same. `digest` is the
    SHA-256 of the input up to `read`.
    """

    about: dict[str, str]
    read: int = 0
    lines: int = 0
    digest: str = ""
    written: int = 0
    listed: int = 0
    done: bool = False
    tally: Tally = field(default_factory=Tally)

    def after(self, chunk: Chunk, result: Result) -> Record:
        """The record once this chunk's result is written."""
        tally = Tally()
        tally.add(self.tally)
        tally.add(result.tally)
        return Record(
            about=self.about,
            read=chunk.end,
            lines=self.lines + chunk.lines,
            digest=chunk.digest,
            written=self.written + len(result.out),
            listed=self.listed + len(result.errors),
            tally=tally,
        )

    def save(self, path: Path) -> None:
        """Write it in one step: after a crash there is the old record or the new one, never half of one."""
        values = {"form": FORM, **asdict(self), "tally": self.tally.as_json()}
        beside = path.with_name(path.name + ".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(values, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)


def recorded(path: Path) -> Record | None:
    """The record at `path`, if there is one; ScanError if it cannot be read."""
    if not path.exists():
        return None
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if values.pop("form") != FORM:
            raise KeyError("form")
        return Record(**{**values, "tally": Tally.of(values["tally"])})
    except (OSError, ValueError, KeyError, TypeError):
        raise ScanError(f"{path}: not a record of a scan; hint: --restart begins anew and writes over it") from None


def same(record: Record, about: Mapping[str, str]) -> None:
    """ScanError, naming everything that is no longer as it was when the recorded scan began."""
    changed = [name for name in about if record.about.get(name) != about[name]]
    if changed:
        raise ScanError(
            f"a scan into this file was begun with other facts: changed since then: {', '.join(changed)}; "
            "hint: --restart begins anew, or give another --out"
        )
