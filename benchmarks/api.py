"""The API under load beside an endpoint that only parses the same JSON, and how many drafts a second a stream takes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from benchmarks import api_load
from benchmarks.commands import command
from benchmarks.results import Results, times
from benchmarks.site.load import Load
from benchmarks.site.serving import THREADS, WORKERS, _free_port, _until_it_answers

USERS, ROLL, STREAMED = 50, 10_000, 20_000
ALONE = "the verdict alone (mended=false)"
SIDES = (
    "POST /api/check", ALONE, "a view that parses, alone", "the same in a project as Django starts one",
    "a bare endpoint of the same library that parses into the same types",
)  # fmt: skip


def measure(results: Results, folder: Path, *, rounds: int, seconds: float, tell: Callable[[str], None]) -> None:
    """Both sides in turns, the median of the rounds; then streams."""
    (folder / "data").mkdir(parents=True)
    given = {"GATEPOST_DATA": str(folder / "data"), "GATEPOST_WORKERS": str(WORKERS), "GATEPOST_THREADS": str(THREADS),
             "GATEPOST_API_PER_MINUTE": "10000000"}  # fmt: skip
    tell(f"filling a roll of {ROLL:,}")
    token = _filled(given)
    got: dict[str, list[Load]] = {side: [] for side in SIDES}
    with ExitStack() as stack:
        site = stack.enter_context(_site(folder, given))
        floors = [stack.enter_context(_bare(folder, kind)) for kind in ("alone", "started", "endpoint")]
        for number in range(rounds + 1):
            tell(f"POST /api/check, round {number} of {rounds}" if number else "POST /api/check, warming up")
            for side, port in zip(got, (site, site, *floors), strict=True):
                asked = "?mended=false" if side == ALONE else ""
                one = api_load.of(port, token, users=USERS, seconds=seconds if number else 2, asked=asked)
                if one.others:
                    raise RuntimeError(f"{one.others} answers to {side} were other than 200")
                got[side] += [one] if number else []
        tell("streams")
        streams = [[_streamed(site, token, together) for _ in range(max(1, rounds // 2))] for together in (1, 2)]
    _told(results, got, [median(found) for found in streams])


def _told(results: Results, got: dict[str, list[Load]], streams: list[float]) -> None:
    middle = {side: Load(*(median(figures) for figures in zip(*runs, strict=True))) for side, runs in got.items()}
    whole, alone = _against(got["POST /api/check"], got), _against(got[ALONE], got)
    results.say(f"## The API, {USERS} users at once, {WORKERS} workers, roll of {ROLL:,}")
    rows = [
        (side, times(whole[side]), times(alone[side]), f"{of.rate:,.0f}", f"{of.p50:.0f}", f"{of.p95:.0f}")
        for side, of in middle.items()
    ]
    results.table(
        ("", "POST /api/check against it", "the verdict alone against it", "requests/s", "p50 ms", "p95 ms"), rows
    )
    results.say("Each user sends another draft as soon as they are answered, with the mended draft screened too; who asks shares "
                "the cores with who answers. The bare view parses the same JSON and answers with a number: alone without any middleware, "
                "then in a project with the seven that Django starts with; the bare endpoint is one of django-ninja there.")  # fmt: skip
    results.table(
        ("Streams at once", "drafts/s"),
        [(number, f"{rate:,.0f}") for number, rate in enumerate(streams, 1)],
    )
    p95 = middle["POST /api/check"].p95
    results.aim(f"POST /api/check, {USERS} users at once: p95", "under 60 ms", f"{p95:.0f} ms", met=p95 < 60)
    for side in SIDES[2:]:
        results.aim(f"POST /api/check beside {side}", "0.25x", times(whole[side]), met=whole[side] >= 0.25)
        results.aim(f"{ALONE} beside {side}", "0.25x", times(alone[side]), met=alone[side] >= 0.25)
    best = max(streams)
    results.aim("POST /api/check/stream, two cores", "2,000 drafts/s", f"{best:,.0f}", met=best >= 2_000)


def _against(ours: list[Load], got: Mapping[str, list[Load]]) -> dict[str, float]:
    """How many times as many requests a second as each side, the median of the rounds."""
    return {
        side: median(one.rate / other.rate for one, other in zip(ours, theirs, strict=True))
        for side, theirs in got.items()
    }


def _filled(given: Mapping[str, str]) -> str:
    line = [sys.executable, "-m", "benchmarks.api_filling", str(ROLL)]
    done = subprocess.run(line, env=_environment(given), capture_output=True, text=True, check=True)
    return done.stdout.strip()


@contextmanager
def _site(folder: Path, given: Mapping[str, str]) -> Iterator[int]:
    port = _free_port()
    with _running([*command(), "serve", "--listen", f"127.0.0.1:{port}"], port, folder / "api.log", given):
        yield port


@contextmanager
def _bare(folder: Path, kind: str) -> Iterator[int]:
    port = _free_port()
    line = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "error",
            "benchmarks.api_bare:application"]  # fmt: skip
    with _running(line, port, folder / f"{kind}.log", {"BARE": kind}):
        yield port


@contextmanager
def _running(line: list[str], port: int, log: Path, given: Mapping[str, str]) -> Iterator[None]:
    with log.open("wb") as file:
        process = subprocess.Popen(line, env=_environment(given), stdout=file, stderr=file)
        try:
            _until_it_answers(port, process)
            yield
        finally:
            process.terminate()
            process.wait(20)


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if name != "DATABASE_URL"}, **given}


def _streamed(port: int, token: str, together: int) -> float:
    """Drafts a second of so many streams at once, each read while it is sent."""
    some = api_load.bodies()
    body = b"".join(some[number % len(some)] + b"\n" for number in range(STREAMED // together))
    began = time.perf_counter()
    found = [threading.Thread(target=_one_stream, args=(port, token, body)) for _ in range(together)]
    for one in found:
        one.start()
    for one in found:
        one.join()
    return STREAMED / (time.perf_counter() - began)


def _one_stream(port: int, token: str, body: bytes) -> None:
    """Asked again until a process is free for it."""
    while not _taken(port, token, body):
        time.sleep(0.02)


def _taken(port: int, token: str, body: bytes) -> bool:
    link = HTTPConnection("127.0.0.1", port, timeout=120)
    link.putrequest("POST", "/api/check/stream", skip_host=True)
    for name, value in (("Host", f"localhost:{port}"), ("Authorization", f"Bearer {token}"),
                        ("Content-Type", "application/jsonl"), ("Content-Length", str(len(body)))):  # fmt: skip
        link.putheader(name, value)
    link.endheaders()
    assert isinstance(link.sock, socket.socket)
    sending = threading.Thread(target=_send, args=(link.sock, body))
    sending.start()
    answer = link.getresponse()
    lines = sum(1 for line in answer if json.loads(line))
    sending.join()
    link.close()
    if answer.status == 429:
        return False
    assert (answer.status, lines) == (200, body.count(b"\n")), (answer.status, lines)
    return True


def _send(to: socket.socket, body: bytes) -> None:
    try:
        to.sendall(body)
    except OSError:  # it was refused before it was read
        return
