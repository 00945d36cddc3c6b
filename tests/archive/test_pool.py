"""Workers may die, hang or never begin: nothing is lost, nothing waits for ever, and people are told."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from gatepost.archive.chunks import Chunk, Reader
from gatepost.archive.pool import Pool, WorkersError
from gatepost.archive.screener import Result, hold_line
from gatepost.policy import load

from . import deadly
from .drafts import line


def pool(
    prepare: Callable[[], Any] = deadly.prepare, *, workers: int = 2, patience: float = 60.0
) -> tuple[Pool, list[str]]:
    said: list[str] = []
    policy = load()
    return Pool(prepare, workers, lambda chunk, why: hold_line(chunk, policy, why), said.append, patience), said


def chunks_of(data: bytes) -> list[Chunk]:
    return list(Reader(io.BytesIO(data)).chunks())


def run(over: Pool, data: bytes) -> Result:
    whole = Result()
    for _, result in over.results(chunks_of(data)):
        whole.add(result)
    return whole


def test_results_come_back_in_order() -> None:
    over, _ = pool()
    whole = run(over, b"".join(line(n) for n in range(1500)))
    assert whole.out == b"".join(b'{"line": %d}\n' % n for n in range(1, 1501))


def test_a_draft_that_kills_its_worker_is_held_and_the_others_are_screened() -> None:
    over, said = pool()
    rows = [line(n, "DEADLY Grace Tolliver" if n == 200 else "") for n in range(400)]
    whole = run(over, b"".join(rows))
    assert whole.tally.drafts == 400
    assert whole.tally.unfinished == 1
    assert whole.tally.verdicts == {"allow": 399, "hold": 1}
    assert whole.out.splitlines()[200].startswith(b'{"id": "T200"')
    assert whole.errors == b'{"line": 201, "why": "held: two workers died on it"}\n'
    assert any("one by one" in words for words in said)
    assert "line 201 is held: two workers died on it" in said


def test_a_deadly_line_that_is_no_draft_is_listed() -> None:
    over, _ = pool()
    whole = run(over, line(1) + b"DEADLY\n" + line(2))
    assert whole.tally.drafts == 2
    assert whole.tally.bad == 1
    assert b'"line": 2' in whole.errors
    assert b"DEADLY" not in whole.errors


def test_a_draft_that_takes_for_ever_is_held() -> None:
    over, said = pool(patience=1.5)
    whole = run(over, line(1) + line(2, "ENDLESS") + line(3))
    assert whole.tally.drafts == 3
    assert whole.tally.verdicts["hold"] == 1
    assert any("longer than" in words for words in said)


def test_workers_that_cannot_be_prepared_end_the_scan_with_the_reason() -> None:
    over, _ = pool(deadly.refuse)
    with pytest.raises(WorkersError, match=r"roll\.csv:1: no such column"):
        run(over, line(1))


def test_workers_that_die_before_they_begin_end_the_scan() -> None:
    over, _ = pool(deadly.vanish)
    with pytest.raises(WorkersError, match="before it could begin"):
        run(over, line(1))


def test_no_worker_is_left_when_the_reader_stops_early() -> None:
    over, _ = pool()
    results = over.results(chunks_of(b"".join(line(n) for n in range(2000))))
    next(results)
    staff = [worker.process for worker in over._staff]
    results.close()  # type: ignore[attr-defined]
    assert staff
    assert not any(process.is_alive() for process in staff)


def test_only_a_bounded_number_of_chunks_is_read_ahead() -> None:
    over, _ = pool()
    taken = 0

    def counted() -> Any:
        nonlocal taken
        for chunk in chunks_of(b"".join(line(n) for n in range(5000))):
            taken += 1
            yield chunk

    results = over.results(counted())
    next(results)
    assert taken <= 2 * 6 + 1
    results.close()  # type: ignore[attr-defined]
