"""Write docs/accuracy.md: figures by folds and on drafts kept apart, a table of confusion, the misses to learn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import yaml

from gatepost.archive.scoring import Got, Wanted, figures
from training.corpus import ROOT, Example

OUT = ROOT / "docs" / "accuracy.md"
SHOWN = ("verdict_accuracy", "unsafe_pass", "false_stop", "false_advice", "clause_f1", "pointed_at_the_words")
WORDS = ("allow", "advise", "hold", "block")
WORST = 50


Pairs = list[tuple[Wanted, Got]]


def page(first: dict[str, Pairs], both: dict[str, Pairs], missed: Sequence[tuple[float, Example]]) -> str:
    """The page: sets by name as the first tier alone and as both judge them, and the breaches let pass by folds with how
    unlikely the first tier held them.
    """
    tables = ["## The first tier alone", "", _table(first), ""]
    if both:
        tables = ["## Both tiers", "", _table(both), "", *tables]
    return "\n".join([_OPENING, *tables, *_confusion(both or first), *_misses(missed), ""])


_OPENING = """# How right the verdicts are

Written by `make train CHECK=--check` from `corpus/`; the figures are those of `gatepost evaluate`. *By folds* is the
corpus that the first tier learns from, each draft judged by a model that saw nothing its writer wrote on that part of
the policy; *held out* is the eighth of it that the second tier never learnt from (how the tiers are blended was fitted
on it: four numbers a sign). Half of those drafts are breaches without a keyword and half are innocent drafts written to
look like one, so these figures are far below those of a school's day. The other rows taught nothing: they measure.
"""


def _table(sets: dict[str, Pairs]) -> str:
    rows = ["| drafts | number | " + " | ".join(SHOWN) + " |", "|---" * (len(SHOWN) + 2) + "|"]
    for name, pairs in sets.items():
        got = figures(pairs)._asdict()
        rows.append(f"| {name} | {len(pairs)} | " + " | ".join(f"{got[key]:.3f}" for key in SHOWN) + " |")
    return "\n".join(rows)


def _confusion(sets: dict[str, Pairs]) -> list[str]:
    apart = [pair for name, pairs in sets.items() if name not in ("by folds", "held out") for pair in pairs]
    seen = Counter((wanted.verdict, got.verdict) for wanted, got in apart)
    rows = [
        "## Wanted and got, on the drafts kept apart",
        "",
        "| wanted | " + " | ".join(WORDS) + " |",
        "|---" * 5 + "|",
    ]
    return [*rows, *(f"| {w} | " + " | ".join(str(seen[w, g]) for g in WORDS) + " |" for w in WORDS), ""]


def _misses(missed: Sequence[tuple[float, Example]]) -> list[str]:
    worst = sorted(missed, key=lambda pair: pair[0])[:WORST]
    lessons = yaml.safe_load((Path(__file__).parent / "lessons.yaml").read_text("utf-8"))
    by_clause = Counter(clause for _, example in missed for clause in _clauses(example))
    told = [
        f"- **{clause}** ({number}). {lessons[clause]}"
        for clause, number in by_clause.most_common()
        if clause in lessons
    ]
    rows = [f"## The worst {len(worst)} of {len(missed)} breaches let pass, by folds", "",
            "What the breaches let pass teach, by clause (and how many):", "", *told, "", "The least likely first:", "",
            "| clause | likelihood | the words |", "|---|---|---|"]  # fmt: skip
    for likelihood, example in worst:
        clauses = " ".join(_clauses(example))
        words = example.draft.text.replace("\n", " / ").replace("|", "/")[:140]
        rows.append(f"| {clauses} | {likelihood:.1%} | {words} |")
    return rows


def _clauses(example: Example) -> list[str]:
    return sorted({entry["clause"] for entry in example.row["expected"]})
