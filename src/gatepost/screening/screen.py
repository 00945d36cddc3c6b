"""`screen(draft, known, policy) -> Report`: values in, values out; it never raises, and what it cannot tell it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from gatepost.policy import Policy, Verdict
from gatepost.policy.pack import Meaning
from gatepost.screening.checks import CHECKS, Check
from gatepost.screening.draft import Draft
from gatepost.screening.finding import Finding, Remedy, Sighting
from gatepost.screening.kept import kept
from gatepost.screening.known import Known
from gatepost.screening.language import tiers
from gatepost.screening.mending import mend
from gatepost.screening.reading import Reading, Signal
from gatepost.screening.signs import MUST_BE_PRACTISED


@dataclass(frozen=True)
class Report:
    """The verdict on a draft, and all that led to it. `lifted` are findings that a permission took away."""

    draft: Draft
    verdict: Verdict
    findings: tuple[Finding, ...]
    lifted: tuple[Finding, ...]
    policy: str
    policy_version: str
    policy_digest: str
    _known: Known = field(repr=False, compare=False)
    _policy: Policy = field(repr=False, compare=False)
    unread: bool = False  # a first look, and the second tier would have read the draft: look again

    @kept
    def mended(self) -> Report | None:
        """The draft with every machine remedy applied, screened again; None where there is nothing to apply.

        A mended draft whose verdict would be stricter is not offered.
        """
        draft = mend(self.draft, self.findings)
        if draft == self.draft:
            return None
        again = screen(draft, self._known, self._policy, at_first_look=self.unread)
        return again if again.verdict <= self.verdict else None

    def as_json(self, *, office: bool = True) -> dict[str, Any]:
        """Plain values, the form that `gatepost check --json` prints. Of the same draft, the same facts, the same policy and the
        same model it is always the same.
        """
        return {
            "id": self.draft.id,
            "verdict": self.verdict.word,
            "findings": [finding.as_json(office=office) for finding in self.findings],
            "lifted": [finding.as_json(office=office) for finding in self.lifted],
            "policy": {"id": self.policy, "version": self.policy_version, "digest": self.policy_digest},
            "model": tiers.digest(first_alone=self.unread),
        }


def screen(draft: Draft, known: Known, policy: Policy, *, at_first_look: bool = False) -> Report:
    """What the policy says to this draft, with the permissions on file taken into account.

    Pure and total: no clock, no network, no disk; the same values give the same report. `at_first_look` leaves out the
    second tier of the model of meaning, for answers while somebody types; `Report.unread` says whether it was missed, and
    where it was not the report is the whole one.
    """
    reading = Reading(draft, known, policy, at_first_look=at_first_look)
    raised = [finding for sighting in _sightings(reading) for finding in _findings(sighting, reading)]
    if not raised:
        return _report(reading, Verdict.ALLOW, (), ())
    free: list[Finding] = []
    bound: list[Finding] = []
    for finding in raised:
        (free if _lifted(finding, reading) else bound).append(finding)
    lifted = _distinct(free)
    kept = _most_specific(_distinct(bound), policy)
    verdict = max((finding.verdict for finding in kept), default=Verdict.ALLOW)
    return _report(reading, verdict, tuple(kept), tuple(lifted))


def _report(reading: Reading, verdict: Verdict, kept: tuple[Finding, ...], lifted: tuple[Finding, ...]) -> Report:
    policy = reading.policy
    return Report(reading.draft, verdict, kept, lifted, policy.id, policy.version, policy.digest, reading.known, policy,
                  reading.unread)  # fmt: skip


def _sightings(reading: Reading) -> Iterable[Sighting]:
    """Every sign that matters for this role and channel; a check that fails is a sign itself."""
    try:
        checks = plan(reading.policy, reading.role, reading.kind).reached(reading.signals)
    except Exception as problem:  # noqa: BLE001 (whatever went wrong, the draft is held)
        yield _failed("The words could not be read", problem)
        return
    for check in checks:
        try:
            yield from check.sightings(reading)
        except Exception as problem:  # noqa: BLE001
            yield _failed(f"The check {check.name} could not tell", problem)


def _failed(what: str, problem: Exception) -> Sighting:
    return Sighting("could_not_check", f"{what} ({type(problem).__name__}).",
                    remedy=Remedy("ask", "Ask somebody to look at this draft."))  # fmt: skip


class Plan:
    """Checks, in order, by the signals that lead to them, so that those not led to cost nothing."""

    def __init__(self, checks: list[Check]) -> None:
        self._checks = checks
        self._always = {number for number, check in enumerate(checks) if not check.needs}
        self._by_signal: dict[Signal, set[int]] = {}
        for number, check in enumerate(checks):
            for signal in check.needs[0] if check.needs else ():
                self._by_signal.setdefault(signal, set()).add(number)
        self._signals = self._by_signal.keys()

    def reached(self, signals: frozenset[Signal]) -> list[Check]:
        """The checks that a draft with these signals is worth a look of."""
        numbers = self._always.union(*[self._by_signal[signal] for signal in self._signals & signals])
        checks = [self._checks[number] for number in sorted(numbers)]
        return [check for check in checks if len(check.needs) < 2 or not check.needs[1].isdisjoint(signals)]


def plan(policy: Policy, role: str, kind: str) -> Plan:
    """The checks whose signs mean anything under this policy for this role and kind of channel."""
    # kept with the policy: worked out once for each of the few roles and kinds there are
    plans: dict[tuple[str, str], Plan] = policy.__dict__.setdefault("_plans", {})
    found = plans.get((role, kind))
    if found is None:
        wanted = policy.signs_that_matter(role, kind).union(MUST_BE_PRACTISED)
        found = Plan([check for check in CHECKS if wanted.intersection(check.signs)])
        if len(plans) < 1_000:
            plans[role, kind] = found
    return found


def _findings(sighting: Sighting, reading: Reading) -> Iterable[Finding]:
    meanings = reading.policy.meanings(sighting.sign, reading.role, reading.kind)
    for meaning in meanings:
        yield _finding(sighting, meaning, reading.policy)
    if (
        not meanings and sighting.sign in MUST_BE_PRACTISED
    ):  # the pack forgot it; what cannot be told holds all the same
        yield Finding("", Verdict.HOLD, sighting.sign, sighting.reason, sighting.where, sighting.span, 0, 0)


def _finding(sighting: Sighting, meaning: Meaning, policy: Policy) -> Finding:
    return Finding(
        clause=meaning.clause.id,
        verdict=min(meaning.rule.verdict, sighting.at_most),
        sign=sighting.sign,
        reason=sighting.reason,
        where=sighting.where,
        span=sighting.span,
        start=sighting.start,
        end=sighting.end,
        limb=meaning.rule.limb,
        office_reason=sighting.office,
        remedy=sighting.remedy,
        lifted_by=tuple(g for g in meaning.clause.lifted_by if sighting.sign in policy.grant_by_id[g].lifts),
        subjects=sighting.subjects,
        sure=sighting.sure,
    )


def _lifted(finding: Finding, reading: Reading) -> bool:
    """Whether a permission on file lifts this finding: its clause, subject, channel and day."""
    if not finding.lifted_by:
        return False
    grants = {reading.policy.grant_by_id[grant].clause for grant in finding.lifted_by}
    clauses = {finding.clause, *grants}
    context = reading.draft.context
    if clauses.intersection(context.permissions):
        return True
    on = reading.known.on(context.on)
    subjects = finding.subjects or (context.author_id,)
    return all(
        any(
            p.clause in clauses and p.holds(channel=reading.draft.channel.platform, subject=subject, on=on)
            for p in reading.known.permissions
        )
        for subject in subjects
    )


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each clause and place: a sure one rather than another, then the strictest."""
    best: dict[tuple[str, str, int, int], Finding] = {}
    for finding in findings:
        key = (finding.clause, finding.where, finding.start, finding.end)
        held = best.get(key)
        if held is None or (finding.sure, finding.verdict) > (held.sure, held.verdict):
            best[key] = finding
    return list(best.values())


