"""A stream of drafts: a line in, a line out, in order, in flat memory, and no line stops the others."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from gatepost.api import streaming
from gatepost.api.checking import Checker
from gatepost.api.streaming import LINES, _Answers, _Lines
from tests.api.asking import DRAFT, System, is_problem, system_of
from tests.site_cast import federation, person

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine("a stream asks the database no more than one check does")]


@pytest.fixture
def hill() -> System:
    federation()
    return system_of(person("Rowena Hill"))


def lines(*drafts: Any) -> bytes:
    return b"".join(one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in drafts)


def answers(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 200
    assert response["Content-Type"] == LINES
    found = [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]
    response.close()
    return found


def test_each_line_has_its_answer_in_order(hill: System) -> None:
    sent = lines(*({**DRAFT, "id": f"d{number}"} for number in range(300)))
    found = answers(hill.post("check/stream", sent, kind=LINES))
    assert [(one["line"], one["id"], one["verdict"]) for one in found] == [
        (number + 1, f"d{number}", "allow") for number in range(300)
    ]


def test_a_bad_line_has_its_own_answer_and_stops_nothing(hill: System) -> None:
    sent = lines(DRAFT, b"{zyzzyva\n", b"\n", {"text": "a"}, b'{"text": NaN}\n', b"\xff\n", DRAFT, b'{"text": "no end"')
    response = hill.post("check/stream", sent, kind=LINES)
    found = answers(response)
    assert [one["line"] for one in found] == [1, 2, 4, 5, 6, 7, 8]
    assert ["verdict" in one for one in found] == [True, False, False, False, False, True, False]
    assert {mistake["place"] for mistake in found[2]["errors"]} == {"author_role", "channel"}
    assert "zyzzyva" not in json.dumps(found)


def test_a_line_without_end_is_passed_over(hill: System) -> None:
    sent = lines(DRAFT, b'{"text": "' + b"x" * 1_500_000 + b'"}\n', DRAFT)
    found = answers(hill.post("check/stream", sent, kind=LINES))
    assert [one.get("verdict") for one in found] == ["allow", None, "allow"]


def test_nothing_is_read_before_it_is_asked_for() -> None:
    """However long the stream, no more is held than a piece of it."""
    read = 0

    class Endless(io.RawIOBase):
        def readline(self, _size: Any = -1) -> bytes:
            nonlocal read
            read += 1
            return json.dumps(DRAFT).encode() + b"\n"

    class Told:
        def verdict(self, *_told: Any, **_more: Any) -> dict[str, Any]:
            return {}

    made: Iterator[bytes] = _Answers(_Lines(Endless()), Told(), mended=False)  # type: ignore[arg-type]
    streaming._ONE_AT_A_TIME.acquire()
    for _ in range(3):
        next(made)
    assert read == 3 * 64
    made.close()  # type: ignore[attr-defined]


def test_one_stream_at_a_time_in_a_process_and_the_next_when_it_is_closed(hill: System) -> None:
    first = hill.post("check/stream", lines(DRAFT), kind=LINES)
    second = hill.post("check/stream", lines(DRAFT), kind=LINES)
    assert is_problem(second, 429)
    assert int(second["Retry-After"]) > 0
    first.close()
    assert answers(hill.post("check/stream", lines(DRAFT), kind=LINES))


def test_whatever_breaks_before_it_begins_keeps_nobody_out(hill: System, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: Checker, _request: Any) -> None:
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr(Checker, "__init__", broken)
        assert is_problem(hill.post("check/stream", lines(DRAFT), kind=LINES), 500)
    assert answers(hill.post("check/stream", lines(DRAFT), kind=LINES))


def test_one_that_nobody_may_send_is_refused_before_it_is_read() -> None:
    federation()
    assert is_problem(system_of(person("Rowena Hill"), "policy").post("check/stream", lines(DRAFT), kind=LINES), 403)
    assert is_problem(system_of(person("Rowena Hill")).post("check/stream", lines(DRAFT)), 415)
