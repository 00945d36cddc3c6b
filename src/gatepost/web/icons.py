"""The site's icon, drawn by us: the gate, in the federation's colour, for telephones and tabs."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from gatepost.web.signs import SIGNS

OWN_COLOUR = "#1d4a39"
PAPER = "#fbfaf5"
_FINE = 4  # drawn this much larger, then made smaller, so that edges are smooth
# The gate of signs.py as lines on a field of 24 by 24.
LINES = ((5, 3, 5, 21), (19, 3, 19, 21), (5, 8, 19, 8), (5, 14, 19, 14), (9, 8, 9, 14), (15, 8, 15, 14))


@lru_cache(maxsize=32)
def png(size: int, colour: str, *, full: bool = False) -> bytes:
    """The icon as PNG. A `full` one fills its square and keeps the sign in the middle: telephones cut it to shape."""
    large = size * _FINE
    image = Image.new("RGB" if full else "RGBA", (large, large), colour if full else (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    if not full:
        pen.rounded_rectangle((0, 0, large - 1, large - 1), radius=large // 5, fill=colour)
    for line in LINES:
        pen.line([_placed(at, large, 0.46 if full else 0.64) for at in line], fill=PAPER, width=round(large * 0.055))
    small = image.resize((size, size), Image.Resampling.LANCZOS)
    kept = BytesIO()
    small.quantize(32, method=Image.Quantize.FASTOCTREE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def svg(colour: str) -> str:
    """The icon as SVG, for the tab."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 -6 36 36">'
        f'<rect x="-6" y="-6" width="36" height="36" rx="7" fill="{colour}"/>'
        f'<path d="{SIGNS["gate"]}" fill="none" stroke="{PAPER}" stroke-width="2.4"/></svg>'
    )


def _placed(at: int, large: int, part: float) -> float:
    """A coordinate of the field of 24, in the middle `part` of the image."""
    return large * (0.5 + (at / 24 - 0.5) * part * 1.2)
