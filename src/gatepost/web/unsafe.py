"""Why the site must not start as it is set: every reason at once, each with its fix, none with a value."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

NEW_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
LEAST_KEY = 50
NETWORK_DISKS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.glusterfs", "ceph")
_KEYS = ("GATEPOST_SECRET_KEY", "GATEPOST_LEDGER_KEY")


class Values(Protocol):
    """What an installation has set, as far as it is judged here."""

    def text(self, name: str) -> str: ...
    def yes(self, name: str) -> bool: ...
    def number(self, name: str) -> int: ...
    def folder(self, name: str) -> Path: ...
    @property
    def production(self) -> bool: ...
    @property
    def hosts(self) -> list[str]: ...


def reasons(here: Values) -> tuple[str, ...]:
    """What is wrong: much in production, little where somebody tries the site out on their own machine."""
    if here.production:
        return (*_keys(here), *_demo(here), *_addresses(here), *_mail(here), *_folder(here))
    return tuple(_trying_out(here))


def _keys(here: Values) -> Iterator[str]:
    for name in _KEYS:
        key = here.text(name)
        if len(key) < LEAST_KEY or len(set(key)) < 10:
            state = "is missing" if not key else "is too easily guessed"
            yield f"{name} {state}. Make one with {NEW_KEY} and set it, or put it in a file and set {name}_FILE."
    if here.text(_KEYS[0]) and here.text(_KEYS[0]) == here.text(_KEYS[1]):
        yield f"{_KEYS[0]} and {_KEYS[1]} are the same. Give each a key of its own."


def _demo(here: Values) -> Iterator[str]:
    if here.yes("GATEPOST_DEMO"):
        yield "GATEPOST_DEMO lets anybody in as anyone. Set it to no, and start with a data folder of its own."


def _addresses(here: Values) -> Iterator[str]:
    url = urlsplit(here.text("GATEPOST_URL"))
    if url.scheme != "https" or not url.hostname or url.hostname == "localhost":
        yield "GATEPOST_URL is not an https address that others can reach. Set it, as https://gatepost.example.sch.uk."
    if any("*" in host or host.startswith(".") or "/" in host for host in here.hosts):
        yield "GATEPOST_HOSTS must name whole hosts: no * and no leading dot. Name each one."
    if here.number("GATEPOST_PROXIES") < 1:
        yield (
            "GATEPOST_PROXIES is 0, so nothing in front speaks https. Put a reverse proxy in front that sets "
            "X-Forwarded-Proto and X-Forwarded-For, and set GATEPOST_PROXIES to 1."
        )


def _mail(here: Values) -> Iterator[str]:
    if not here.text("GATEPOST_MAIL_URL").startswith(("smtp:", "smtps:", "smtp+tls:", "smtp+ssl:")):
        yield "GATEPOST_MAIL_URL names no mail server. Set it, as smtp+tls://user:password@mail.example.sch.uk:587."
    if here.text("GATEPOST_MAIL_FROM").endswith("@localhost>"):
        yield "GATEPOST_MAIL_FROM is not an address of yours. Set it, as Gatepost <gatepost@example.sch.uk>."


def _folder(here: Values) -> Iterator[str]:
    folder = here.folder("GATEPOST_DATA")
    if not folder.is_dir():
        yield f"GATEPOST_DATA: {folder} is no folder. Make it with: install -d -m 0700 {folder}"
        return
    if folder.stat().st_mode & 0o007:
        yield f"GATEPOST_DATA: everybody on this machine can look into {folder}. Close it with: chmod o-rwx {folder}"
    if not os.access(folder, os.W_OK | os.X_OK):
        yield f"GATEPOST_DATA: {folder} cannot be written to. Give it to the user that runs Gatepost."
    if not here.text("DATABASE_URL") and (kind := disk_kind(folder)) in NETWORK_DISKS:
        yield (
            f"GATEPOST_DATA: {folder} is on a network disk ({kind}), on which SQLite loses data. "
            "Move it to a disk of this machine, or set DATABASE_URL to a PostgreSQL."
        )


def _trying_out(here: Values) -> Iterator[str]:
    others = [host for host in here.hosts if host not in ("localhost", "127.0.0.1", "[::1]", "::1")]
    if others and not here.yes("GATEPOST_DEMO"):
        yield "GATEPOST_URL or GATEPOST_HOSTS names a host that others reach. Set GATEPOST_PRODUCTION to yes."


def disk_kind(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The kind of file system that a folder lies on; nothing where the system does not tell."""
    if not mounts.is_file():
        return ""
    rows = [line.split()[1:3] for line in mounts.read_text("utf-8", "replace").splitlines()]
    under = [(point, kind) for point, kind in rows if folder.is_relative_to(point.replace("\\040", " "))]
    return max(under, key=lambda row: len(row[0]))[1] if under else ""
