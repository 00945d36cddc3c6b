"""The words that the name finder goes by, read once from `words/*.txt`."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def words(name: str) -> frozenset[str]:
    """The words of `words/<name>.txt`: white space parts them, `#` opens a comment."""
    text = (resources.files(__package__) / "words" / f"{name}.txt").read_text("utf-8")
    lines = (line.split("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())


@cache
def phrases(name: str) -> frozenset[str]:
    """The lines of `words/<name>.txt`, joined without separators (`Harry Potter` gives `harrypotter`)."""
    text = (resources.files(__package__) / "words" / f"{name}.txt").read_text("utf-8")
    lines = (line.split("#")[0].strip().lower() for line in text.splitlines())
    return frozenset("".join(char for char in line if char.isalnum()) for line in lines if line)


@cache
def pairs(name: str) -> dict[str, tuple[str, ...]]:
    """The lines `formal: short short` of `words/<name>.txt`."""
    text = (resources.files(__package__) / "words" / f"{name}.txt").read_text("utf-8")
    table = {}
    for line in text.splitlines():
        formal, colon, short = line.split("#")[0].partition(":")
        if colon:
            table[formal.strip()] = tuple(short.split())
    return table
