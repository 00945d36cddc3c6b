"""Drafts about the cast for the tests of the archive, as JSON lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gatepost.policy import load

_FOLDER = load().folder
assert _FOLDER is not None
CAST = _FOLDER / "cases" / "cast"

TEXTS = (
    "Muddy boots, big grins: eleven kinds of leaf on the nature walk this morning.",
    "Well done Grace Tolliver, first across the line!",
    "Lovely singing from Elowen in assembly.",
    "The hall is a polling station on Thursday, so we are closed to pupils.",
    "Sign up for gardening club at bit.ly/saltmarsh-garden",
    "Grace and good humour from start to finish: thank you for the talk.",
)


def draft(number: int, text: str = "", **more: Any) -> dict[str, Any]:
    """One draft for a school account."""
    return {
        "id": f"T{number}",
        "text": text or TEXTS[number % len(TEXTS)],
        "author_role": "teacher",
        "channel": {"kind": "sanctioned", "platform": "facebook"},
        "context": {"school": "SMP", "account": "registered"},
        **more,
    }


def line(number: int, text: str = "", **more: Any) -> bytes:
    """The same as a line."""
    return json.dumps(draft(number, text, **more)).encode() + b"\n"


def archive(folder: Path, number: int, name: str = "in.jsonl") -> Path:
    """A file of so many drafts."""
    path = folder / name
    path.write_bytes(b"".join(line(n) for n in range(number)))
    return path


def objects(path: Path) -> list[dict[str, Any]]:
    """What stands in a JSON-lines file."""
    return [json.loads(row) for row in path.read_bytes().splitlines()]
