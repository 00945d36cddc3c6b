"""`make bench`: every measure in one run, printed and written to benchmarks/RESULTS.md.

`python -m benchmarks` takes about half an hour, most of it for the scans of a million drafts; `python -m benchmarks site`
or `… checker` measures that part alone and leaves the other's results as they stand; `--quick` is a smoke test of the
benchmark itself.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks import api, building, commands, duties, floor, gate, imports, ledger, live, peers, typing
from benchmarks.machine import description, fresh, source
from benchmarks.people import write_folder
from benchmarks.posts import COUNT, posts, write_drafts
from benchmarks.results import Results, put, times
from benchmarks.sides import Measured, Side, interleaved
from benchmarks.site import web
from tests import postgres

RESULTS = Path(__file__).with_name("RESULTS.md")
POSTGRES = "BENCH_POSTGRES"  # the address of a server to measure on
MIDDLE, LARGE = 10_000, 100_000


@dataclass(frozen=True)
class Plan:
    """How much to measure."""

    rolls: tuple[int, ...] = (600, MIDDLE, LARGE, 1_000_000)
    rounds: int = 5
    sample: int = peers.SAMPLE
    starts: int = 9
    scans: tuple[tuple[int, int], ...] = ((50_000, 1), (1_000_000, 1), (1_000_000, 2))
    seconds: float = 8.0  # of load, each
    pupils: int = 50_000  # of an import
    entries: int = 1_500  # into the ledger, a writer
    large: int = 100_000  # entries of a large ledger
    typed: int = 60  # posts that a teacher types
    duties: int = 10_000  # due in one minute


QUICK = Plan(rolls=(600, MIDDLE), rounds=1, sample=64, starts=2, scans=((2_000, 1), (4_000, 1), (4_000, 2)),
             seconds=1, pupils=500, entries=50, large=600, typed=3, duties=200)  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    asked.add_argument(
        "parts",
        nargs="*",
        choices=(*PARTS, []),
        metavar="PART",
        help="what to measure; everything, if nothing is named",
    )
    asked.add_argument("--quick", action="store_true", help="a smoke test; its figures mean nothing")
    asked.add_argument("--out", type=Path, default=RESULTS, help="where to write the page")
    options = asked.parse_args()
    for name in options.parts or PARTS:
        written = _measured(name, QUICK if options.quick else Plan())
        put(options.out, name, written)
        sys.stdout.write(written)


def _measured(name: str, plan: Plan) -> str:
    """A part of the page."""
    began, about, code, results = time.perf_counter(), description(), source(), Results()
    part = PARTS[name]
    with TemporaryDirectory(prefix="gatepost-bench-") as folder:
        part.measure(plan, results, Path(folder))
    minutes = (time.perf_counter() - began) / 60
    changed = "" if source() == code else ", **changed during the run: figures of no single version**"
    about.append(f"Source: {code}{changed}")
    return results.page(title=part.title, opening=(*_opening(about, minutes), part.opening()))


def checker(plan: Plan, results: Results, folder: Path) -> None:
    """The gate itself: verdicts, the roll's index, the commands; by the first tier of meaning unless a row says both."""
    gate.tiers(second=False)
    if not fresh(gate.has_second):
        sys.exit("bench: numpy is not installed, so there is no second tier to measure")
    verdicts_a_second(plan, results)
    index(plan, results)
    one_check(plan, results)
    cold_start(plan, results, folder)
    many_drafts(plan, results, folder)
    gate.tiers(second=True)


def site(plan: Plan, results: Results, folder: Path) -> None:
    """What the federation opens every day."""
    web.measure(results, folder, rounds=plan.rounds, seconds=plan.seconds, tell=tell)
    with _postgres():
        imports.measure(results, folder / "imports", roll=plan.pupils, tell=tell)
        ledger.measure(
            results, folder / "ledger", entries=plan.entries, large=plan.large, rounds=min(plan.rounds, 3), tell=tell
        )


def other_systems(plan: Plan, results: Results, folder: Path) -> None:
    """What another system asks all day."""
    api.measure(results, folder, rounds=plan.rounds, seconds=plan.seconds, tell=tell)


@contextmanager
def _postgres() -> Iterator[None]:
    """A PostgreSQL of its own, as durable as it is by default, where one can be had and none is named."""
    programs = postgres.find()
    if programs is None or os.environ.get(POSTGRES):
        yield
        return
    with postgres.running(programs, durable=True) as address:
        os.environ[POSTGRES] = address.removesuffix("/postgres")
        try:
            yield
        finally:
            del os.environ[POSTGRES]


def tell(what: str) -> None:
    sys.stderr.write(f"bench: {what}\n")


def _opening(about: list[str], minutes: float) -> tuple[str, ...]:
    day = datetime.now(UTC).date().isoformat()
    return f"Measured on {day} in {minutes:.0f} minutes.", "\n".join(f"- {line}" for line in about)