def _spoken_for(doubtful: Finding, findings: list[Finding]) -> bool:
    """Whether a sure finding, as strict or stricter, points at the same words."""
    return any(
        f.sure
        and f.verdict >= doubtful.verdict
        and f.where == doubtful.where
        and f.start < doubtful.end
        and doubtful.start < f.end
        for f in findings
    )


def _most_specific(findings: list[Finding], policy: Policy) -> list[Finding]:
    """Leave out what a closer clause says already, as long as the verdict does not fall by it."""
    strictest: dict[str, Verdict] = {}
    for finding in findings:
        strictest[finding.clause] = max(finding.verdict, strictest.get(finding.clause, Verdict.ALLOW))

    told = {finding.clause for finding in findings if finding.sure}

    def outdone(finding: Finding) -> bool:
        if not finding.sure and (finding.clause in told or _spoken_for(finding, findings)):
            return True
        clause = policy.clauses.get(finding.clause)
        if clause is None:
            return False
        for other, verdict in strictest.items():
            if other == finding.clause or verdict < finding.verdict:
                continue
            closer = policy.clauses.get(other)
            if closer and (finding.clause in closer.absorbs or (clause.last_resort and not closer.last_resort)):
                return True
        return False

    return [finding for finding in findings if not outdone(finding)]
