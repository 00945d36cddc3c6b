"""Train the model of meaning from the labelled corpus: `python -m training.train [--check] [--lessons FILE]`.

Deterministic: the same corpus gives the same file to the bit on one machine. With --check no model is
written; the corpus is cut into five by groups, each fifth is judged by a model that never saw it, and the
figures of the whole checker are printed and written to docs/accuracy.md; docs/fairness.md is written as well.
Lessons are a federation's own labelled cases, as `gatepost lessons export` writes them, learnt from beside the corpus.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from gatepost.archive.scoring import Got, Wanted, figures
from gatepost.policy import Policy
from gatepost.screening import Known, screen
from gatepost.screening.language import meaning, sentences, tiers
from gatepost.screening.language.meaning import Model, written
from gatepost.screening.language.tiers import Both
from training import accuracy, fairness
from training.corpus import Example, asked, examples_of, held_out, measuring
from training.fitting import SIGNS, Fit, Folds, Level, calibrate, fit, out_of_fold
from training.sentences.blending import FIRST, blend_anew

Pairs = list[tuple[Wanted, Got]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check",
        action="store_true",
        help="print figures by folds and on drafts kept apart, and write docs/accuracy.md",
    )
    began = time.perf_counter()
    arguments, examples, known, policy = asked(parser)
    folds = out_of_fold(examples)
    levels = calibrate(examples, folds.sums)
    whole = fit(examples, levels)
    if arguments.check:
        check(examples, folds, levels, whole, known, policy)
        return 0
    write(whole, FIRST)
    held = blend_anew(examples, folds.sums, levels, known, policy)
    sys.stdout.write(
        f"{len(examples)} drafts, {len(whole.weights)} features, {FIRST.stat().st_size // 1024} kB, both tiers blended on {held}, "
        f"{time.perf_counter() - began:.0f} s\n"
    )
    return 0


def write(fitted: Fit, path: Path) -> None:
    """The model's file: its columns, then a feature and its row on each line."""
    head = ", ".join(
        f'{{"sign": "{c.sign}", "bias": {c.bias}, "slope": {c.slope}, "level": {c.level}, "ruled": {c.ruled}}}'
        for c in fitted.columns
    )
    lines = [f"{name}\t{written(row)}" for name, row in sorted(fitted.weights.items())]
    path.write_text("\n".join([f'{{"columns": [{head}]}}', *lines, ""]), "utf-8")


def check(
    examples: Sequence[Example], folds: Folds, levels: Sequence[Level], whole: Fit, known: Known, policy: Policy
) -> None:
    """Print the figures of the whole checker and write docs/accuracy.md: on folds, on what the second tier never saw, and
    on the files kept apart, by the first tier alone and by both.
    """
    second = sentences.encoder()
    first: dict[str, Pairs] = {"by folds": [], "held out": []}
    both: dict[str, Pairs] = {"held out": []} if second else {}
    missed = []
    for fold, fitted in enumerate(folds.fits):
        columns = [c._replace(**level._asdict()) for c, level in zip(fitted.columns, levels, strict=True)]
        model = fitted._replace(columns=columns).model()
        inside = [(place, e) for place, e in enumerate(examples) if e.fold == fold]
        apart = [e for _, e in inside if held_out(e)]
        pairs = judged([e for _, e in inside], model, known, policy)
        first["by folds"] += pairs
        first["held out"] += [pair for (_, e), pair in zip(inside, pairs, strict=True) if held_out(e)]
        if second:
            both["held out"] += judged(apart, Both(model, second), known, policy)
        for (place, e), (wanted, got) in zip(inside, pairs, strict=True):
            if wanted.verdict in ("hold", "block") and got.verdict == "allow":
                likely = (meaning.sigmoid(level.slope * z + level.level)
                          for sign, level, z in zip(SIGNS, levels, folds.sums[place], strict=True) if e.shows.get(sign))  # fmt: skip
                missed.append((max(likely, default=0.0), e))
    model = whole.model()
    for path in measuring():
        apart = examples_of([path], known, policy)
        first[path.stem] = judged(apart, model, known, policy)
        if second:
            both[path.stem] = judged(apart, Both(model, second), known, policy)
    for tier, sets in (("first tier", first), ("both tiers", both)):
        for title, pairs in sets.items():
            show(f"{tier}, {title}", pairs)
    accuracy.OUT.write_text(accuracy.page(first, both, missed), "utf-8")
    fairness.main()


def judged(examples: Sequence[Example], model: Model | Both, known: Known, policy: Policy) -> Pairs:
    """What the whole checker makes of these drafts with this model."""
    with tiers.judging(model, policy):
        return [(Wanted.of(e.row), Got.of(screen(e.draft, known, policy).as_json())) for e in examples]


def show(title: str, pairs: Pairs) -> None:
    """One line of figures."""
    values = figures(pairs)._asdict()
    told = " ".join(f"{name} {value:.3f}" for name, value in values.items() if isinstance(value, float))
    sys.stdout.write(f"{title}: {len(pairs)} drafts, {told}\n")


if __name__ == "__main__":
    sys.exit(main())
