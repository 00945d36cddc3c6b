"""A colour is shown only where it can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatepost import web
from gatepost.web import contrast

COLOURS = st.from_regex(r"\A#[0-9a-f]{6}\Z")
SHEET = Path(web.__file__).parent.joinpath("static", "gatepost.css").read_text("utf-8")
TEXT = ("ink", "soft", "pine", "allow", "advise", "hold", "block")
EDGES = ("edge",)


def tokens(scheme: str) -> dict[str, str]:
    """The colours of the stylesheet, light or dark."""
    light, dark = SHEET.split("@media (prefers-color-scheme: dark)", 1)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark.split("\n}\n", 1)[0]))


def test_black_on_white_is_the_most_there_is() -> None:
    assert contrast.ratio("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [("#767676", "#ffffff", 4.54), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.00), ("#0000ff", "#ffffff", 8.59)],
)  # fmt: skip
def test_the_ratio_is_that_of_the_guidelines(one: str, other: str, known: float) -> None:
    assert contrast.ratio(one, other) == pytest.approx(known, abs=0.005)


@given(COLOURS, COLOURS)
def test_the_order_of_two_colours_does_not_matter(one: str, other: str) -> None:
    assert contrast.ratio(one, other) == contrast.ratio(other, one)
    assert 1 <= contrast.ratio(one, other) <= 21.0001


@given(COLOURS)
def test_whatever_the_colour_its_shades_can_be_read(colour: str) -> None:
    shown = contrast.shades(colour)
    for paper in (*contrast.LIGHT, shown.light_soft):
        assert contrast.ratio(shown.light, paper) >= contrast.LEAST
    for paper in (*contrast.DARK, shown.dark_soft):
        assert contrast.ratio(shown.dark, paper) >= contrast.LEAST


@given(COLOURS)
def test_a_colour_that_holds_stays_as_it_is(colour: str) -> None:
    shown = contrast.shades(colour)
    assert (shown.light == colour) == contrast.holds(colour, contrast.LIGHT)
    assert (shown.dark == colour) == contrast.holds(colour, contrast.DARK)


@given(COLOURS)
def test_a_shade_is_a_shade_of_its_own_shades(colour: str) -> None:
    shown = contrast.shades(colour)
    assert contrast.shades(shown.light).light == shown.light
    assert contrast.shades(shown.dark).dark == shown.dark


@pytest.mark.parametrize("text", ["", "1d4a39", "#1d4a3", "#1D4A39", "#1d4a39 ", "#12345g", "#1d4a39\n", "red", "#fff"])
def test_what_is_no_colour(text: str) -> None:
    assert not contrast.is_colour(text)


@pytest.mark.parametrize(("scheme", "papers"), [("light", contrast.LIGHT), ("dark", contrast.DARK)])
def test_the_papers_are_those_of_the_stylesheet(scheme: str, papers: tuple[str, str]) -> None:
    known = tokens(scheme)
    assert (known["paper"], known["card"]) == papers


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", TEXT)
def test_every_colour_of_text_holds_on_every_paper_it_stands_on(scheme: str, text: str) -> None:
    known = tokens(scheme)
    papers = ["paper", "card", *([f"{text}-bg"] if f"{text}-bg" in known else [])]
    papers += ["pine-soft"] if text in ("pine", "ink") else []
    papers += [f"{kind}-bg" for kind in ("allow", "advise", "hold", "block")] if text == "ink" else []
    assert {paper: contrast.ratio(known[text], known[paper]) >= contrast.LEAST for paper in papers} == dict.fromkeys(
        papers, True
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_a_box_to_type_in_can_be_seen(scheme: str) -> None:
    known = tokens(scheme)
    assert all(contrast.ratio(known["edge"], known[paper]) >= 3 for paper in ("paper", "card"))
