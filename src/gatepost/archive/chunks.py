"""An archive cut into runs of whole lines, each knowing where it ends and what was read up to there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

LONGEST_LINE = 16 * 2**20  # bytes; a longer line is no draft, and must not fill the memory
CHUNK_BYTES = 128 * 2**10
CHUNK_LINES = 128
_BLOCK = 2**20


class Chunk(NamedTuple):
    """Whole lines. `end` is the offset behind them; `digest` the SHA-256 of all the input up to there."""

    first_line: int
    data: bytes
    lines: int = 1
    end: int = 0
    digest: str = ""
    too_long: bool = False

    def numbered(self) -> Iterator[tuple[int, bytes]]:
        """Each line that is not blank, with its number in the archive."""
        for offset, line in enumerate(self.data.split(b"\n")):
            if line.strip():
                yield self.first_line + offset, line

    def singles(self) -> Iterator[Chunk]:
        """The same lines one by one."""
        for number, line in self.numbered():
            yield Chunk(number, line)


class Reader:
    """Reads a stream of lines from its beginning, remembering how far and what."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._hash = hashlib.sha256()
        self.offset = 0
        self.line = 1

    def skip(self, size: int, lines: int) -> str:
        """Read past the first `size` bytes, which held `lines` lines; the SHA-256 of what stood there."""
        while self.offset < size:
            if not self._take(self._source.read(min(_BLOCK, size - self.offset))):
                break
        self.line += lines
        return self._hash.hexdigest()

    def chunks(self) -> Iterator[Chunk]:
        """The rest, in runs of up to 128 lines or about 128 KiB."""
        held: list[bytes] = []
        size = 0
        while line := self._source.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                if held:
                    yield self._chunk(held)
                    held, size = [], 0
                yield self._too_long(line)
                continue
            held.append(line)
            size += len(line)
            if size >= CHUNK_BYTES or len(held) >= CHUNK_LINES:
                yield self._chunk(held)
                held, size = [], 0
        if held:
            yield self._chunk(held)

    def _take(self, data: bytes) -> bytes:
        self._hash.update(data)
        self.offset += len(data)
        return data

    def _chunk(self, lines: list[bytes]) -> Chunk:
        data = self._take(b"".join(lines))
        chunk = Chunk(self.line, data, len(lines), self.offset, self._hash.hexdigest())
        self.line += len(lines)
        return chunk

    def _too_long(self, line: bytes) -> Chunk:
        """Read on to the end of a line that is too long, and keep nothing of it."""
        while line and not line.endswith(b"\n"):
            self._take(line)
            line = self._source.readline(_BLOCK)
        self._take(line)
        chunk = Chunk(self.line, b"", 1, self.offset, self._hash.hexdigest(), too_long=True)
        self.line += 1
        return chunk
