"""The files of an import: one CSV, a folder of them, or a zip, which is never unpacked to disk."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from django.utils.translation import gettext as _

from gatepost.apps.people.imports import limits
from gatepost.apps.people.imports.problems import UnusableFile

_END, _END64 = b"PK\x05\x06", b"PK\x06\x07"
_PLAIN_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Source(Protocol):
    """One file that can be opened again and again."""

    @property
    def name(self) -> str: ...
    def open(self) -> IO[bytes]: ...


@dataclass(frozen=True)
class OneFile:
    """A file on disk, under the name that people know it by."""

    path: Path
    name: str

    def open(self) -> IO[bytes]:
        return self.path.open("rb")


@dataclass(frozen=True)
class Packed:
    """A file in a zip."""

    archive: zipfile.ZipFile
    entry: zipfile.ZipInfo
    name: str

    def open(self) -> IO[bytes]:
        return self.archive.open(self.entry)


def is_zip(path: Path) -> bool:
    """Whether it begins as a zip does."""
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", _END)


@contextmanager
def files_in(path: Path) -> Iterator[dict[str, Source]]:
    """The CSV files of a folder or zip by their names in small letters, for as long as the block lasts."""
    if path.is_dir():
        yield {each.name.lower(): OneFile(each, each.name) for each in sorted(path.iterdir()) if _is_csv(each.name)}
        return
    if not is_zip(path):
        raise UnusableFile(_("this is no zip"), _("zip the CSV files of the export, or choose another kind of file"))
    with _opened(path) as archive:
        yield _entries(archive)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, EOFError, UnicodeDecodeError) as problem:
        raise UnusableFile(_("the zip is damaged"), _("make or download it again")) from problem


def _check_directory(path: Path) -> None:
    """Refuse an endless list of entries before it is read: reading it takes half a kilobyte of memory an entry."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 66_000))
        tail = file.read()
    at = len(tail) - 22 if tail[-22:-18] == _END and tail[-2:] == b"\0\0" else tail.rfind(_END)
    if at < 0:
        raise UnusableFile(_("the zip is damaged"), _("make or download it again"))
    listed = int.from_bytes(tail[at + 12 : at + 16], "little")
    if tail[max(0, at - 20) : max(0, at - 16)] == _END64 or listed > limits.DIRECTORY:
        raise UnusableFile(_("too many files in the zip"), _("put only the CSV files of the export into it"))


def _entries(archive: zipfile.ZipFile) -> dict[str, Source]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > limits.ENTRIES:
        raise UnusableFile(_("too many files in the zip"), _("put only the CSV files of the export into it"))
    if sum(entry.file_size for entry in entries) > limits.UNPACKED:
        raise UnusableFile(
            _("unpacked, the zip is larger than %(most)s MB") % {"most": limits.UNPACKED // limits.MEGABYTE},
            _("export fewer years or schools at a time"),
        )
    found: dict[str, Source] = {}
    for entry in entries:
        name = _safe_name(entry)
        if name.lower() in found:
            raise UnusableFile(_("two files of the same name are in the zip"), _("leave one of them out"))
        if _is_csv(name):
            found[name.lower()] = Packed(archive, entry, name)
    return found


def _safe_name(entry: zipfile.ZipInfo) -> str:
    """The bare name of an entry that is what it seems; everything lies flat or in one folder."""
    # The name as it stands in the zip: the library itself tidies away a NUL and what follows it.
    parts = entry.orig_filename.split("/")
    odd = any(part in ("", ".", "..") or "\\" in part or ":" in part or not part.isprintable() for part in parts)
    if odd or len(parts) > 2 or stat.S_ISLNK(entry.external_attr >> 16):
        raise UnusableFile(
            _("the zip holds a path or link that leads elsewhere"), _("zip the CSV files themselves, without folders")
        )
    if entry.flag_bits & 1:
        raise UnusableFile(_("the zip has a password"), _("make it again without one"))
    if entry.compress_type not in _PLAIN_KINDS:
        raise UnusableFile(_("the zip is packed in an unusual way"), _("make it with your computer's own zip"))
    if parts[-1].lower().endswith((".zip", ".gz", ".7z", ".rar", ".tar")):
        raise UnusableFile(_("there is an archive inside the zip"), _("put only the CSV files of the export into it"))
    if entry.file_size > limits.SMALL and entry.file_size > limits.RATIO * max(1, entry.compress_size):
        raise UnusableFile(
            _("a file in the zip unpacks to more than %(times)s times its size") % {"times": limits.RATIO},
            _("no roll does that; make the zip again"),
        )
    return parts[-1]


def _is_csv(name: str) -> bool:
    return name.lower().endswith((".csv", ".txt", ".tsv")) and not name.startswith(".")
