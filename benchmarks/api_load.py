"""Users who send drafts to POST /api/check, in a process of their own: `python -m benchmarks.api_load PORT TOKEN USERS SECONDS`."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.posts import posts
from benchmarks.site.load import Load, send

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


def main() -> None:
    port, token, users, seconds, asked = sys.argv[1:]
    requests = [request(int(port), token, body, asked) for body in bodies()]
    print(json.dumps(send(int(port), requests, users=int(users), seconds=float(seconds))[0]._asdict()))


if __name__ == "__main__":
    main()
