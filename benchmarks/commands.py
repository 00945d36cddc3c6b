"""The commands as a person runs them: a cold `gatepost check`, and a `gatepost scan` of many drafts."""

from __future__ import annotations

import subprocess
import sys
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

TEXT = "Well done Grace Tolliver of 4J for a brilliant piece of work on volcanoes!"
ALLOWED_OR_STOPPED = (0, 3, 4)
_RUN_APP = "from gatepost.cli.main import app; app()"


class Cold(NamedTuple):
    """Seconds for the whole process: the median and the shortest of several."""

    median: float
    shortest: float


class Scanned(NamedTuple):
    """A scan: drafts a wall second, and peak MB of the parent, of the largest worker, and of all at one time."""

    drafts: int
    workers: int
    rate: float
    parent: float
    worker: float
    together: float


class NotRunError(Exception):
    """A command that is not there or did not do its work."""


def command() -> list[str]:
    """How to start gatepost here: its own command, or the same from the source tree."""
    script = Path(sys.executable).with_name("gatepost")
    if script.exists():
        return [str(script)]
    try:
        if find_spec("gatepost.cli.main"):
            return [sys.executable, "-c", _RUN_APP]
    except ModuleNotFoundError:
        pass
    raise NotRunError("the command `gatepost` is not installed")


def cold_check(folder: Path, times: int) -> Cold:
    """`gatepost check` on one text, started anew each time."""
    line = [*command(), "check", "--text", TEXT, "--role", "teacher", "--channel", "sanctioned",
            "--platform", "facebook", "--known", str(folder)]  # fmt: skip
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        taken.append(time.perf_counter() - start)
        if done.returncode not in ALLOWED_OR_STOPPED:
            raise NotRunError(f"`gatepost check` ended with status {done.returncode}: {_last(done.stderr)}")
    return Cold(median(taken), min(taken))


def scan(drafts: Path, folder: Path, workers: int, out: Path) -> Scanned:
    """`gatepost scan` of a file of drafts, its memory watched from outside."""
    psutil = _psutil()
    line = [*command(), "scan", str(drafts), "--known", str(folder), "--out", str(out), "--workers", str(workers)]
    start = time.perf_counter()
    with out.with_suffix(".said").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(line, stdout=said, stderr=said)
        peaks, together = _watch(process, psutil)
        taken = time.perf_counter() - start
        said.seek(0)
        if process.returncode not in ALLOWED_OR_STOPPED:
            raise NotRunError(f"`gatepost scan` ended with status {process.returncode}: {_last(said.read())}")
    count, answered = _lines(drafts), _lines(out)
    if answered != count:
        raise NotRunError(f"`gatepost scan` answered {answered} of {count} drafts")
    parent = peaks.pop(process.pid, 0.0)
    return Scanned(count, workers, count / taken, parent, max(peaks.values(), default=0.0), together)


def _watch(process: subprocess.Popen[bytes], psutil: Any) -> tuple[dict[int, float], float]:
    """Peak resident MB by process until the command ends, and of all together (shared pages count in each)."""
    peaks: dict[int, float] = {}
    together = 0.0
    while process.poll() is None:
        now = _resident(process.pid, psutil)
        for pid, held in now.items():
            peaks[pid] = max(held, peaks.get(pid, 0.0))
        together = max(together, sum(now.values()))
        time.sleep(0.1)
    return peaks, together


def _resident(pid: int, psutil: Any) -> dict[int, float]:
    held: dict[int, float] = {}
    try:
        parent = psutil.Process(pid)
        for one in (parent, *parent.children(recursive=True)):
            held[one.pid] = one.memory_info().rss / 1e6
    except psutil.Error:  # it ended while we looked
        pass
    return held


def _psutil() -> Any:
    try:
        return import_module("psutil")
    except ImportError as problem:
        raise NotRunError("psutil, which measures the memory, is not installed") from problem


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def _last(said: str) -> str:
    return next((line for line in reversed(said.splitlines()) if line.strip()), "nothing said")[:200]