def _opening_of_checker() -> str:
    words = sum(len(post.draft.text.split()) for post in posts()) / COUNT
    return (
        f"{COUNT:,} synthetic posts of {words:.0f} words on average, 60 % of them with one item. All sides ran in "
        "this one run, each in its own process pinned to one core, in turns; the best round counts. Ratios travel "
        "between machines, absolute figures do not."
    )


def _opening_of_site() -> str:
    return "All sides ran in this one run, in turns. Ratios travel between machines, absolute figures do not."


def verdicts_a_second(plan: Plan, results: Results) -> None:
    """The gate at every roll against Presidio and against the floor."""
    sides = [Side("presidio", peers.prepare, (plan.sample,))]
    for roll in plan.rolls:
        sides += [Side(f"gate {roll}", gate.prepare, (roll,)), Side(f"floor {roll}", floor.prepare, (roll,))]
    sides.append(Side("both tiers", partial(gate.prepare, second=True), (MIDDLE, plan.sample)))
    got = interleaved(sides, plan.rounds, tell)
    for name, side in got.items():
        if side.absent and name != "presidio":
            sys.exit(f"bench: {name} did not start: {side.absent}")
    peer, least = got["presidio"], got[f"gate {plan.rolls[0]}"].rate
    results.say("## Full verdicts a second, one core")
    results.table(
        (
            "Roll",
            "against Presidio, batch",
            "against the floor",
            "against the smallest roll",
            "posts/CPU s",
            "posts/s wall",
            "floor, posts/CPU s",
        ),
        [_speed(roll, got, peer, least) for roll in plan.rolls],
    )
    said = f"Presidio in batches of {peers.BATCH}: {peer.rate:.0f} posts/CPU s, {peer.wall_rate:.0f} posts/s wall, on the first {plan.sample} of the posts."
    both = got["both tiers"]
    beside = "" if peer.absent else f", {times(both.rate / peer.rate)} of Presidio's"
    results.say(f"With the second tier of meaning as well: {both.rate:,.0f} posts/CPU s{beside}, on as many posts.")
    results.say(f"Presidio took no part: {peer.absent}." if peer.absent else said,
                "Presidio looks for personal data by patterns and a language model, with no roll and no policy; the gate gives "
                "whole verdicts. The floor only looks for the roll's full names in the lower-cased words.")  # fmt: skip
    if peer.absent:
        results.not_measured("verdicts at a roll of 10,000", "100x Presidio", peer.absent)
    else:
        ratio = got[f"gate {MIDDLE}"].rate / peer.rate
        results.aim("verdicts at a roll of 10,000", "100x Presidio", times(ratio), met=ratio >= 100)
    largest = got[f"gate {plan.rolls[-1]}"].rate / least
    results.aim(
        f"verdicts at {plan.rolls[-1]:,} beside {plan.rolls[0]:,}",
        "nearly flat (0.7x)",
        times(largest),
        met=largest >= 0.7,
    )
    _guard(results)


def _speed(roll: int, got: dict[str, Measured], peer: Measured, least: float) -> tuple[str, ...]:
    ours, bottom = got[f"gate {roll}"], got[f"floor {roll}"]
    beside = "-" if peer.absent else times(ours.rate / peer.rate)
    return (f"{roll:,}", beside, times(ours.rate / bottom.rate), times(ours.rate / least),
            f"{ours.rate:,.0f}", f"{ours.wall_rate:,.0f}", f"{bottom.rate:,.0f}")  # fmt: skip


def _guard(results: Results) -> None:
    caught, stopped = fresh(gate.verdicts, MIDDLE)
    results.say(f"That it is not fast by doing nothing: {caught:.0%} of the posts with an item got more than a plain allow, "
                f"{stopped:.1%} of the plain school posts were stopped (same author as the posts: no evidence of quality).")  # fmt: skip


def index(plan: Plan, results: Results) -> None:
    """Time and memory of `Known.of`, each in a fresh process."""
    rows = []
    for roll in plan.rolls:
        tell(f"building a roll of {roll:,}")
        runs = [fresh(building.build, roll) for _ in range(min(plan.rounds, 3 if roll <= LARGE else 1))]
        best = min(runs, key=lambda run: run.cpu)
        traced = fresh(building.build, roll, traced=True).traced
        rows.append(
            (
                f"{roll:,}",
                f"{best.seconds:.2f}",
                f"{best.cpu:.2f}",
                f"{best.cpu / roll * 1e6:.1f}",
                f"{traced:.0f}",
                f"{best.resident:.0f}",
            )
        )
        if roll == LARGE:
            results.aim("index of 100,000 pupils: CPU time", "under 1.5 s", f"{best.cpu:.2f} s", met=best.cpu < 1.5)
            results.aim("index of 100,000 pupils: memory", "under 120 MB", f"{traced:.0f} MB", met=traced < 120)
    results.say("## The index of the roll")
    results.table(("Roll", "seconds", "CPU s", "CPU us a pupil", "MB traced", "MB resident"), rows)
    results.say("`Known.of` with everything that is otherwise built at first need, misspellings and short forms among it. "
                "The pupils' own records are not counted.")  # fmt: skip


