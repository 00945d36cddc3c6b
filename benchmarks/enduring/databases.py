"""The database of a soak: SQLite, or a PostgreSQL of its own that crashes and comes back with what was committed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import postgres
from tests.cli.installation import free_port


@dataclass
class Sqlite:
    """A file: it cannot crash by itself, but all who write to it can."""

    address: str
    crashes: bool = False

    def crash(self) -> None:
        """Nothing to crash."""


@dataclass
class Crashing:
    """A PostgreSQL as it is set by default, so that what was committed outlives a crash."""

    programs: Path
    folder: Path
    port: int
    crashes: bool = True

    @property
    def address(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        listens = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._control("-l", str(self.folder / "log"), "-o", listens, "start")

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def crash(self) -> None:
        """As a power cut: no shutdown, and recovery when it comes back."""
        self.stop()
        self.start()

    def make(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        data = str(self.folder / "data")
        _run(
            str(self.programs / "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"
        )
        self.start()

    def _control(self, *words: str) -> None:
        _run(str(self.programs / "pg_ctl"), "-D", str(self.folder / "data"), "-w", "-s", *words)


@contextmanager
def database(engine: str, folder: Path) -> Iterator[Sqlite | Crashing]:
    """One of this engine, for as long as the block lasts."""
    if engine == "sqlite":
        yield Sqlite(f"sqlite:///{folder / 'gatepost.sqlite3'}")
        return
    programs = postgres.find()
    if programs is None:
        raise SystemExit(postgres.ABSENT)
    (folder / "postgres").mkdir()
    made = Crashing(programs, folder / "postgres", free_port())
    made.make()
    try:
        yield made
    finally:
        made.stop()


def _run(*line: str) -> None:
    """As the user postgres, for it refuses to run as root."""
    before = () if os.geteuid() != 0 else ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--")
    subprocess.run([*before, *line], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/", check=True)
