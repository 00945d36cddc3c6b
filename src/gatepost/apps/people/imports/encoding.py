"""In which letters a file is written: UTF-8 or UTF-16, with a mark or without, else Windows-1252."""

from __future__ import annotations

import codecs
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.apps.people.imports.problems import At, UnusableFile
from gatepost.apps.people.imports.sources import Source

_CHUNK = 1 << 20
_NOT_TEXT = {
    b"PK\x03\x04": gettext_lazy("an Excel workbook or a zip"),
    b"\xd0\xcf\x11\xe0": gettext_lazy("an old Excel workbook"),
    b"%PDF": gettext_lazy("a PDF"),
}


def encoding_of(source: Source) -> str:
    """The name of the encoding, as Python knows it; UnusableFile where it is no text."""
    with source.open() as file:
        start = file.read(4_000)
        what = _NOT_TEXT.get(start[:4])
        if what:
            raise UnusableFile(
                _("this is %(what)s, no CSV") % {"what": what},
                _("open it and save it as CSV UTF-8 (comma delimited)"),
                At(source.name, 1),
            )
        marked = _marked(start)
    if marked:
        return marked
    return "utf-8" if _reads(source, "utf-8") is None else _windows(source)


def _marked(start: bytes) -> str:
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    few = max(1, len(start) // 4)
    if start[1::2].count(0) > few:
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) > few else ""


def _windows(source: Source) -> str:
    at = _reads(source, "cp1252")
    if at is not None:
        raise UnusableFile(
            _("byte %(byte)s of the line is neither UTF-8 nor Windows-1252") % {"byte": at[1]},
            _("save the file again as CSV UTF-8"),
            At(source.name, at[0]),
        )
    return "cp1252"


def _reads(source: Source, encoding: str) -> tuple[int, int] | None:
    """None if all of it can be read so; else the line and byte of the first that cannot."""
    with source.open() as file:
        return _first_wrong(file, codecs.getincrementaldecoder(encoding)())


def _first_wrong(file: IO[bytes], decoder: codecs.IncrementalDecoder) -> tuple[int, int] | None:
    line, column = 1, 1
    while True:
        chunk = file.read(_CHUNK)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as problem:
            before = problem.object[: problem.start]
            newlines = before.count(b"\n")
            return line + newlines, (len(before) - before.rfind(b"\n") if newlines else column + len(before))
        if not chunk:
            return None
        newlines = chunk.count(b"\n")
        line += newlines
        column = len(chunk) - chunk.rfind(b"\n") if newlines else column + len(chunk)
