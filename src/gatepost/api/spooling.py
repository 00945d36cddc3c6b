"""A file as it comes in, laid aside without a name: whoever dies leaves nothing lying."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gatepost.api.problems import Problem
from gatepost.api.reading import acceptable
from gatepost.apps.people.imports.uploads import most_bytes

_PIECE = 256 * 1024
_IN_MEMORY = 1_000_000


@dataclass(frozen=True)
class Spooled:
    """A whole file, and its SHA-256."""

    file: IO[bytes]
    sha256: str

    def pieces(self) -> Iterator[bytes]:
        """From its beginning."""
        self.file.seek(0)
        while piece := self.file.read(_PIECE):
            yield piece


@contextmanager
def spooled(request: HttpRequest, kinds: tuple[str, ...]) -> Iterator[Spooled]:
    """The body of a request; Problem for one that is larger than any file that is taken."""
    acceptable(request, *kinds)
    if int(request.META.get("CONTENT_LENGTH") or 0) > most_bytes():
        raise _too_large()
    digest, size = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(settings.DATA)) as file:
        while piece := request.read(_PIECE):
            size += len(piece)
            if size > most_bytes():
                raise _too_large()
            digest.update(piece)
            file.write(piece)
        yield Spooled(file, digest.hexdigest())


def _too_large() -> Problem:
    return Problem(413, _("The file is larger than %(most)s MB.") % {"most": settings.IMPORT_MEGABYTES})