def one_check(plan: Plan, results: Results) -> None:
    """The time of a single check after start."""
    tell("single checks")
    one = fresh(building.single, MIDDLE, plan.rounds)
    both = fresh(building.single, MIDDLE, min(plan.rounds, 2), second=True)
    results.say("## One check after start, roll of 10,000, from JSON to report")
    results.table(
        ("", "ms", "ms, both tiers"),
        [("p50", f"{one.median:.2f}", f"{both.median:.2f}"), ("p99", f"{one.p99:.2f}", f"{both.p99:.2f}"),
         ("longest", f"{one.longest:.2f}", f"{both.longest:.2f}")],
    )  # fmt: skip
    results.aim("a single check, p99", "under 2 ms", f"{one.p99:.2f} ms", met=one.p99 < 2)


def cold_start(plan: Plan, results: Results, folder: Path) -> None:
    """`gatepost check`, the whole process."""
    rows, what = [], ("`gatepost check`, cold", "under 0.6 s")
    results.say("## `gatepost check`, cold, the whole process")
    try:
        for roll in (600, MIDDLE):
            tell(f"cold starts with a roll of {roll:,}")
            known = write_folder(folder / f"known-{roll}", roll)
            cold = commands.cold_check(known, plan.starts)
            gate.tiers(second=True)
            both = commands.cold_check(known, plan.starts)
            gate.tiers(second=False)
            rows.append((f"{roll:,}", f"{cold.median:.2f}", f"{cold.shortest:.2f}", f"{both.median:.2f}"))
            if roll == 600:
                results.aim(*what, f"{cold.median:.2f} s", met=cold.median < 0.6)
    except commands.NotRunError as problem:
        results.say(f"Not measured: {problem}.")
        results.not_measured(*what, str(problem))
    if rows:
        results.table(("Roll", "seconds, median", "seconds, shortest", "seconds, median, both tiers"), rows)


def many_drafts(plan: Plan, results: Results, folder: Path) -> None:
    """`gatepost scan`: speed by workers, and memory by the number of drafts."""
    rows, scans, what = [], [], ("`gatepost scan`: memory with more drafts", "flat (under 1.1x)")
    results.say("## `gatepost scan`, roll of 10,000")
    known = write_folder(folder / "known-scan", MIDDLE)
    try:
        for count, workers in plan.scans:
            tell(f"scanning {count:,} drafts with {workers} workers")
            drafts = write_drafts(folder / "drafts.jsonl", count)
            done = commands.scan(drafts, known, workers, folder / f"out-{count}-{workers}.jsonl")
            scans.append(done)
            rows.append((f"{count:,}", workers, f"{done.rate:,.0f}", f"{done.rate / scans[0].rate:.2f}x", f"{done.parent:.0f}",
                         f"{done.worker:.0f}", f"{done.together:.0f}"))  # fmt: skip
        growth = scans[1].together / scans[0].together
        results.aim(
            what[0] + f" ({scans[0].drafts:,} to {scans[1].drafts:,})", what[1], times(growth), met=growth < 1.1
        )
    except commands.NotRunError as problem:
        results.say(f"Not measured: {problem}.")
        results.not_measured(*what, str(problem))
    if rows:
        results.table(
            ("Drafts", "workers", "drafts/s wall", "against the first", "MB parent", "MB largest worker", "MB all"),
            rows,
        )
        results.say("Peak resident memory, seen ten times a second; pages that processes share count in each.")


class Part(NamedTuple):
    """A part of the page: what it is called, what measures it, and what is said of how."""

    title: str
    measure: Callable[[Plan, Results, Path], None]
    opening: Callable[[], str]


def work(plan: Plan, results: Results, folder: Path) -> None:
    """What people wait for, and what falls due while nobody looks."""
    typing.measure(results, folder / "typing", tries=plan.typed, tell=tell)
    live.measure(results, folder, seconds=plan.seconds, tell=tell)
    with _postgres():
        duties.measure(results, folder / "duties", count=plan.duties, tell=tell)


PARTS = {
    "checker": Part("The checker", checker, _opening_of_checker),
    "site": Part("The site", site, _opening_of_site),
    "api": Part("The API", other_systems, _opening_of_site),
    "work": Part("The day's work", work, _opening_of_site),
}


if __name__ == "__main__":
    main()
