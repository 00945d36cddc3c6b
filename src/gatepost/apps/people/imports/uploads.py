"""Files on their way in: kept in the data folder for their sender alone, until they have decided or a day has passed."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from gatepost.apps.people.imports.limits import MEGABYTE
from gatepost.apps.people.imports.problems import UnusableFile
from gatepost.apps.people.models import Person, Upload

_KEPT_FOR = timedelta(days=1)
_NO_ROOM = (28, 122)  # the disk is full, or the quota is


def most_bytes() -> int:
    """The largest file that is taken."""
    return int(settings.IMPORT_MEGABYTES) * MEGABYTE


def too_large() -> UnusableFile:
    """What is said of a larger one."""
    return UnusableFile(
        _("the file is larger than %(most)s MB") % {"most": settings.IMPORT_MEGABYTES},
        _("zip it, or export fewer columns, years or schools"),
    )


def path_of(upload: Upload) -> Path:
    """Where the file lies; its name is ours, never the sender's."""
    return _folder() / upload.pk.hex


def keep(*, by: Person, kind: str, file_name: str, chunks: Iterable[bytes]) -> Upload:
    """Write a file down as it comes in; UnusableFile if it is too large, empty, or there is no room for it."""
    sweep()
    upload = Upload(id=uuid4(), by=by, kind=kind, file_name=shown_name(file_name))
    path = path_of(upload)
    try:
        upload.sha256 = _write(path, chunks)
    except OSError as problem:
        path.unlink(missing_ok=True)
        if problem.errno in _NO_ROOM:
            raise UnusableFile(_("there is no room on the server's disk"), _("tell your network manager")) from None
        raise
    except UnusableFile:
        path.unlink(missing_ok=True)
        raise
    upload.save(force_insert=True)
    return upload


def drop(upload: Upload) -> None:
    """Forget an upload and delete its file."""
    path_of(upload).unlink(missing_ok=True)
    upload.delete()


def sweep() -> None:
    """Delete what was left lying."""
    for upload in Upload.objects.filter(made_at__lt=timezone.now() - _KEPT_FOR):
        drop(upload)


def shown_name(name: str) -> str:
    """A file name that can be shown: one line, no more than it needs."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in bare)
    return " ".join(plain.split())[:120] or "file.csv"


def hash_of(path: Path) -> str:
    """The fingerprint of a file, or of all files of a folder with their names."""
    if not path.is_dir():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    digest = hashlib.sha256()
    for each in sorted(one for one in path.iterdir() if one.is_file()):
        digest.update(f"{each.name}\0{hash_of(each)}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _write(path: Path, chunks: Iterable[bytes]) -> str:
    digest, size = hashlib.sha256(), 0
    number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(number, "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > most_bytes():
                raise too_large()
            digest.update(chunk)
            file.write(chunk)
    if not size:
        raise UnusableFile(_("the file is empty"), _("export it again"))
    return digest.hexdigest()


def _folder() -> Path:
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
