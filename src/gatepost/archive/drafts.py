"""A draft read from JSON: every mistake names its place, its key, what was expected and a hint.

No message ever quotes what stands in the draft, so that messages may be kept and sent on.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import ValidationError

from gatepost.screening.draft import Channel, Context, Draft, Photo

_EXPECTED = {
    "missing": "this key",
    "string_type": "a text in quotation marks",
    "tuple_type": "a list",
    "model_type": "an object in { }",
    "model_attributes_type": "an object in { }",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "greater_than_equal": "a whole number, 0 or more",
    "literal_error": "inbound or outbound",
}
_KNOWN = tuple(key for model in (Draft, Channel, Photo, Context) for key in model.model_fields)
_SHOWN = 5


class Mistake(NamedTuple):
    """What is wrong with a draft; `line` and `column` count from 1 inside it, 0 where there is none."""

    what: str
    expected: str
    hint: str
    key: str = ""
    line: int = 0
    column: int = 0

    def at(self, file: str) -> str:
        """`file:line:column: key: what; expected …; hint: …`."""
        place = ":".join([file, *(str(number) for number in (self.line, self.column) if number)])
        key = f"{self.key}: " if self.key else ""
        return f"{place}: {key}{self.what}; expected {self.expected}; hint: {self.hint}"

    @property
    def plain(self) -> str:
        """The same without a file, for a list that gives the line by itself."""
        column = f" at column {self.column}" if self.column else ""
        key = f"{self.key}: " if self.key else ""
        return f"{key}{self.what}{column}; expected {self.expected}"


class DraftError(ValueError):
    """A draft that cannot be read: its mistakes, the first few of them."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)[:_SHOWN]
        super().__init__("; ".join(mistake.plain for mistake in self.mistakes))


def read_object(data: bytes) -> dict[str, Any]:
    """The JSON object in `data` (UTF-8 with or without a mark, or UTF-16 with one); DraftError says what is wrong."""
    value = _json(_text(data))
    if isinstance(value, list):
        raise DraftError(
            [Mistake("a list", "one draft, an object in { }", "for many drafts, one a line: gatepost scan")]
        )
    if not isinstance(value, dict):
        raise DraftError(
            [
                Mistake(
                    "not an object", "one draft, an object in { }", 'such as {"text": "…", "author_role": "teacher", …}'
                )
            ]
        )
    return value


def read_draft(data: bytes) -> Draft:
    """The draft in `data`; DraftError says what is wrong with it.

    >>> read_draft(b'{"text": "Sports day!", "author_role": "teacher", "channel": {"kind": "sanctioned"}}').text
    'Sports day!'
    """
    return draft_of(read_object(data))


def draft_of(value: dict[str, Any]) -> Draft:
    """The draft that these plain values are; keys that a draft does not have are left alone."""
    try:
        return Draft.model_validate(value)
    except ValidationError as problem:
        errors = problem.errors(include_url=False, include_input=False, include_context=False)
        raise DraftError(_mistake(error, value) for error in errors) from None


def _text(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = problem.start - data.rfind(b"\n", 0, problem.start)
        raise DraftError([Mistake("not UTF-8", "UTF-8 text", "save it again as UTF-8", "", line, column)]) from None


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        what = f"not JSON ({problem.msg[:1].lower()}{problem.msg[1:]})"
        hint = _hint(text, problem)
        raise DraftError(
            [Mistake(what, "one draft, an object in { }", hint, "", problem.lineno, problem.colno)]
        ) from None
    except RecursionError:
        raise DraftError(
            [Mistake("nested too deeply", "a draft as the README shows it", "take the inner lists out")]
        ) from None
    except ValueError:  # a whole number of thousands of digits
        raise DraftError(
            [Mistake("a number too long to read", "numbers of a usual length", "write it as a text")]
        ) from None


def _hint(text: str, problem: json.JSONDecodeError) -> str:
    if not text.strip():
        return "it is empty"
    if problem.msg.startswith("Extra data"):
        return "for several drafts, one a line: gatepost scan"
    if problem.msg.startswith("Invalid control character"):
        return r"inside a text a new line is written \n"
    return "look for a missing comma, bracket or quotation mark just before this place"


def _mistake(error: Any, value: dict[str, Any]) -> Mistake:
    key = _path(error["loc"])
    kind = error["type"]
    if kind == "missing":
        return Mistake("missing", "this key", _spelling(str(error["loc"][-1]), _beside(value, error["loc"])), key)
    if kind.startswith("date"):
        return Mistake("not a date", "a date such as 2026-09-01", "write year-month-day", key)
    return Mistake(
        "a wrong kind of value", _EXPECTED.get(kind, "another kind of value"), "see the example in the README", key
    )


def _path(steps: Iterable[str | int]) -> str:
    """`photos[0].people`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


def _beside(value: Any, path: tuple[str | int, ...]) -> list[str]:
    """The keys that stand where the missing one should."""
    for step in path[:-1]:
        value = value[step]
    return [str(key) for key in value] if isinstance(value, dict) else []


def _spelling(missing: str, present: list[str]) -> str:
    close = difflib.get_close_matches(missing, [key for key in present if key not in _KNOWN], n=1, cutoff=0.6)
    if close:
        return f"is {close[0]!r} meant to be {missing!r}?"
    examples = {
        "kind": "sanctioned, personal, closed_group or dm",
        "channel": '{"kind": "sanctioned", "platform": "facebook"}',
    }
    return f'add "{missing}"' + (f", such as {examples[missing]}" if missing in examples else "")
