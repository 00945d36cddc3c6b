"""Packs to break: copies of Brook Green in a folder of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

BROOK_GREEN = Path(__file__).parent / "packs" / "brook_green"

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of Brook Green's pack, to be changed at will."""
    return Path(shutil.copytree(BROOK_GREEN, tmp_path / "pack"))


@pytest.fixture
def edited(pack: Path) -> Edit:
    """`edited(file, old, new)` changes one place of the copy and gives its folder."""

    def edit(file: str, old: str, new: str) -> Path:
        path = pack / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} must stand once in {file}"
        path.write_text(text.replace(old, new), "utf-8")
        return pack

    return edit
