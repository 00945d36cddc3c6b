"""The files of the clone, for the tests that read them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = ("__pycache__", "build", "dist", "known", "out", "gatepost-data", "node_modules")


def files(*suffixes: str, under: str = "") -> Iterator[Path]:
    """Every file of ours below a folder, those of tools and environments left out."""
    for path in sorted((ROOT / under).iterdir()):
        if path.is_dir() and not path.is_symlink():
            if path.name not in NOT_OURS and (not path.name.startswith(".") or path.name == ".ci"):
                yield from files(*suffixes, under=str(path.relative_to(ROOT)))
        elif not suffixes or path.suffix in suffixes:
            yield path


@cache
def doc(name: str) -> str:
    """A page of the docs, or one beside the README."""
    path = ROOT / "docs" / name
    return (path if path.is_file() else ROOT / name).read_text("utf-8")


def name_of(path: Path) -> str:
    """The path as the clone knows it."""
    return path.relative_to(ROOT).as_posix()
