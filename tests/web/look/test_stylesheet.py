"""The stylesheet is small, and holds what every page relies on."""

from __future__ import annotations

import re
from pathlib import Path

from gatepost import web

FOLDER = Path(web.__file__).parent
SHEET = (FOLDER / "static" / "gatepost.css").read_text("utf-8")
PAGES = sorted((FOLDER / "templates").rglob("*.html"))


def test_it_is_under_20_kilobytes() -> None:
    assert len(SHEET.encode()) < 20_000


def test_it_fetches_nothing() -> None:
    assert "url(" not in SHEET
    assert "@import" not in SHEET


def test_nothing_moves_unless_the_reader_lets_it() -> None:
    quiet = SHEET.split("@media (prefers-reduced-motion: no-preference)")
    assert len(quiet) == 2
    assert not re.search(r"transition|animation|scroll-behavior", quiet[0])


def test_every_colour_it_uses_is_one_it_defines() -> None:
    used, defined = set(re.findall(r"var\((--[a-z-]+)\)", SHEET)), set(re.findall(r"(--[a-z-]+):", SHEET))
    assert used == defined


def test_no_template_has_anything_inline() -> None:
    script = r"<script(?![^>]*\ssrc=|[^>]* type=.application/json.)"  # data is no program: nothing runs it
    inline = re.compile(rf"<style|\sstyle=|{script}|\son[a-z]+=|javascript:", re.IGNORECASE)
    assert [page.name for page in PAGES if inline.search(page.read_text("utf-8"))] == []


def test_no_template_reaches_another_host() -> None:
    other = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")
    assert [page.name for page in PAGES if other.search(page.read_text("utf-8"))] == []
