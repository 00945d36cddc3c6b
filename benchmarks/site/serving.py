"""The site and the bare project, each served in processes of its own for as long as it is measured."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from benchmarks.commands import command

WORKERS, THREADS = 2, 2


class Served(NamedTuple):
    """Where it answers, the cookie of somebody who has signed in, and the seconds until it first answered."""

    port: int
    cookie: str
    started: float


@contextmanager
def site(folder: Path, kind: str = "site") -> Iterator[Served]:
    """`gatepost serve`, with what filling.py makes of that kind."""
    port = _free_port()
    given = {"GATEPOST_DATA": str(folder), "GATEPOST_WORKERS": str(WORKERS), "GATEPOST_THREADS": str(THREADS)}
    line = [*command(), "serve", "--listen", f"127.0.0.1:{port}"]
    with _running(line, port, folder, kind, given) as served:
        yield served


@contextmanager
def bare(folder: Path) -> Iterator[Served]:
    """The bare project, by the same server."""
    port, given = _free_port(), {"BARE_DATABASE": str(folder / "bare.sqlite3")}
    line = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "error",
            "benchmarks.site.bare:application"]  # fmt: skip
    with _running(line, port, folder, "bare", given) as served:
        yield served


@contextmanager
def _running(line: list[str], port: int, folder: Path, kind: str, given: Mapping[str, str]) -> Iterator[Served]:
    environment = {**{name: value for name, value in os.environ.items() if name != "DATABASE_URL"}, **given}
    folder.mkdir(parents=True, exist_ok=True)
    filled = [sys.executable, "-m", "benchmarks.site.filling", kind]
    cookie = subprocess.run(filled, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    began = time.perf_counter()
    with (folder / f"{kind}.log").open("wb") as log:
        process = subprocess.Popen(line, env=environment, stdout=log, stderr=log)
        try:
            _until_it_answers(port, process)
            yield Served(port, cookie, time.perf_counter() - began)
        finally:
            process.terminate()
            process.wait(20)


def _until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.perf_counter() + 60
    while process.poll() is None and time.perf_counter() < until:
        try:
            link = HTTPConnection("127.0.0.1", port, timeout=10)
            link.request("GET", "/", headers={"Host": "localhost"})
            link.getresponse().read()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"nothing answers on port {port}")


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port
