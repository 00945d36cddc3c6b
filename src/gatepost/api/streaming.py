"""Many drafts in one request: a line in, a line out, in order, in flat memory, however long the stream is."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from threading import BoundedSemaphore
from typing import Any, BinaryIO

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from pydantic import Field, ValidationError

from gatepost.api import counting, problems
from gatepost.api.checking import Checker
from gatepost.api.keys import Asked
from gatepost.api.operations import operation
from gatepost.api.problems import Mistake, Problem
from gatepost.api.reading import acceptable, is_chunked, shaped
from gatepost.api.shapes import SentDraft, Verdict

LINES = "application/jsonl"
KINDS = (LINES, "application/x-ndjson", "application/json-lines")
LONGEST = 1_000_000  # bytes of a line
_TOGETHER = 64  # lines to a piece of the answer
_ONE_AT_A_TIME = BoundedSemaphore(1)  # a process: its other threads go on answering


class StreamedVerdict(Verdict):
    """The verdict on the draft of a line, or what is wrong with that line."""

    line: int = Field(description="Which line of yours, from 1; empty ones count, and are not answered.")
    errors: list[Mistake] | None = Field(None, description="Instead of a verdict: why the line cannot be read.")


@operation("POST", "check/stream", action="post.check", scope="check", gives=StreamedVerdict, takes=SentDraft, kind=LINES, tag="Checks")  # fmt: skip
def check_stream(request: Asked, mended: bool = False) -> HttpResponseBase:  # noqa: FBT001, FBT002 (as in checking)
    """What the policy says to many drafts: JSON lines in, JSON lines out, in the same order.

    Answers begin before the last line has come, so read while you send. A line that cannot be read has its own answer.
    """
    acceptable(request, *KINDS, piecemeal=True)
    if not _ONE_AT_A_TIME.acquire(blocking=False):
        raise Problem(429, _("Another stream is under way. Try again in a while."), headers={"Retry-After": "5"})
    try:
        lines = _Lines(_source(request))
        answered = _Answers(lines, Checker(request), mended=mended)
    except BaseException:
        _ONE_AT_A_TIME.release()
        raise
    return StreamingHttpResponse(answered, content_type=LINES)


def _source(request: Asked) -> BinaryIO:
    """The body as it comes in."""
    source: BinaryIO = request.environ["wsgi.input"] if is_chunked(request) else request  # type: ignore[attr-defined, assignment]
    return source


class _Lines:
    """Numbered lines; None for one that is too long, of which nothing is kept."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def __iter__(self) -> Iterator[tuple[int, bytes | None]]:
        number = 0
        while line := self._source.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                self._pass_over(line)
                yield number, None
            elif line.strip():
                yield number, line

    def _pass_over(self, line: bytes) -> None:
        while line and not line.endswith(b"\n"):
            line = self._source.readline(LONGEST)


class _Answers:
    """The body of the answer. The server closes it, whether or not the other side has stayed to its end."""

    def __init__(self, lines: _Lines, checker: Checker, *, mended: bool) -> None:
        self._lines, self._checker, self._mended = lines, checker, mended
        self._pieces = self._made()
        self._open = True

    def __iter__(self) -> _Answers:
        return self

    def __next__(self) -> bytes:
        return next(self._pieces)

    def close(self) -> None:
        """Let the next stream in, once."""
        if self._open:
            self._open = False
            self._pieces.close()
            _ONE_AT_A_TIME.release()

    def __del__(self) -> None:
        self.close()

    def _made(self) -> Generator[bytes, None, None]:
        piece: list[bytes] = []
        for number, line in self._lines:
            piece.append(self._answer(number, line))
            if len(piece) >= _TOGETHER:
                counting.one_more(len(piece))
                yield b"".join(piece)
                piece = []
        counting.one_more(len(piece))
        if piece:
            yield b"".join(piece)

    def _answer(self, number: int, line: bytes | None) -> bytes:
        try:
            if line is None:
                raise Problem(413, _("this line is too long"))
            told = self._checker.verdict(shaped(line, SentDraft), mended=self._mended)
        except (Problem, ValidationError) as raised:
            told = _wrong(problems.of(raised))
        return json.dumps({"line": number, **told}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _wrong(problem: Problem) -> dict[str, Any]:
    """A line that cannot be read. It never quotes what stands there."""
    errors = problem.errors or (
        Mistake(place="", problem=str(problem.detail), fix=_("mend the line, and send it again")),
    )
    return {"errors": [one.model_dump() for one in errors]}
