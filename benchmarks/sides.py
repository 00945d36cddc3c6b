"""Sides of a comparison, each ready in a process of its own, timed turn by turn on the same core."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, NamedTuple

from benchmarks.machine import pin


class Round(NamedTuple):
    """One turn: posts done, CPU seconds and wall seconds."""

    posts: int
    cpu: float
    wall: float


@dataclass(frozen=True)
class Side:
    """`prepare(*given)` runs once in the side's process; what it returns is one turn and says how many posts it did."""

    name: str
    prepare: Callable[..., Callable[[], int]]
    given: tuple[Any, ...] = ()


@dataclass
class Measured:
    """What a side did; `absent` says why it could not take part."""

    rounds: list[Round] = field(default_factory=list)
    absent: str = ""

    @property
    def rate(self) -> float:
        """Posts a CPU second, best round."""
        return max((turn.posts / turn.cpu for turn in self.rounds), default=0.0)

    @property
    def wall_rate(self) -> float:
        return max((turn.posts / turn.wall for turn in self.rounds), default=0.0)


class Running:
    """A side's process, waiting for its turns. A context manager; leaving it ends the process."""

    def __init__(self, side: Side) -> None:
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(side, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self.absent: str = self._answer()

    def turn(self) -> Round:
        self._line.send("go")
        return Round(*self._answer())

    def _answer(self) -> Any:
        try:
            return self._line.recv()
        except EOFError:
            return f"its process ended with status {self._process.exitcode}"

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()
        self._process.join(timeout=10)
        if self._process.is_alive():
            self._process.terminate()


def _serve(side: Side, line: Connection) -> None:
    pin()
    try:
        turn = side.prepare(*side.given)
    except (ImportError, OSError) as problem:
        line.send(f"{type(problem).__name__}: {problem}")
        return
    turn()  # what is learnt once, such as a pattern's first use, is no part of a round
    line.send("")
    while _asked(line):
        cpu, wall = time.process_time(), time.perf_counter()
        posts = turn()
        line.send((posts, time.process_time() - cpu, time.perf_counter() - wall))


def _asked(line: Connection) -> bool:
    try:
        return bool(line.recv())
    except EOFError:
        return False


def interleaved(sides: Iterable[Side], rounds: int, tell: Callable[[str], None]) -> dict[str, Measured]:
    """Every side, `rounds` turns each, one after the other in each round."""
    measured: dict[str, Measured] = {}
    with ExitStack() as stack:
        running: dict[str, Running] = {}
        for side in sides:
            tell(f"preparing {side.name}")
            started = stack.enter_context(Running(side))
            measured[side.name] = Measured(absent=started.absent)
            if not started.absent:
                running[side.name] = started
        for number in range(rounds):
            tell(f"round {number + 1} of {rounds}")
            for name, side_running in running.items():
                measured[name].rounds.append(side_running.turn())
    return measured
