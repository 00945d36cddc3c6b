"""`gatepost explain`: each check, what led to it, what it saw, what became of that, and what it cost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from time import perf_counter_ns
from typing import Annotated, Any, NamedTuple, TypeVar

import typer

from gatepost.cli.check import from_file
from gatepost.cli.inputs import DayOption, KnownOption, PolicyOption, day, known_in, policy_in
from gatepost.screening.checks import CHECKS, Check
from gatepost.screening.finding import Sighting
from gatepost.screening.language import tiers
from gatepost.screening.language.patterns import named
from gatepost.screening.reading import Reading, Signal
from gatepost.screening.screen import plan, screen

Value = TypeVar("Value")
_TOLD_FROM = 0.05  # likelihoods below it are not worth a line

app = typer.Typer(add_completion=False)


class Step(NamedTuple):
    """One check on one draft. `led` is why it looked, or why not; times are microseconds."""

    check: str
    led: str
    saw: tuple[dict[str, Any], ...]
    microseconds: float


@app.command()
def explain(
    known: KnownOption,
    draft: Annotated[
        str, typer.Argument(metavar="DRAFT.json|-", help="A file with one draft; - reads it from the input.")
    ],
    policy: PolicyOption = None,
    on: DayOption = "today",
    as_json: Annotated[bool, typer.Option("--json", help="Print the trace as JSON.")] = False,
) -> None:
    """How a verdict came about: each check, what it saw, what it concluded, what it cost in microseconds.

    For those who keep the policy. It names children as the office sees them.
    """
    given, rules = from_file(draft), policy_in(policy)
    facts = known_in(known, day(on))
    report = screen(given, facts, rules)  # the first time some tables are made, which is no check's cost
    reading = Reading(given, facts, rules)
    signals, spent = _timed(lambda: reading.signals)
    steps = [Step("the words read", "always", (), spent), *_second_tier(reading), *_steps(reading, signals)]
    likely = [_likelihood(reading, sign, value) for sign, value in _likelihoods(reading) if value >= _TOLD_FROM]
    values = {
        "id": given.id, "verdict": report.verdict.word, "steps": [step._asdict() for step in steps], "likely": likely,
        "findings": [finding.as_json() for finding in report.findings],
    }  # fmt: skip
    print(json.dumps(values, indent=2) if as_json else "\n".join(_lines(values)))


def _second_tier(reading: Reading) -> Iterable[Step]:
    model = tiers.model()
    if not isinstance(model, tiers.Both):
        yield Step("the sentences read", "not read: there is no second tier here", (), 0.0)
    elif model.reads(reading):
        _, spent = _timed(lambda: reading.sense)
        yield Step("the sentences read", "the first tier is not sure, or has not seen all words", (), spent)
    else:
        yield Step("the sentences read", "not read: the first tier is sure", (), 0.0)


def _steps(reading: Reading, signals: frozenset[Signal]) -> Iterable[Step]:
    reached = {check.name for check in plan(reading.policy, reading.role, reading.kind).reached(signals)}
    matter = reading.policy.signs_that_matter(reading.role, reading.kind)
    for check in CHECKS:
        if check.name in reached:
            seen, spent = _timed(partial(_seen, check, reading))
            yield Step(check.name, _led(check, signals), tuple(_told(check, reading, one) for one in seen), spent)
        elif matter.intersection(check.signs):
            yield Step(check.name, "not reached: nothing here leads to it", (), 0.0)
        else:
            yield Step(check.name, "not reached: means nothing for this role and channel", (), 0.0)


def _seen(check: Check, reading: Reading) -> list[Sighting]:
    return list(check.look(reading))


def _led(check: Check, signals: frozenset[Signal]) -> str:
    found = sorted(named(signal) for need in check.needs for signal in need & signals)
    return ", ".join(found) or "always"


def _told(check: Check, reading: Reading, sighting: Sighting) -> dict[str, Any]:
    """What a sighting came to: as it was seen, weighed by the model, or let go."""
    kept = check.weigh(reading, sighting) if check.weigh else sighting
    values: dict[str, Any] = {"sign": sighting.sign, "where": sighting.where, "span": sighting.span, "reason": sighting.reason,
              "at_most": kept.at_most.word if kept else "let go"}  # fmt: skip
    if check.weigh and tiers.model().knows(sighting.sign):
        values["likelihood"] = round(tiers.model().likelihood(reading, sighting.sign, ruled=True), 3)
    return values


def _likelihoods(reading: Reading) -> list[tuple[str, float]]:
    matter = reading.policy.signs_that_matter(reading.role, reading.kind)
    model = tiers.model()
    found = [(sign, model.likelihood(reading, sign)) for sign in sorted(matter) if model.knows(sign)]
    return sorted(found, key=lambda pair: -pair[1])


def _likelihood(reading: Reading, sign: str, value: float) -> dict[str, Any]:
    return {"sign": sign, "likelihood": round(value, 3), "words": tiers.model().words_for(reading, sign)}


def _timed(work: Callable[[], Value]) -> tuple[Value, float]:
    began = perf_counter_ns()
    value = work()
    return value, round((perf_counter_ns() - began) / 1_000, 1)


def _lines(values: dict[str, Any]) -> Iterable[str]:
    yield f"{values['verdict']}: {values['id'] or 'the draft'}"
    for step in values["steps"]:
        yield f"{step['microseconds']:9.1f} us  {step['check']}  ({step['led']})"
        for seen in step["saw"]:
            likely = f", likely {seen['likelihood']:.0%}" if "likelihood" in seen else ""
            yield f"              saw {seen['sign']} in {seen['where']}: “{seen['span']}”{likely} -> {seen['at_most']}"
    yield "the model of meaning:"
    for sign in values["likely"]:
        yield f"    {sign['likelihood']:4.0%}  {sign['sign']}: {', '.join(sign['words'])}"
    yield "findings:"
    for finding in values["findings"]:
        yield f"    {finding['clause']} {finding['verdict']}: “{finding['span']}” {finding['reason']}"
