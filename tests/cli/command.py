"""Runs `gatepost` in this process, and keeps the places that the tests of its commands share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from gatepost.cli.main import app
from gatepost.policy import load

_FOLDER = load().folder
assert _FOLDER is not None
PACK = _FOLDER
CAST = PACK / "cases" / "cast"


def gatepost(*words: str | Path, given: str | bytes = b"", width: int = 80, **environment: str) -> Result:
    """The result of one command, on a terminal so many columns wide."""
    return CliRunner().invoke(
        app, [str(word) for word in words], input=given, env={"COLUMNS": str(width), **environment}
    )


def check(draft: dict[str, Any], *words: str, **more: Any) -> Result:
    """`gatepost check -` on a draft, with the cast known."""
    return gatepost("check", "-", "--known", CAST, *words, given=json.dumps(draft), **more)


def draft(text: str, **more: Any) -> dict[str, Any]:
    """A teacher's draft for the school's Facebook page."""
    return {
        "text": text,
        "author_role": "teacher",
        "channel": {"kind": "sanctioned", "platform": "facebook"},
        "context": {"school": "SMP", "account": "registered"},
        **more,
    }
