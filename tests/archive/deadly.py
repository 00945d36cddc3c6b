"""A screener for the tests of the pool: some words in a draft end the worker, or keep it from ending."""

from __future__ import annotations

import os
import time

from gatepost.archive.chunks import Chunk
from gatepost.archive.screener import Result, line_of


def screener(chunk: Chunk) -> Result:
    """Allows every line; DEADLY ends the process at once, ENDLESS never answers."""
    result = Result()
    for number, row in chunk.numbered():
        if b"DEADLY" in row:
            os._exit(9)
        if b"ENDLESS" in row:
            time.sleep(600)
        result.out += line_of({"line": number})
        result.tally.verdicts["allow"] += 1
    return result


def prepare() -> object:
    """What a worker calls once."""
    return screener


def refuse() -> object:
    """A preparation that fails, as with a roll that cannot be read."""
    raise ValueError("roll.csv:1: no such column")


def vanish() -> object:
    """A preparation that the process does not survive."""
    os._exit(9)
