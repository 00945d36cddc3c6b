"""What this installation has set, read once a process from its environment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from environ.fileaware_mapping import FileAwareMapping

from gatepost.web.configuration import BY_NAME, ELSEWHERE, SETTINGS, Setting
from gatepost.web.unsafe import reasons

TRYING_OUT = "only-for-trying-out-on-one-machine"
_YES, _NO = ("1", "yes", "true", "on"), ("0", "no", "false", "off", "")


class Unusable(Exception):  # noqa: N818 (it reads as a sentence: raise Unusable)
    """The site must not start like this. `reasons` are all of them, each with its fix and none with a value."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Installation:
    """The settings by their names. A name that the table lacks is a KeyError: nothing undocumented can be read."""

    values: Mapping[str, str]
    mistakes: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        return self.values[name]

    def yes(self, name: str) -> bool:
        return self.values[name].lower() in _YES

    def number(self, name: str) -> int:
        return int(self.values[name])

    def listed(self, name: str) -> list[str]:
        return [part.strip() for part in self.values[name].split(",") if part.strip()]

    def key(self, name: str) -> str:
        """A secret key. Production never starts without; elsewhere one that everybody knows will do."""
        return self.values[name] or TRYING_OUT

    def folder(self, name: str) -> Path:
        return Path(self.values[name]).expanduser().resolve()

    @property
    def production(self) -> bool:
        return self.yes("GATEPOST_PRODUCTION")

    @property
    def hosts(self) -> list[str]:
        """Every host name that the site answers to; on a machine for trying out also its own names."""
        own = [] if self.production else ["localhost", "127.0.0.1", "[::1]"]
        named = [
            host for host in (urlsplit(self.text("GATEPOST_URL")).hostname, *self.listed("GATEPOST_HOSTS")) if host
        ]
        return list(dict.fromkeys([*named, *own]))


def read(environ: Mapping[str, str]) -> Installation:
    """The settings in an environment. One that cannot be used has its default, and its mistake is told."""
    aware = FileAwareMapping(dict(environ), cache=False)
    values, mistakes = {}, list(_strangers(environ))
    for setting in SETTINGS:
        try:
            given = str(aware.get(setting.name, setting.default)).strip() or setting.default
        except (OSError, UnicodeDecodeError):
            given, wrong = (
                setting.default,
                f"{setting.name}_FILE names a file that cannot be read. Check its path and its owner.",
            )
        else:
            wrong = _wrong(setting, given)
        mistakes += [wrong] if wrong else []
        values[setting.name] = setting.default if wrong else given
    return Installation(values, tuple(mistakes))


def _wrong(setting: Setting, given: str) -> str:
    if setting.kind == "yes or no" and given.lower() not in _YES + _NO:
        return f"{setting.name} must be yes or no."
    if setting.kind == "number" and not (given.isascii() and given.isdigit() and int(given) >= setting.least):
        return f"{setting.name} must be a whole number, {setting.least} or more."
    if (
        setting.choices
        and (given.partition("://")[0] if setting.kind == "address" else given.lower()) not in setting.choices
    ):
        start = " an address that starts with" if setting.kind == "address" else ""
        return f"{setting.name} must be{start} one of: {', '.join(setting.choices)}." if given else ""
    return ""


def _strangers(environ: Mapping[str, str]) -> Iterator[str]:
    """A name with a slip in it would leave the setting that was meant at its default, unseen."""
    for name in sorted(environ):
        bare = name.removesuffix("_FILE")
        if not name.startswith("GATEPOST_") or bare in BY_NAME or name.startswith(ELSEWHERE):
            continue
        close = get_close_matches(bare, BY_NAME, n=1)
        yield f"{name} is no setting of Gatepost." + (f" Did you mean {close[0]}?" if close else " Remove it.")


_found: list[Installation] = []


def current() -> Installation:
    """This process's settings; Unusable, with every reason, if the site must not start with them."""
    if not _found:
        here = read(os.environ)
        if wrong := (*here.mistakes, *reasons(here)):
            raise Unusable(wrong)
        _found.append(here)
    return _found[0]


def examine() -> Installation:
    """This process's settings, however unsafe: for `gatepost doctor`, which must look at what may not start."""
    if not _found:
        _found.append(read(os.environ))
    return _found[0]
