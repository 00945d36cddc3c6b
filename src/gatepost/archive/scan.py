"""Screen a whole archive into a file of verdicts, in order, and go on after an interruption.

Beside OUT.jsonl stand OUT.errors.jsonl (lines that could not be read, without their words) and
OUT.progress.json (how far the scan has come). Going on, what was written after the last record is cut off
and written again; the input's beginning is read again and must be what it was.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from gatepost import __version__
from gatepost.archive.chunks import Chunk, Reader
from gatepost.archive.pool import PATIENCE, Pool
from gatepost.archive.record import Record, ScanError, recorded, same
from gatepost.archive.screener import Prepare, Result, hold_line, prepare
from gatepost.policy import Policy, load
from gatepost.screening.language import tiers

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # not on Windows: there two scans into one file are for the user to avoid
    flock = None  # type: ignore[assignment]

__all__ = ["Files", "Scan", "ScanError", "scan"]

_EVERY = 1.0  # seconds between two records
_FACTS = ("roll.csv", "staff.csv", "schools.csv", "federation.toml", "permissions.csv")


@dataclass(frozen=True)
class Files:
    """Where a scan writes."""

    out: Path

    @property
    def errors(self) -> Path:
        return self._beside("errors.jsonl")

    @property
    def record(self) -> Path:
        return self._beside("progress.json")

    def _beside(self, ending: str) -> Path:
        stem = self.out.name.removesuffix(".jsonl")
        return self.out.with_name(f"{stem}.{ending}")


@dataclass(frozen=True)
class Scan:
    """What to scan with what. `source` is a path, or `-` for the standard input; `policy` None: the bundled one."""

    source: str
    known: Path
    out: Path
    policy: Path | None = None
    on: date | None = None
    workers: int = 1
    office: bool = False
    restart: bool = False
    patience: float = PATIENCE
    prepare: Prepare | None = field(default=None, compare=False)

    @property
    def files(self) -> Files:
        return Files(self.out)

    @property
    def size(self) -> int | None:
        """The size of the input in bytes; None where it has no end yet."""
        return None if self.source == "-" else Path(self.source).stat().st_size

    @property
    def ready(self) -> Prepare:
        """What each worker builds once."""
        return self.prepare or partial(prepare, self.known, self.policy, self.on, office=self.office)

    def about(self, policy: Policy) -> dict[str, str]:
        """All that decides the output, in words for a person."""
        return {
            "the size of the input": str(self.size),
            "the known facts": _facts(self.known),
            "the policy": policy.digest,
            "the model of meaning": tiers.digest(),
            "the day": str(self.on),
            "who reads the reasons": "the office" if self.office else "anybody",
            "the version of Gatepost": __version__,
        }


Seen = Callable[[Record], None]
Say = Callable[[str], None]


def _nothing(_: object) -> None:
    """Where nobody watches."""


def scan(task: Scan, *, seen: Seen = _nothing, say: Say = _nothing) -> Record:
    """Do the scan, or what is left of it; the record tells how it went.

    `seen` is called after every chunk, `say` when something is out of the ordinary. Raises ScanError,
    PolicyError, KnownError, WorkersError or OSError; KeyboardInterrupt comes through with the record saved.
    """
    policy = load(task.policy)
    _guard(task)
    with ExitStack() as stack:
        source = stack.enter_context(_opened(task.source))
        out = stack.enter_context(_for_writing(task.files.out))
        _lock(out, task.out)
        record = _begun(task, policy)
        reader = Reader(source)
        _go_back_to(record, reader)
        if record.done:
            return record
        if record.read:
            say(f"going on after line {record.lines}")
        errors = stack.enter_context(_for_writing(task.files.errors))
        _cut(out, record.written)
        _cut(errors, record.listed)
        results = stack.enter_context(_results(task, policy, reader.chunks(), say))
        return _write(results, record, (out, errors), task.files.record, seen)


def _facts(folder: Path) -> str:
    """SHA-256 over the files that say what is known."""
    hasher = hashlib.sha256()
    for name in _FACTS:
        data = (folder / name).read_bytes() if (folder / name).is_file() else b""
        hasher.update(f"{name} {len(data)} ".encode() + data)
    return hasher.hexdigest()


@contextmanager
def _opened(source: str) -> Iterator[BinaryIO]:
    if source == "-":
        yield sys.stdin.buffer
    else:
        with Path(source).open("rb") as file:
            yield file


def _guard(task: Scan) -> None:
    """Refuse to write over the input, or over a file that no scan of ours began."""
    files = task.files
    source = Path(task.source)
    ours = [path for path in (files.out, files.errors, files.record) if path.exists()]
    if task.source != "-" and any(path.samefile(source) for path in ours):
        raise ScanError(f"{task.out}: the output would be written over the input; hint: give another --out")
    if task.out.is_dir():
        raise ScanError(f"{task.out}: a folder; expected the name of a file for the verdicts")
    if not task.restart and not files.record.exists() and task.out.exists() and task.out.stat().st_size:
        raise ScanError(f"{task.out}: there already, and not from a scan; hint: --restart, or give another --out")


def _begun(task: Scan, policy: Policy) -> Record:
    """The record of this very scan, or a new one."""
    about = task.about(policy)
    before = None if task.restart else recorded(task.files.record)
    if before is None:
        task.files.record.unlink(missing_ok=True)
        return Record(about)
    same(before, about)
    for path, length in ((task.files.out, before.written), (task.files.errors, before.listed)):
        if length and (not path.exists() or path.stat().st_size < length):
            raise ScanError(f"{path}: shorter than it was; hint: --restart begins anew")
    return before


def _go_back_to(record: Record, reader: Reader) -> None:
    """Read again what was read before; ScanError if it is not the same."""
    if record.read and reader.skip(record.read, record.lines) != record.digest:
        raise ScanError("this scan was begun with another input; hint: --restart begins anew, or give another --out")


def _for_writing(path: Path) -> BinaryIO:
    """The file, made if need be, with whatever it holds."""
    if not path.exists():
        path.touch()
    return path.open("r+b")


def _cut(file: BinaryIO, length: int) -> None:
    """Go to `length` and leave nothing behind it."""
    file.truncate(length)
    file.seek(length)


def _lock(out: BinaryIO, path: Path) -> None:
    """Refuse a second scan into the same file at the same time; the lock goes when the process does."""
    if flock is not None:
        try:
            flock(out, LOCK_EX | LOCK_NB)
        except OSError:
            raise ScanError(
                f"{path}: another scan is writing to it; hint: wait for it, or give another --out"
            ) from None


@contextmanager
def _results(task: Scan, policy: Policy, chunks: Iterable[Chunk], say: Say) -> Iterator[Iterable[tuple[Chunk, Result]]]:
    """Each chunk with its result: worked out here, or by several processes."""
    if task.workers <= 1:
        screener = task.ready()
        yield ((chunk, screener(chunk)) for chunk in chunks)
        return
    pool = Pool(task.ready, task.workers, lambda chunk, why: hold_line(chunk, policy, why), say, task.patience)
    try:
        yield pool.results(chunks)
    finally:
        pool.close()


def _write(
    results: Iterable[tuple[Chunk, Result]], record: Record, files: tuple[BinaryIO, BinaryIO], path: Path, seen: Seen
) -> Record:
    """Write each result and, every second and at the end, the record of how far it came.

    A record is made whole before it takes the place of the last one, so an interruption saves a true one.
    """
    out, errors = files

    def save() -> None:
        for file in files:
            file.flush()
            os.fsync(file.fileno())
        record.save(path)

    save()
    saved = time.monotonic()
    try:
        for chunk, result in results:
            out.write(result.out)
            errors.write(result.errors)
            record = record.after(chunk, result)
            seen(record)
            if time.monotonic() - saved >= _EVERY:
                save()
                saved = time.monotonic()
        record = replace(record, done=True)
    finally:
        save()
    return record
