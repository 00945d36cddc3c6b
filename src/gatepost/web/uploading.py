"""Files as they come in: counted from the first byte, so that nobody fills the disk with one that is too large."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

_TOO_LARGE = "gatepost.too_large"


class UpTo(FileUploadHandler):
    """Stops at the largest size that any page takes. The rest is read and thrown away, so that the page can say so."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 (as Django calls it)
        """Pass the piece on."""
        self._size += len(raw_data)
        if self._size > settings.IMPORT_MEGABYTES * 1_000_000:
            if self.request is not None:
                self.request.META[_TOO_LARGE] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """The file is another handler's."""


class NamesAlone(FileUploadHandler):
    """Takes the names of the files and nothing of what is in them: that is read off the line and is gone."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.names: list[str] = []

    def new_file(self, field_name: str, file_name: str, *args: Any, **more: Any) -> None:  # noqa: ARG002 (as Django calls it)
        """Note the name and pass the file over."""
        self.names.append(file_name)
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never asked, as every file is passed over."""

    def file_complete(self, file_size: int) -> None:
        """Nor is there ever a file."""


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was cut off."""
    return bool(request.META.get(_TOO_LARGE))
