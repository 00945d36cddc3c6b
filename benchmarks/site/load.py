"""Users who ask for a page again and again, in a process of their own: `python -m benchmarks.site.load`."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence
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


class Later(NamedTuple):
    """What a user asks after an answer that has `mark` in it, if their pause lasts as long as `rest`, in seconds."""

    mark: bytes
    rest: float
    requests: Sequence[bytes]  # one for each of the first ones


def send(
    port: int, requests: Sequence[bytes], *, users: int, seconds: float, pause: float = 0.0, later: Later | None = None
) -> tuple[Load, Load]:
    """What so many users at once were served: each goes round the requests from a place of their own and waits for every
    answer, then `pause` seconds on the average. And what they were served later, in those pauses.
    """
    return asyncio.run(_all(port, requests, users, seconds, pause, later))


class _User:
    """One of them."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.first, self._chance = number, chance
        self.taken: list[float] = []
        self.taken_later: list[float] = []
        self.others = 0

    async def go(self, port: int, requests: Sequence[bytes], until: float, pause: float, later: Later | None) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(self._chance.uniform(0, pause))
        for at in cycle([*range(self.first, len(requests)), *range(self.first)]):
            if time.perf_counter() >= until:
                break
            body = await self._ask(reader, writer, requests[at], self.taken)
            left = self._chance.uniform(0, 2 * pause)
            if later and later.mark in body and left > later.rest:
                await asyncio.sleep(later.rest)
                began = time.perf_counter()
                await self._ask(reader, writer, later.requests[at], self.taken_later)
                left -= later.rest + time.perf_counter() - began
            await asyncio.sleep(max(0.0, left))
        writer.close()

    async def _ask(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes, taken: list[float]
    ) -> bytes:
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(_length(head))
        taken.append(time.perf_counter() - began)
        self.others += not head.startswith(b"HTTP/1.1 200 ")
        return body


def _length(head: bytes) -> int:
    return int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])


async def _all(
    port: int, requests: Sequence[bytes], users: int, seconds: float, pause: float, later: Later | None
) -> tuple[Load, Load]:
    began = time.perf_counter()
    places = [number * len(requests) // users for number in range(users)]
    all_users = [_User(place, random.Random(place)) for place in places]  # noqa: S311 (a load, not a secret)
    await asyncio.gather(*(user.go(port, requests, began + seconds, pause, later) for user in all_users))
    lasted, others = time.perf_counter() - began, sum(user.others for user in all_users)
    first = sorted(taken for user in all_users for taken in user.taken)
    return _told(first, lasted, others), _told(sorted(t for u in all_users for t in u.taken_later), lasted, others)


def _told(taken: list[float], lasted: float, others: int) -> Load:
    """Of times in order."""
    if not taken:
        return Load(0.0, 0.0, 0.0, others)
    return Load(len(taken) / lasted, taken[len(taken) // 2] * 1e3, taken[len(taken) * 95 // 100] * 1e3, others)


def main() -> None:
    port, path, cookie, users, seconds = sys.argv[1:]
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookie}\r\nAccept: text/html\r\n\r\n".encode()
    print(json.dumps(send(int(port), [request], users=int(users), seconds=float(seconds))[0]._asdict()))


if __name__ == "__main__":
    main()
