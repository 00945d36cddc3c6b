"""Users who send drafts to POST /api/check, in a process of their own: `python -m benchmarks.api_load PORT TOKEN USERS SECONDS`."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from itertools import cycle

from benchmarks.posts import posts
from benchmarks.site.load import Load, _length

SENT = 600


def of(port: int, token: str, *, users: int, seconds: float, asked: str = "") -> Load:
    """What so many users at once were served, each asking anew as soon as they are answered; `asked` joins the address."""
    line = [sys.executable, "-m", "benchmarks.api_load", str(port), token, str(users), str(seconds), asked]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    return Load(**json.loads(done.stdout))


def bodies() -> list[bytes]:
    return [json.dumps(one.draft.model_dump(mode="json", exclude_defaults=True)).encode() for one in posts(SENT)]


def request(port: int, token: str, body: bytes, asked: str) -> bytes:
    head = (
        f"POST /api/check{asked} HTTP/1.1\r\nHost: localhost:{port}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nAccept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _user(port: int, requests: list[bytes], first: int, until: float, taken: list[float]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    others = 0
    for one in cycle(requests[first:] + requests[:first]):
        if (began := time.perf_counter()) >= until:
            break
        writer.write(one)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_length(head))
        taken.append(time.perf_counter() - began)
        others += not head.startswith(b"HTTP/1.1 200 ")
    writer.close()
    return others


async def _all(port: int, requests: list[bytes], users: int, seconds: float) -> Load:
    taken: list[float] = []
    began = time.perf_counter()
    until = began + seconds
    tasks = (_user(port, requests, number * SENT // users, until, taken) for number in range(users))
    others = await asyncio.gather(*tasks)
    rate = len(taken) / (time.perf_counter() - began)
    taken.sort()
    return Load(rate, taken[len(taken) // 2] * 1e3, taken[len(taken) * 95 // 100] * 1e3, sum(others))


def main() -> None:
    port, token, users, seconds, asked = sys.argv[1:]
    requests = [request(int(port), token, body, asked) for body in bodies()]
    print(json.dumps(asyncio.run(_all(int(port), requests, int(users), float(seconds)))._asdict()))


if __name__ == "__main__":
    main()
