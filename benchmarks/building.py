"""How long `Known.of` takes, how much memory it holds, and how long one check takes once it is there."""

from __future__ import annotations

import gc
import time
import tracemalloc
from statistics import quantiles
from typing import NamedTuple

from benchmarks.gate import tiers
from benchmarks.machine import resident
from benchmarks.people import federation, known, pupils, staff
from benchmarks.posts import COUNT, posts
from gatepost.policy import Policy, load
from gatepost.screening import Draft, Known, screen
from gatepost.screening.kept import kept


class Built(NamedTuple):
    """Seconds for the index with everything that is built at need; MB it added, as traced and as resident."""

    seconds: float
    cpu: float
    resident: float
    traced: float = 0.0


class Single(NamedTuple):
    """Milliseconds of wall time for one check, from the JSON of a draft to its report."""

    median: float
    p99: float
    longest: float


def build(roll: int, *, traced: bool = False) -> Built:
    """Known.of for a roll of this size; the pupils themselves are made before and not counted."""
    people, facts = pupils(roll), federation(roll)
    _warm()
    gc.collect()
    if traced:
        tracemalloc.start()
    before, cpu, wall = resident(), time.process_time(), time.perf_counter()
    made = complete(Known.of(facts, pupils=people, staff=staff()))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] / 1e6 if traced else 0.0
    built = Built(wall, cpu, resident() - before, held)
    assert made.pupils
    return built


def complete(made: Known) -> Known:
    """The same, with every part built that is otherwise built when first asked for: short forms, misspellings and so on."""
    for whole in (made.roll, made):
        for name, value in vars(type(whole)).items():
            if isinstance(value, kept):
                getattr(whole, name)
    return made


def _warm() -> None:
    """Read the word lists and the policy, so that the figures are the roll's alone."""
    policy, small = load(), complete(known(600))
    for post in posts()[:200]:
        screen(post.draft, small, policy)


def single(roll: int, rounds: int, *, second: bool = False) -> Single:
    """One check at a time, as a person asks for it; the round with the best p99, since other work disturbs the tail."""
    tiers(second=second)
    made, policy = complete(known(roll)), load()
    lines = [post.draft.model_dump_json(exclude_defaults=True) for post in posts()[: 600 if second else COUNT]]
    times = [[_one(line, made, policy) for line in lines] for _ in range(rounds + 1)][1:]
    return min((_spread(turn) for turn in times), key=lambda spread: spread.p99)


def _one(line: str, made: Known, policy: Policy) -> float:
    start = time.perf_counter()
    screen(Draft.model_validate_json(line), made, policy)
    return (time.perf_counter() - start) * 1e3


def _spread(times: list[float]) -> Single:
    cuts = quantiles(times, n=100)
    return Single(cuts[49], cuts[98], max(times))
