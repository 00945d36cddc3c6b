"""The first page under load beside a bare view, and how soon `gatepost serve` answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.results import Results, times
from benchmarks.site import load, serving

USERS = 50
_SIDES = ("first page", "one query", "one query, signed in")


def measure(results: Results, folder: Path, *, rounds: int, seconds: float, tell: Callable[[str], None]) -> None:
    """All sides in turns, the median of the rounds."""
    got: dict[str, list[load.Load]] = {side: [] for side in _SIDES}
    with serving.site(folder / "site") as site, serving.bare(folder / "bare") as bare:
        asks = ((site, "/"), (bare, "/"), (bare, "/signed-in/"))
        for number in range(rounds + 1):
            tell(f"first page, round {number} of {rounds}" if number else "first page, warming up")
            for side, (server, path) in zip(_SIDES, asks, strict=True):
                one = load.of(server.port, path, server.cookie, users=USERS, seconds=seconds if number else 1)
                if one.others:
                    raise RuntimeError(f"{one.others} answers to {side} were other than 200")
                got[side] += [one] if number else []
    _told(results, got)
    _start(results, folder, rounds, tell)


def _told(results: Results, got: dict[str, list[load.Load]]) -> None:
    middle = {side: load.Load(*(median(figures) for figures in zip(*runs, strict=True))) for side, runs in got.items()}
    rates = {
        side: median(ours.rate / theirs.rate for ours, theirs in zip(got["first page"], got[side], strict=True))
        for side in _SIDES
    }
    results.say(f"## The first page, {USERS} users at once, {serving.WORKERS} workers")
    results.table(
        ("", "first page against it", "requests/s", "p50 ms", "p95 ms"),
        [
            (side, times(rates[side]), f"{of.rate:,.0f}", f"{of.p50:.0f}", f"{of.p95:.0f}")
            for side, of in middle.items()
        ],
    )
    results.say("Each user asks anew as soon as they are answered; who asks shares the cores with who answers. The bare "
                "views are a project as Django starts one, with its seven middlewares: one query and a template of three lines. "
                "For the signed-in one Django reads the session and the account too, as any page for somebody must.")  # fmt: skip
    p95 = middle["first page"].p95
    results.aim(f"first page, {USERS} users at once: p95", "under 100 ms", f"{p95:.0f} ms", met=p95 < 100)
    signed_in = rates["one query, signed in"]
    results.aim(
        "first page beside a bare view with one query, both signed in", "0.5x", times(signed_in), met=signed_in >= 0.5
    )
    nobody = rates["one query"]
    results.aim(
        "first page beside a bare view with one query that knows nobody", "0.5x", times(nobody), met=nobody >= 0.5
    )


def _start(results: Results, folder: Path, rounds: int, tell: Callable[[str], None]) -> None:
    tell("starts")
    taken = []
    for number in range(rounds):
        with serving.site(folder / f"start-{number}") as served:
            taken.append(served.started)
    results.say("## `gatepost serve`, from the command to the first answer")
    results.table(("", "seconds"), [("median", f"{median(taken):.2f}"), ("longest", f"{max(taken):.2f}")])
    results.aim("`gatepost serve` answers", "within 3 s", f"{max(taken):.2f} s", met=max(taken) < 3)
