"""An installation of its own, with a database of the kind that is being tested, worked by real `gatepost` processes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db import connection

STARTS_WITHIN = 3.0
PATIENCE = 60.0


@dataclass
class Installation:
    """Its folder, and what it sets."""

    folder: Path
    given: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        ours = ("GATEPOST_", "DATABASE_URL", "DJANGO_")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {**clean, "GATEPOST_DATA": str(self.folder), **self.given}

    @property
    def database(self) -> str:
        """Its name on the server of this run; on SQLite, its file."""
        address = self.given.get("DATABASE_URL")
        return urlsplit(address).path.strip("/") if address else str(self.folder / "gatepost.sqlite3")

    def gatepost(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A command, to its end."""
        return subprocess.run(
            [sys.executable, "-m", "gatepost", *words],
            env={**self.environment, **more}, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip

    @contextmanager
    def serving(self, **more: str) -> Iterator[Served]:
        """`gatepost serve`, for as long as the block lasts."""
        port = free_port()
        line = [sys.executable, "-m", "gatepost", "serve", "--listen", f"127.0.0.1:{port}"]
        began = time.perf_counter()
        with (self.folder.parent / f"serve-{port}.log").open("w+", encoding="utf-8") as log:
            process = subprocess.Popen(line, env={**self.environment, **more}, stdout=log, stderr=log)
            try:
                served = Served(port, process, Path(log.name))
                served.until_it_answers()
                served.started = time.perf_counter() - began
                yield served
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(20)


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Message
    body: bytes


@dataclass
class Served:
    """A server that runs."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    started: float = 0.0

    def get(self, path: str, **headers: str) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as link:
            link.request("GET", path, headers={"Host": "localhost", **headers})
            answer = link.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def until_it_answers(self) -> None:
        until = time.perf_counter() + PATIENCE
        while self.process.poll() is None and time.perf_counter() < until:
            try:
                self.get("/")
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"nothing answers: {self.log.read_text('utf-8')}")


@contextmanager
def installed(folder: Path, like: Installation | None = None) -> Iterator[Installation]:
    """An installation on the engine that this run tests; it begins as the one that it is like, which is at rest."""
    if like is not None:
        shutil.copytree(like.folder, folder, dirs_exist_ok=True)
    if connection.vendor == "sqlite":
        yield Installation(folder)
        return
    name = f"gatepost_{uuid.uuid4().hex}"
    with _server() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like.database}"' if like is not None else ""))
    try:
        yield Installation(
            folder, {"DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()}
        )
    finally:
        with _server() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _server() -> Iterator[Any]:
    import psycopg  # noqa: PLC0415 (only where PostgreSQL is tested)

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link, link.cursor() as cursor:
        yield cursor


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port
