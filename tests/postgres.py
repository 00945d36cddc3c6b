"""`python -m tests.postgres [PATH]`: what touches the database, tested again on a PostgreSQL that ends with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"  # it is thrown away
ABSENT = """\
Not tested on PostgreSQL: there is none on this machine. Install it, and run the tests again:
  Debian, Ubuntu:  apt-get install postgresql
  macOS:           brew install postgresql
"""


def main() -> int:
    """The tests' status; without a PostgreSQL a failure in CI alone."""
    programs = find()
    if programs is None:
        sys.stderr.write(ABSENT)
        return 1 if os.environ.get("CI") else 0
    with running(programs) as address:
        chosen = {**os.environ, "DATABASE_URL": address, "GATEPOST_TESTS_DATABASE_ONLY": "1"}
        asked = sys.argv[1:] or ["-q"]
        every = [] if any(Path(one.partition("::")[0]).exists() for one in asked) else ["tests"]
        return subprocess.run([sys.executable, "-m", "pytest", *asked, *every], env=chosen, check=False).returncode


def find() -> Path | None:
    """The folder of initdb and pg_ctl, the newest where there are several."""
    debian = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if debian:
        return max(debian, key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def running(programs: Path, *, durable: bool = False) -> Iterator[str]:
    """The address of a new server on a port of this machine alone; its data goes when it ends. Durable: as it is set by default."""
    with TemporaryDirectory(prefix="gatepost-postgres-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), _free_port()
        asks = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} {'' if durable else _QUICK}"
        )
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        control = [*_as_postgres(), str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w", "-s"]
        _run([*_as_postgres(), str(programs / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "postgres",
              "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])  # fmt: skip
        _run([*control, "-l", str(folder / "log"), "-o", asks, "start"])
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"])


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]


def _run(line: list[str]) -> None:
    done = subprocess.run(
        line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd="/", check=False
    )
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace"))
        sys.exit(f"PostgreSQL for the tests: {Path(line[-1]).name} failed")


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
