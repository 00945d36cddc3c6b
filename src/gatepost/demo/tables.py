"""The tables beside this file, and the pack's own cast: people and classes as rows of text."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import gatepost.policy.packs

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of `tables/<name>.csv`."""
    return _rows(resources.files(__package__) / "tables" / f"{name}.csv")


@cache
def cast(name: str) -> tuple[Row, ...]:
    """The rows of a file of the bundled pack's cast: the people whom its cases name."""
    return _rows(_cast_folder() / f"{name}.csv")


def federation() -> dict[str, Any]:
    """What the bundled pack's cast tells of the federation and, under `schools`, of each school."""
    return tomllib.loads((_cast_folder() / "federation.toml").read_text("utf-8"))


def _cast_folder() -> Traversable:
    return resources.files(gatepost.policy.packs) / "learn_to_live" / "cases" / "cast"


def _rows(file: Traversable) -> tuple[Row, ...]:
    return tuple(csv.DictReader(file.read_text("utf-8").splitlines()))
