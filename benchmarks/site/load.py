"""Users who ask for a page again and again, in a process of their own: `python -m benchmarks.site.load`."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import cycle
from typing import NamedTuple


class Load(NamedTuple):
    """Requests a second, and milliseconds that half, and 95 of 100, of them took at most; answers other than 200."""

    rate: float
    p50: float
    p95: float
    others: int


def of(port: int, path: str, cookie: str, *, users: int, seconds: float) -> Load:
    """What so many users at once were served, each asking anew as soon as they are answered."""
    line = [sys.executable, "-m", "benchmarks.site.load", str(port), path, cookie, str(users), str(seconds)]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    return Load(**json.loads(done.stdout))


def send(port: int, requests: Sequence[bytes], *, users: int, seconds: float, pause: float = 0.0) -> Load:
    """What so many users at once were served: each goes round the requests from a place of their own and waits for every
    answer, then `pause` seconds on the average.
    """
    return asyncio.run(_all(port, requests, users, seconds, pause))


async def _user(
    port: int, requests: Iterable[bytes], chance: random.Random, until: float, pause: float, taken: list[float]
) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    others = 0
    if pause:
        await asyncio.sleep(chance.uniform(0, pause))
    for one in requests:
        if (began := time.perf_counter()) >= until:
            break
        writer.write(one)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_length(head))
        taken.append(time.perf_counter() - began)
        others += not head.startswith(b"HTTP/1.1 200 ")
        if pause:
            await asyncio.sleep(chance.uniform(0, 2 * pause))
    writer.close()
    return others


def _length(head: bytes) -> int:
    return int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])


async def _all(port: int, requests: Sequence[bytes], users: int, seconds: float, pause: float) -> Load:
    taken: list[float] = []
    began = time.perf_counter()
    tasks = []
    for number in range(users):
        first = number * len(requests) // users
        round_from = cycle([*requests[first:], *requests[:first]])
        chance = random.Random(first)  # noqa: S311 (a load, not a secret)
        tasks.append(_user(port, round_from, chance, began + seconds, pause, taken))
    others = await asyncio.gather(*tasks)
    rate = len(taken) / (time.perf_counter() - began)
    taken.sort()
    return Load(rate, taken[len(taken) // 2] * 1e3, taken[len(taken) * 95 // 100] * 1e3, sum(others))


def main() -> None:
    port, path, cookie, users, seconds = sys.argv[1:]
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookie}\r\nAccept: text/html\r\n\r\n".encode()
    print(json.dumps(send(int(port), [request], users=int(users), seconds=float(seconds))._asdict()))


if __name__ == "__main__":
    main()
