"""A crest as somebody sends it, and as we keep it: decoded, made small and written anew, so that nothing else rides along."""

from __future__ import annotations

from io import BytesIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
SIDE = 128  # three pixels for each that the mast shows
KINDS = ("PNG", "JPEG", "WEBP", "GIF")


class NotACrest(Exception):  # noqa: N818 (it reads as a sentence: raise NotACrest)
    """It cannot be used: `reason` says why, and what would do."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def redrawn(sent: bytes) -> bytes:
    """The picture as a small PNG of our own writing; NotACrest for anything that is not one, or that is too large."""
    if len(sent) > MOST_BYTES:
        raise NotACrest(_("The picture is larger than 2 MB. Save a smaller copy and send that."))
    if _is_drawing(sent):
        raise NotACrest(_("An SVG file can hold programs, so it is not taken. Save it as a PNG picture and send that."))
    try:
        with Image.open(BytesIO(sent), formats=KINDS) as picture:
            return _small(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as problem:
        raise NotACrest(_("This file could not be read as a picture. Send a PNG or JPEG picture.")) from problem
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise NotACrest(_too_many_pixels()) from problem


def _small(picture: Image.Image) -> bytes:
    if picture.width * picture.height > MOST_PIXELS:
        raise NotACrest(_too_many_pixels())
    picture.draft("RGB", (SIDE, SIDE))
    whole = picture.convert("RGBA")
    whole.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    bare = Image.new("RGBA", whole.size)
    bare.paste(whole)  # pixels alone: no place, no comment, no thumbnail of the picture it was cut from
    kept = BytesIO()
    bare.quantize(128, method=Image.Quantize.FASTOCTREE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _is_drawing(sent: bytes) -> bool:
    start = sent[:4096].lower()
    return sent[:2] == b"\x1f\x8b" or b"<svg" in start or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")


def _too_many_pixels() -> Promise:
    return _("The picture has too many pixels. Make it smaller, 1,000 by 1,000 at most, and send that.")
