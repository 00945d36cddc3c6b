"""Cells as OneRoster writes them."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from gatepost.apps.people.imports.tables import Line
from gatepost.apps.people.imports.words import is_upn, school_year

_USER_ID = re.compile(r"\{([^:{}]*):([^{}]*)\}")


def is_gone(line: Line) -> bool:
    """Whether the line takes its thing away."""
    status = line.text("status").lower()
    if status not in ("", "active", "tobedeleted", "inactive"):
        line.wrong("status", _("neither active nor tobedeleted"), _("write one of them, or nothing"))
    return status in ("tobedeleted", "inactive")


def many(line: Line, column: str) -> list[str]:
    """The keys of a cell that holds several."""
    return [part.strip() for part in line.text(column, 4_000).split(",") if part.strip()]


def one_year(line: Line) -> str:
    """The year of school; "" for a mixed one or none that is known."""
    years = {school_year(part) for part in many(line, "grades")}
    return next(iter(years)) or "" if len(years) == 1 else ""


def upn_in(line: Line) -> str:
    """A unique pupil number, wherever the system has put it: `identifier`, or `userIds` as `{UPN:…}`."""
    told = [number for _kind, number in _USER_ID.findall(line.text("userids", 1_000))]
    return next((number for number in (line.text("identifier"), *told) if number and is_upn(number)), "")
