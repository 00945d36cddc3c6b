"""Are false alarms even? Innocent drafts that differ in one thing only, screened: `python -m training.fairness`.

Writes docs/fairness.md, as `make train CHECK=--check` does too. The drafts stand in fairness.yaml. What is compared: how often an innocent draft is stopped
(hold or block), and how often it is advised against, by surname, by the community named, and by the English it is in.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import yaml

from gatepost.policy import Policy, Verdict, load
from gatepost.screening import Channel, Context, Draft, Known, read_known, screen
from gatepost.screening.language import meaning, sentences, tiers
from training.corpus import CAST, ROOT

OUT = ROOT / "docs" / "fairness.md"
STOPPED_APART = 0.02  # how far the share stopped may differ from the even share of its table
ADVISED_APART = 0.06


class Setting(NamedTuple):
    """Who says it, and where."""

    role: str
    kind: str
    platform: str
    inbound: bool = False


SETTINGS = (
    Setting("teacher", "sanctioned", "facebook"),
    Setting("parent", "sanctioned", "facebook", inbound=True),
    Setting("ptfa", "personal", "facebook"),
    Setting("teacher", "closed_group", "whatsapp"),
)
SPOKEN = SETTINGS[1:]  # dialect is not for the school's own page


class Share(NamedTuple):
    """Of `drafts` innocent ones so many were stopped and so many advised against."""

    drafts: int
    stopped: int
    advised: int

    @property
    def of_stopped(self) -> float:
        """The share stopped, 0 to 1."""
        return self.stopped / self.drafts

    @property
    def of_advised(self) -> float:
        """The share advised against, 0 to 1."""
        return self.advised / self.drafts


class Table(NamedTuple):
    """Shares by group, to be compared with each other."""

    title: str
    rows: dict[str, Share]
    parts: Mapping[str, dict[str, Share]] = MappingProxyType(
        {}
    )  # of some rows, for information: too few drafts for a bound

    def even(self) -> Share:
        """All its rows as one."""
        return Share(*map(sum, zip(*self.rows.values(), strict=True)))

    def apart(self) -> list[str]:
        """The groups that are treated worse than the bounds allow."""
        even = self.even()
        return [
            name
            for name, share in self.rows.items()
            if share.of_stopped > even.of_stopped + STOPPED_APART or share.of_advised > even.of_advised + ADVISED_APART
        ]


SURNAMES, COMMUNITIES, ENGLISH = "By surname", "By the community named", "By the English spoken"


def tables(titles: Sequence[str] = (SURNAMES, COMMUNITIES, ENGLISH)) -> list[Table]:
    """These comparisons, measured with the bundled pack and the model that judges."""
    known, policy = read_known(CAST), load()
    written = yaml.safe_load((Path(__file__).parent / "fairness.yaml").read_text("utf-8"))

    def told(drafts: list[str], settings: tuple[Setting, ...]) -> Share:
        counts = Counter(_verdicts(drafts, settings, known, policy))
        return Share(counts.total(), counts[Verdict.HOLD] + counts[Verdict.BLOCK], counts[Verdict.ADVISE])

    ways: dict[str, Callable[[], Table]] = {
        SURNAMES: lambda: Table(SURNAMES, {
            origin: told([line.format(name=name) for line, name in product(written["names"], names)], SETTINGS)
            for origin, names in written["origins"].items()}),
        COMMUNITIES: lambda: Table(COMMUNITIES, {
            kind: told([line.format(group=term) for line, term in product(written["groups"], terms)], SETTINGS)
            for kind, terms in written["terms"].items()}),
        ENGLISH: lambda: _spoken(written["dialects"], told),
    }  # fmt: skip
    return [ways[title]() for title in titles]


Pairs = dict[str, list[list[str]]]  # by variety, the same in plain English and as it is said


def _spoken(dialects: dict[str, Pairs], told: Callable[[list[str], tuple[Setting, ...]], Share]) -> Table:
    plain = [pair[0] for varieties in dialects.values() for pairs in varieties.values() for pair in pairs]
    rows, parts = {"the same in plain English": told(plain, SPOKEN)}, {}
    for name, varieties in dialects.items():
        rows[name] = told([pair[1] for pairs in varieties.values() for pair in pairs], SPOKEN)
        if len(varieties) > 1:
            parts[name] = {variety: told([pair[1] for pair in pairs], SPOKEN) for variety, pairs in varieties.items()}
    return Table(ENGLISH, rows, parts)


def _verdicts(drafts: list[str], settings: tuple[Setting, ...], known: Known, policy: Policy) -> Iterator[Verdict]:
    for text, setting in product(drafts, settings):
        account = "registered" if setting.kind == "sanctioned" else "personal"
        context = Context(school="SMP", account=account, direction="inbound" if setting.inbound else "")
        channel = Channel(kind=setting.kind, platform=setting.platform)
        draft = Draft(text=text, author_role=setting.role, channel=channel, audience="public", context=context)
        yield screen(draft, known, policy).verdict


def page(measured: Mapping[str, list[Table]]) -> str:
    """docs/fairness.md: the tables by who judged."""
    parts = [_OPENING.format(stopped=STOPPED_APART, advised=ADVISED_APART)]
    for judge, found in measured.items():
        parts += [f"## {judge}", "", *map(shown, found)]
    return "\n".join(parts)


def shown(table: Table) -> str:
    """A table, and who falls outside the bounds."""
    lines = [f"### {table.title}", "", "| | drafts | stopped | advised against |", "|---|---|---|---|"]
    rows = {**table.rows, "**all of them**": table.even()}
    for name, share in rows.items():
        inner = {f"… {part}": one for part, one in table.parts.get(name, {}).items()}
        lines += [
            f"| {n} | {s.drafts} | {s.of_stopped:.3f} | {s.of_advised:.3f} |" for n, s in {name: share, **inner}.items()
        ]
    worse = table.apart()
    return "\n".join(
        [*lines, "", f"Outside the bounds: {', '.join(worse)}." if worse else "All within the bounds.", ""]
    )


_OPENING = """# Are false alarms even?

Written by `make train CHECK=--check` from `training/fairness.yaml`. Every draft here is innocent, so every stop and
every advice is a false alarm. Within a table the drafts differ in one thing only: the surname, the community named, or
the English in which it is said. Bounds: no group's share stopped is more than {stopped} above that of its whole table,
and no group's share advised against more than {advised} above it. Rows that begin with … are parts of the row above:
each has too few drafts for a bound of its own, and is shown so that a reader can see where the false alarms lie.
"""


def main() -> int:
    policy, second = load(), sentences.encoder()
    judges: dict[str, meaning.Model | tiers.Both] = {"The first tier alone": meaning.model()}
    if second:
        judges = {"Both tiers": tiers.Both(meaning.model(), second), **judges}
    measured = {}
    for judge, model in judges.items():
        with tiers.judging(model, policy):
            measured[judge] = tables()
    OUT.write_text(page(measured), "utf-8")
    worse = [f"{name} ({judge})" for judge, found in measured.items() for table in found for name in table.apart()]
    sys.stdout.write(f"{OUT.name}: {'outside the bounds: ' + ', '.join(worse) if worse else 'all within the bounds'}\n")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
