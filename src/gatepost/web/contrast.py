"""Whether a colour can be read: the contrast of WCAG 2.2, and a shade of it that holds. Values in, values out."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator
from typing import NamedTuple

LEAST = 4.5  # WCAG 2.2 AA, 1.4.3, for text
LIGHT = ("#fbfaf5", "#ffffff")  # paper and card of static/gatepost.css
DARK = ("#131716", "#1b211f")
_STEPS = 200
_TINT = 0.1

Channels = tuple[float, float, float]


class Shades(NamedTuple):
    """A colour as it is shown: the text and the tint behind it, on light and on dark paper."""

    light: str
    light_soft: str
    dark: str
    dark_soft: str


def is_colour(text: str) -> bool:
    """Whether it is written as `#1d4a39`."""
    return re.fullmatch(r"#[0-9a-f]{6}", text) is not None


def ratio(one: str, other: str) -> float:
    """Contrast of two colours: 1 for the same, 21 for black on white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def shades(colour: str) -> Shades:
    """The colour itself where it can be read, else the nearest shade of it that can."""
    light, dark = _shade(colour, LIGHT, towards=0.0), _shade(colour, DARK, towards=1.0)
    return Shades(light, _mixed(light, LIGHT[1]), dark, _mixed(dark, DARK[1]))


def holds(colour: str, papers: tuple[str, ...]) -> bool:
    """Whether text of this colour can be read on each paper, and on its own tint."""
    return all(ratio(colour, paper) >= LEAST for paper in (*papers, _mixed(colour, papers[1])))


def _shade(colour: str, papers: tuple[str, ...], *, towards: float) -> str:
    return next(shade for shade in _steps(colour, towards) if holds(shade, papers))


def _steps(colour: str, towards: float) -> Iterator[str]:
    """The colour, then ever darker or lighter ones of the same hue; black or white is the last, and always holds."""
    yield colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    for step in range(1, _STEPS + 1):
        yield _written(colorsys.hls_to_rgb(hue, lightness + (towards - lightness) * step / _STEPS, saturation))


def _mixed(colour: str, paper: str) -> str:
    pairs = zip(_channels(colour), _channels(paper), strict=True)
    red, green, blue = (mine * _TINT + its * (1 - _TINT) for mine, its in pairs)
    return _written((red, green, blue))


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> Channels:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(channels: Channels) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
