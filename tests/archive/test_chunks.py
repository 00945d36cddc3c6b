"""An archive is cut into runs of whole lines, and nothing of it gets lost."""

from __future__ import annotations

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatepost.archive import chunks
from gatepost.archive.chunks import Chunk, Reader


def read(data: bytes) -> list[Chunk]:
    return list(Reader(io.BytesIO(data)).chunks())


def read_with_small_limits(data: bytes) -> list[Chunk]:
    """So that small inputs reach them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunks, "LONGEST_LINE", 8)
        patch.setattr(chunks, "CHUNK_BYTES", 12)
        patch.setattr(chunks, "CHUNK_LINES", 3)
        return read(data)


@given(st.lists(st.binary(max_size=7).filter(lambda row: b"\n" not in row)))
def test_the_chunks_put_together_are_the_archive(rows: list[bytes]) -> None:
    data = b"\n".join(rows)
    found = read_with_small_limits(data)
    assert b"".join(chunk.data for chunk in found) == data
    assert [chunk.end for chunk in found][-1:] == ([len(data)] if data else [])


@given(st.lists(st.binary(max_size=20).filter(lambda row: b"\n" not in row)))
def test_every_line_keeps_its_number_and_a_long_one_is_marked(rows: list[bytes]) -> None:
    found = read_with_small_limits(b"".join(row + b"\n" for row in rows))
    whole = {number: row for chunk in found for number, row in chunk.numbered()}
    long = {chunk.first_line for chunk in found if chunk.too_long}
    assert whole == {n: row for n, row in enumerate(rows, 1) if row.strip() and len(row) < 8}
    assert long == {n for n, row in enumerate(rows, 1) if len(row) >= 8}


def test_each_chunk_knows_what_was_read_up_to_its_end() -> None:
    data = b"".join(b"%d\n" % n for n in range(1000))
    for chunk in read(data):
        assert chunk.digest == hashlib.sha256(data[: chunk.end]).hexdigest()


def test_reading_goes_on_behind_what_was_read_before() -> None:
    data = b"".join(b"%d\n" % n for n in range(1000))
    first, second = read(data)[:2]
    reader = Reader(io.BytesIO(data))
    assert reader.skip(first.end, first.lines) == first.digest
    assert next(reader.chunks()) == second


def test_an_input_that_is_shorter_than_before_is_noticed() -> None:
    first = read(b"one\ntwo\nthree\n")[0]
    assert Reader(io.BytesIO(b"one\n")).skip(first.end, first.lines) != first.digest


def test_blank_lines_are_counted_and_not_screened() -> None:
    (chunk,) = read(b"one\n\n  \r\nfour")
    assert list(chunk.numbered()) == [(1, b"one"), (4, b"four")]
    assert [single.first_line for single in chunk.singles()] == [1, 4]
