"""A crest is decoded and written anew; what is none, or too much, is refused with the reason."""

from __future__ import annotations

import struct
import zlib
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from gatepost.apps.people.crest import MOST_BYTES, SIDE, NotACrest, redrawn

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
Size = tuple[int, int]


def picture(kind: str = "PNG", size: Size = (400, 300), **more: object) -> bytes:
    kept = BytesIO()
    Image.new("RGB", size, "#7a1f5c").save(kept, kind, **more)
    return kept.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_becomes_a_small_png(kind: str) -> None:
    kept = opened(redrawn(picture(kind)))
    assert kept.format == "PNG"
    assert max(kept.size) == SIDE
    assert kept.size == (128, 96)


def test_it_can_be_seen_through_where_the_sender_s_could() -> None:
    sent = BytesIO()
    Image.new("RGBA", (64, 64), (0, 0, 0, 0)).save(sent, "PNG")
    assert opened(redrawn(sent.getvalue())).convert("RGBA").getpixel((5, 5)) == (0, 0, 0, 0)


def test_the_worst_picture_is_still_light() -> None:
    noise = Image.frombytes("RGB", (600, 600), b"".join(sha256(b"%d" % at).digest() for at in range(33_750)))
    sent = BytesIO()
    noise.save(sent, "PNG")
    assert len(redrawn(sent.getvalue())) < 20_000


def test_neither_a_place_nor_a_comment_rides_along() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at 4 Harbour Row"
    note = PngInfo()
    note.add_text("Comment", "taken at 4 Harbour Row")
    for sent in (picture("JPEG", exif=exif), picture("PNG", pnginfo=note)):
        assert b"Harbour" in sent
        assert b"Harbour" not in redrawn(sent)


def test_what_hangs_behind_a_picture_is_left_behind() -> None:
    assert b"<script>" not in redrawn(picture() + b"<script>alert(1)</script>")


@pytest.mark.parametrize(
    "sent", [SVG, b'<?xml version="1.0"?>' + SVG, b"\xef\xbb\xbf  " + SVG.upper(), b"\x1f\x8b" + SVG]
)
def test_an_svg_is_refused_and_told_why(sent: bytes) -> None:
    with pytest.raises(NotACrest, match="An SVG file can hold programs"):
        redrawn(sent)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"crest",
        b"%PDF-1.7",
        b"MZ",
        b"<html>",
        picture()[:40],
        picture()[: len(picture()) // 2],
        picture("BMP"),
        picture("TIFF"),
        picture("ICO", (64, 64)),
    ],
)
def test_what_is_no_picture_is_refused(sent: bytes) -> None:
    with pytest.raises(NotACrest, match="could not be read as a picture"):
        redrawn(sent)


@pytest.mark.parametrize("side", [4_001, 10_000, 20_000, 60_000])
def test_a_picture_that_says_it_is_enormous_is_refused_unopened(side: int) -> None:
    with pytest.raises(NotACrest, match="too many pixels"):
        redrawn(bomb(side, side))


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(NotACrest, match="larger than 2 MB"):
        redrawn(picture() + b"\0" * MOST_BYTES)
