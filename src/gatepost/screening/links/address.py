"""What an address says about where it leads, read offline: nothing here is ever fetched."""

from __future__ import annotations

import ipaddress
import re
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import idna

from gatepost.screening.folding import fold
from gatepost.screening.language.patterns import Pattern

BARE = Pattern(
    r"(?<![@\w.-])(?:https?://[^\s<>\"')\]]+|(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|co\.uk|org\.uk|org|net|uk|info|biz|xyz|top|click|link|ly|me|tv|io|app|gg|live|online|site|shop|club|sch\.uk|ac\.uk|gov\.uk|example|gl|be|co)(?:/[^\s<>\"')\]]*)?)(?![\w@-])"
)


class Address(NamedTuple):
    """An address taken apart. `host` is folded and decoded; `odd` says what is wrong with its form, if anything."""

    url: str
    host: str
    path: str
    odd: str = ""


def parse(url: str) -> Address:
    """Take an address apart; never raises: what cannot be read is odd.

    >>> parse("https://onlyfans.com@evil.example/x").odd
    'it hides its real host behind an @'
    """
    text = url.strip()
    if "://" not in text:
        if re.match(r"^[a-z][a-z0-9+.-]*:", text, re.IGNORECASE) and not re.match(r"^[\w.-]+:\d+", text):
            return Address(url, "", "", "it is no web address")
        text = "http://" + text
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").rstrip(".")
        userinfo = parts.username is not None
    except ValueError:
        return Address(url, "", "", "it cannot be read")
    path = (parts.path + ("?" + parts.query if parts.query else "")).lower()
    if parts.scheme.lower() not in ("http", "https"):
        return Address(url, host, path, "it is no web address")
    if userinfo:
        return Address(url, host, path, "it hides its real host behind an @")
    if not host:
        return Address(url, "", path, "it names no host")
    return _judge_host(url, host, path)


def _judge_host(url: str, host: str, path: str) -> Address:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return Address(url, host, path, "it leads to a bare number instead of a name")
    shown = host
    if "xn--" in host or not host.isascii():
        try:
            shown = idna.decode(host) if "xn--" in host else host
        except idna.IDNAError:
            return Address(url, host, path, "its name cannot be decoded")
    folded = fold(shown)
    if not shown.isascii():
        return Address(url, folded, path, "its name has letters that only look like others")
    return Address(url, folded, path)


@cache
def _listed(name: str) -> frozenset[str]:
    text = (resources.files(__package__) / "lists" / f"{name}.txt").read_text("utf-8")
    return frozenset(line.split("#")[0].strip() for line in text.splitlines()) - {""}


def _packaged(package: str, name: str) -> str:
    """A data file of an installed package, read without running the package: its code may need what is not there."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(
            f"The package {package} is not installed; install the requirements again.", name=package
        )
    return (Path(spec.submodule_search_locations[0]) / name).read_text("utf-8")


@cache
def shorteners() -> frozenset[str]:
    """Hosts that hide where a link ends: the `link-shorteners` package's list and our own."""
    hosts = {line.strip().lower() for line in _packaged("link_shorteners", "link-shorteners.txt").splitlines()}
    return (frozenset(hosts) | _listed("hiding")) - _listed("not_hiding") - {""}


def under(host: str, hosts: frozenset[str]) -> bool:
    """Whether `host` or one of its parent domains is in `hosts`."""
    while host:
        if host in hosts:
            return True
        _, _, host = host.partition(".")
    return False


def adult() -> frozenset[str]:
    """Hosts of adult and pay-to-view sites."""
    return _listed("adult")


def gambling() -> frozenset[str]:
    """Hosts of gambling sites."""
    return _listed("gambling")


def trusted() -> frozenset[str]:
    """Hosts that schools use daily: never a look-alike of something else."""
    return _listed("trusted")
