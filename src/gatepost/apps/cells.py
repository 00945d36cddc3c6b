"""Cells of a CSV that no spreadsheet takes for a formula, and the way back.

Spreadsheets run a cell that begins with one of a few signs, also in their full-width forms, whether or not it stands
in quotation marks. Such a cell gets an apostrophe before it, which spreadsheets take for "this is text" and our own
imports take away again.
"""

from __future__ import annotations

FORMULA_SIGNS = "=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20"
_BLANKS = " \u00a0\u2000\u2001\u2002\u2003\u2009\u200b\u200e\u200f\u202f\u3000\ufeff\x00"


def safe_cell(value: object) -> str:
    """The value as text that stays text.

    >>> safe_cell("=1+1"), safe_cell("Tolliver"), safe_cell(None), safe_cell(4)
    ("'=1+1", 'Tolliver', '', '4')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if _is_formula(text) else text


def plain_cell(text: str) -> str:
    """A cell as it was before it was made safe.

    >>> plain_cell("'=1+1"), plain_cell("'t Hooft"), plain_cell("''=1")
    ('=1+1', "'t Hooft", "'=1")
    """
    return text[1:] if text.startswith("'") and _is_formula(text[1:]) else text


def _is_formula(text: str) -> bool:
    """Also behind blanks, which some spreadsheets skip, and behind apostrophes of ours, so that the way back is exact."""
    return text.lstrip(_BLANKS).lstrip("'").lstrip(_BLANKS)[:1] in tuple(FORMULA_SIGNS)
