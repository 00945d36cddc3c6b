"""Several processes screen chunks; the results come back in order, and a process that dies loses nothing.

Each worker holds one chunk at a time, so when it dies it is known which. That chunk is then run again line
by line in a fresh worker, and a line that kills that one too, or takes too long, is held and listed.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from gatepost.archive.chunks import Chunk
from gatepost.archive.screener import Prepare, Result

_SPAWN = multiprocessing.get_context("spawn")  # no state of this process, its threads or files goes along
_AHEAD = 6  # chunks a worker that may be under way or wait for their turn: this bounds the memory
PATIENCE = 300.0  # seconds for a chunk, and again for each of its lines alone
PREPARING = 900.0  # seconds to read what is known

Hold = Callable[[Chunk, str], Result]


class WorkersError(RuntimeError):
    """The workers cannot be started: the message of the first that failed."""


def _serve(line: Connection, prepare: Prepare) -> None:
    """A worker's life: prepare, say so, then answer one chunk after another until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which closes the line
    try:
        screener = prepare()
    except Exception as problem:  # noqa: BLE001 (told to the parent, whatever it is)
        line.send(str(problem) or type(problem).__name__)
        return
    try:
        line.send("")
        while True:
            line.send(screener(line.recv()))
    except (EOFError, OSError):
        return  # the parent has gone or wants no more


@dataclass(eq=False)
class _Worker:
    process: SpawnProcess
    line: Connection
    ready: bool = False
    index: int = -1
    chunk: Chunk | None = None
    since: float = 0.0

    @classmethod
    def start(cls, prepare: Prepare) -> _Worker:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_serve, args=(theirs, prepare), daemon=True)
        process.start()
        theirs.close()  # so that the line closes when the worker does
        return cls(process, ours)

    def give(self, index: int, chunk: Chunk) -> None:
        self.index, self.chunk, self.since = index, chunk, time.monotonic()
        if self.ready:
            self.line.send(chunk)

    def hear(self) -> Result | None:
        """The result that has come; None if the worker only said that it is ready. EOFError: it is dead."""
        said = self.line.recv()
        if isinstance(said, Result):
            self.chunk = None
            return said
        if said:
            raise WorkersError(said)
        self.ready = True
        if self.chunk is not None:
            self.since = time.monotonic()
            self.line.send(self.chunk)
        return None

    def stop(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.join()


@dataclass
class Pool:
    """Up to `workers` processes; `hold` makes the result for a line that cannot be screened; `say` tells people."""

    prepare: Prepare
    workers: int
    hold: Hold
    say: Callable[[str], None]
    patience: float = PATIENCE
    _staff: list[_Worker] = field(default_factory=list)
    _done: dict[int, Result] = field(default_factory=dict)

    def results(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Result]]:
        """Each chunk with its result, in the order of the chunks."""
        source = iter(enumerate(chunks))
        waiting: dict[int, Chunk] = {}
        following, more = 0, True
        try:
            while waiting or more:
                while more and len(waiting) < self.workers * _AHEAD and (worker := self._idle()):
                    index, chunk = next(source, (-1, None))
                    if chunk is None:
                        more = False
                        break
                    waiting[index] = chunk
                    self._give(worker, index, chunk)
                if following not in self._done:
                    self._listen()
                while following in self._done:
                    yield waiting.pop(following), self._done.pop(following)
                    following += 1
        finally:
            self.close()

    def close(self) -> None:
        """End every worker."""
        for worker in self._staff:
            worker.stop()
        self._staff.clear()

    def _idle(self) -> _Worker | None:
        """A worker without a chunk; a new one as long as there may be more."""
        for worker in self._staff:
            if worker.chunk is None:
                return worker
        if len(self._staff) < self.workers:
            self._staff.append(_Worker.start(self.prepare))
            return self._staff[-1]
        return None

    def _give(self, worker: _Worker, index: int, chunk: Chunk) -> None:
        try:
            worker.give(index, chunk)
        except OSError:
            self._bury(worker, "a worker died")

    def _listen(self) -> None:
        """Wait until some worker answers, dies or takes too long; then see to it."""
        busy: dict[Connection, _Worker] = {worker.line: worker for worker in self._staff if worker.chunk is not None}
        if not busy:
            return
        first = min(self._until(worker) for worker in busy.values())
        heard = wait(list(busy), timeout=max(0.0, first - time.monotonic()))
        for line in heard:
            self._hear(busy[line])  # type: ignore[index] # typeshed: `wait` may give sockets, if it was given any
        for worker in [] if heard else list(busy.values()):
            if time.monotonic() >= self._until(worker):
                self._bury(worker, f"a worker took longer than {self.patience:.0f} seconds")

    def _until(self, worker: _Worker) -> float:
        """When patience ends; a worker that still prepares has longer, for a large roll takes its time."""
        return worker.since + (self.patience if worker.ready else PREPARING)

    def _hear(self, worker: _Worker) -> None:
        index = worker.index
        try:
            result = worker.hear()
        except (EOFError, OSError):
            self._bury(worker, "a worker died")
            return
        if result is not None:
            self._done[index] = result

    def _bury(self, worker: _Worker, why: str) -> None:
        """Take a dead worker off the staff and screen what it had in hand line by line."""
        chunk, index, ready = worker.chunk, worker.index, worker.ready
        worker.stop()
        self._staff.remove(worker)
        if not ready:
            raise WorkersError("a worker ended before it could begin; is there enough memory?")
        if chunk is None:
            return
        self.say(
            f"{why} on lines {chunk.first_line} to {chunk.first_line + chunk.lines - 1}; running them again one by one"
        )
        self._done[index] = self._one_by_one(chunk)

    def _one_by_one(self, chunk: Chunk) -> Result:
        result = Result()
        worker: _Worker | None = None
        for single in chunk.singles():
            worker = worker or self._fresh()
            why, answer = self._alone(worker, single)
            if answer is None:
                worker.stop()
                worker = None
                self.say(f"line {single.first_line} is held: {why}")
                answer = self.hold(single, why)
            result.add(answer)
        if worker:
            worker.stop()
        return result

    def _fresh(self) -> _Worker:
        """A new worker outside the staff, ready for its first line."""
        worker = _Worker.start(self.prepare)
        try:
            worker.hear()
        except (EOFError, OSError):
            worker.stop()
            raise WorkersError("a worker ended before it could begin; is there enough memory?") from None
        return worker

    def _alone(self, worker: _Worker, single: Chunk) -> tuple[str, Result | None]:
        try:
            worker.give(0, single)
            if not worker.line.poll(self.patience):
                return f"a worker took longer than {self.patience:.0f} seconds on it", None
            return "", worker.hear()
        except (EOFError, OSError):
            return "two workers died on it", None
