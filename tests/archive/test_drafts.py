"""A draft is read from JSON, or every mistake is told without a word of the draft."""

from __future__ import annotations

import json

import pytest

from gatepost.archive.drafts import DraftError, read_draft

from .drafts import draft, line

SECRET = "Grace Tolliver"


def mistakes_of(data: bytes) -> list[str]:
    with pytest.raises(DraftError) as caught:
        read_draft(data)
    assert SECRET not in str(caught.value)
    return [mistake.at("draft.json") for mistake in caught.value.mistakes]


def test_a_draft_is_read() -> None:
    assert read_draft(line(1)).text == draft(1)["text"]


def test_a_mark_at_the_beginning_and_utf_16_are_understood() -> None:
    assert read_draft(b"\xef\xbb\xbf" + line(1)).id == "T1"
    assert read_draft(line(1).decode().encode("utf-16")).id == "T1"


def test_a_lone_surrogate_is_no_mistake() -> None:
    assert read_draft(line(1, "Well\ud800 done")).text == "Well\ud800 done"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            b'{"text": "Grace Tolliver",\n "author_role" "teacher"}',
            "draft.json:2:16: not JSON (expecting ':' delimiter)",
        ),
        (b"", "hint: it is empty"),
        (line(1) + line(2), "gatepost scan"),
        (b'["Grace Tolliver"]', "a list; expected one draft"),
        (b'"Grace Tolliver"', "not an object; expected one draft"),
        (b'{"text": "Grace Tolliver\n"}', r"inside a text a new line is written \n"),
        (b'{"text": "Grace Tolliver \xff"}', "draft.json:1:26: not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"n": ' + b"9" * 5000 + b"}", "a number too long to read"),
    ],
)
def test_what_is_no_draft_is_told_with_its_place(data: bytes, told: str) -> None:
    assert told in "\n".join(mistakes_of(data))


def test_a_missing_key_is_named_and_a_misspelt_one_suspected() -> None:
    values = draft(1, SECRET)
    values["author_rol"] = values.pop("author_role")
    (told,) = mistakes_of(json.dumps(values).encode())
    assert (
        told == "draft.json: author_role: missing; expected this key; hint: is 'author_rol' meant to be 'author_role'?"
    )


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"text": 5}, "text: a wrong kind of value; expected a text in quotation marks"),
        ({"channel": SECRET}, "channel: a wrong kind of value; expected an object in { }"),
        ({"channel": {"platform": "x"}}, "channel.kind: missing"),
        ({"photos": [{"people": SECRET}]}, "photos[0].people: a wrong kind of value; expected a list"),
        ({"links": [1]}, "links[0]: a wrong kind of value; expected a text"),
        ({"context": {"on": SECRET}}, "context.on: not a date; expected a date such as 2026-09-01"),
        ({"context": {"direction": SECRET}}, "context.direction: a wrong kind of value; expected inbound or outbound"),
        ({"context": {"faces_visible": -1}}, "context.faces_visible: a wrong kind of value; expected a whole number"),
    ],
)
def test_a_wrong_value_is_named_by_its_key(more: dict[str, object], told: str) -> None:
    assert told in "\n".join(mistakes_of(json.dumps({**draft(1), **more}).encode()))


def test_at_most_a_few_mistakes_are_told() -> None:
    data = json.dumps({**draft(1), "links": list(range(100))}).encode()
    assert len(mistakes_of(data)) == 5
