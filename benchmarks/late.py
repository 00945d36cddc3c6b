"""Ten thousand duties that fall due in one minute, worked off by two workers: `python -m benchmarks.late --engine sqlite`.

Both are `gatepost worker` as it is set by default, on a database as it is set by default, with a real mail server beside
them. The time includes their start. It needs the packages of requirements/dev.txt.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.enduring.databases import database
from tests.apps.notices.post_office import PostOffice

LIMIT, WORKERS = 120.0, 2


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--duties", type=int, default=10_000)
    asked.add_argument("--engine", choices=("sqlite", "postgres"), default="postgres")
    told = asked.parse_args()
    with TemporaryDirectory(prefix="gatepost-late-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL is another user
        with database(told.engine, folder) as kept:
            got = measured(kept.address, folder, told.duties)
    print(f"{told.engine}: {got}")
    sys.exit(0 if got["left"] == 0 and got["seconds"] < LIMIT else 1)


def measured(address: str, folder: Path, duties: int) -> dict[str, Any]:
    """How long two workers took."""
    office = PostOffice()
    environment = {**os.environ, "GATEPOST_DATA": str(folder), "DATABASE_URL": address, "GATEPOST_LOG_LEVEL": "warning",
                   "GATEPOST_MAIL_URL": f"smtp://127.0.0.1:{office.port}",
                   "DJANGO_SETTINGS_MODULE": "gatepost.web.settings"}  # fmt: skip
    _run(environment, "gatepost", "migrate")
    _run(environment, "benchmarks.enduring.late", "make", str(duties))
    with office.opened():
        line = [sys.executable, "-m", "gatepost", "worker"]
        workers = [subprocess.Popen(line, env=environment) for _ in range(WORKERS)]
        try:
            found: dict[str, Any] = json.loads(_run(environment, "benchmarks.enduring.late", "wait").splitlines()[-1])
        finally:
            for one in workers:
                one.kill()
                one.wait()
    return found


def _run(environment: dict[str, str], *words: str) -> str:
    line = [sys.executable, "-m", *words]
    return subprocess.run(line, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
