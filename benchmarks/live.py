"""The live check under load: fifty people who type, a roll of ten thousand; each waits for the verdict on what they typed.

Once as people do who pause between two changes, and once as nobody does: each sends the next as soon as the last is answered.
As on the page, what they type gets a first look, and is read whole where they pause long enough.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.posts import posts
from benchmarks.results import Results
from benchmarks.site import serving
from benchmarks.site.filling import ROLL
from benchmarks.site.load import Later, Load, send

USERS, MOST = 50, 60  # milliseconds
PAUSE = 1.5  # seconds between two changes, on the average
REST = 1.5  # seconds after a first look, as in check.js
_UNREAD = b" data-unread"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def measure(results: Results, folder: Path, *, seconds: float, tell: Callable[[str], None]) -> None:
    """Both ways, on a server with nothing else to do."""
    with serving.site(folder / "live", "sheet") as served:
        rows = []
        for says, pause in ((f"{PAUSE:g} s between two changes", PAUSE), ("without a pause", 0.0)):
            tell(f"live checks, {says}")
            _of(served, pause, 2)
            got, whole = _of(served, pause, seconds)
            if got.others:
                raise RuntimeError(f"{got.others} live checks were not answered with 200")
            for named, one in ((says, got), ("the same, read whole in the pauses", whole)):
                if one.rate:
                    rows.append((named, f"{one.rate:,.0f}", f"{one.p50:.0f}", f"{one.p95:.0f}"))
            results.aim(
                f"live check, {USERS} users at once, {says}: p95",
                f"under {MOST} ms",
                f"{got.p95:.0f} ms",
                met=got.p95 < MOST,
            )
    results.say(f"## The live check, {USERS} users at once, {serving.WORKERS} workers, roll of {ROLL:,}")
    results.table(("", "checks/s", "p50 ms", "p95 ms"), rows)


def _of(served: serving.Served, pause: float, seconds: float) -> tuple[Load, Load]:
    line = [sys.executable, "-m", "benchmarks.live", str(served.port), served.cookie, str(pause), str(seconds)]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    first, later = json.loads(done.stdout)
    return Load(**first), Load(**later)


def _requests(port: int, cookie: str) -> tuple[list[bytes], list[bytes]]:
    """The sheet as a browser sends it, with the token of a form that it was given: for a first look, and to be read whole."""
    link = HTTPConnection("127.0.0.1", port, timeout=30)
    link.request("GET", "/check/", headers={"Host": f"localhost:{port}", "Cookie": cookie})
    answer = link.getresponse()
    page, given = answer.read().decode(), [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    token = _TOKEN.search(page)
    if answer.status != 200 or token is None:
        raise RuntimeError(f"no sheet: {answer.status}")
    cookies = "; ".join([cookie, *(one.partition(";")[0] for one in given)])
    sheet = {"where": "sanctioned:facebook", "role": "teacher", "school": "SMP", "pictures": "0", "counted": "True",
             "csrfmiddlewaretoken": token[1]}  # fmt: skip
    sheets = [{**sheet, "text": one.draft.text} for one in posts(400) if one.draft.text]
    head = (
        f"POST /check/live/ HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookies}\r\nOrigin: http://localhost:{port}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
    )

    def asked(**more: str) -> list[bytes]:
        bodies = [urlencode(one | more).encode() for one in sheets]
        return [f"{head}{len(body)}\r\n\r\n".encode() + body for body in bodies]

    return asked(first_look="1"), asked()


def main() -> None:
    port, cookie, pause, seconds = sys.argv[1:]
    first, whole = _requests(int(port), cookie)
    later = Later(_UNREAD, REST, whole)
    got = send(int(port), first, users=USERS, seconds=float(seconds), pause=float(pause), later=later)
    print(json.dumps([one._asdict() for one in got]))


if __name__ == "__main__":
    main()
