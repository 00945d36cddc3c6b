"""How far the whole of a draft bears out a sign: likelihood by the model of meaning, verdict by the pack's costs."""

from __future__ import annotations

from typing import NamedTuple

from gatepost.policy import Policy, Verdict
from gatepost.policy.clause import Costs
from gatepost.screening.finding import Sighting
from gatepost.screening.language import meaning, tiers
from gatepost.screening.reading import Reading


class Stake(NamedTuple):
    """What hangs on a sign for a role and channel: the costs of judging wrongly, the verdict, whether it is a matter of tone."""

    costs: Costs
    verdict: Verdict
    tone: bool

    def at_most(self, likelihood: float, *, ruled: bool) -> Verdict:
        """The verdict that costs least. On a matter of tone likelihood alone never blocks."""
        return self.costs.cheapest(likelihood, self.verdict, may_block=ruled or not self.tone)


class Stakes(NamedTuple):
    """All stakes of a role and kind of channel, and the bars from which the model tells a sign by itself."""

    by_sign: dict[str, Stake]
    bars: meaning.Bars


def stakes(policy: Policy, role: str, kind: str) -> Stakes:
    """What hangs on each sign that the model knows; kept with the policy, as there are few roles and kinds."""
    kept: dict[tuple[str, str], Stakes] = policy.__dict__.setdefault("_stakes", {})
    found = kept.get((role, kind))
    if found is None:
        by_sign = {sign: _stake(policy, sign, role, kind)
                   for sign in sorted(policy.signs_that_matter(role, kind)) if tiers.model().knows(sign)}  # fmt: skip
        told_from = {sign: stake.costs.told_from(stake.verdict) for sign, stake in by_sign.items()}
        found = Stakes(by_sign, tiers.model().bars(told_from))
        if len(kept) < 1_000:
            kept[role, kind] = found
    return found


def _stake(policy: Policy, sign: str, role: str, kind: str) -> Stake:
    strictest = max(policy.meanings(sign, role, kind), key=lambda m: m.rule.verdict)
    return Stake(policy.costs(strictest.clause), strictest.rule.verdict, strictest.clause.tone)


def weighed(reading: Reading, sighting: Sighting) -> Sighting | None:
    """A sighting by words as the whole draft bears it out; None where it does not.

    What can be read in a picture stands as it is: how far rules are borne out was learnt on texts alone.
    """
    if sighting.where != "text":
        return sighting
    stake = stakes(reading.policy, reading.role, reading.kind).by_sign.get(sighting.sign)
    if stake is None:
        return sighting
    likelihood = tiers.model().likelihood(reading, sighting.sign, ruled=True)
    at_most = stake.at_most(likelihood, ruled=True)
    if at_most == Verdict.ALLOW:
        return None
    reading.told.add(sighting.sign)
    return sighting._replace(sure=at_most >= stake.verdict, at_most=at_most)
