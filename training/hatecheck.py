"""Judge HateCheck and write docs/hatecheck.md: `python -m training.hatecheck test_suite_cases.csv`.

HateCheck (Röttger and others, ACL 2021; CC BY 4.0) is 3,728 short sentences in 29 functional tests of what a detector of
hate must tell apart. It is no part of this project: nothing is ever learnt from it, no rule is written by it, and it lies in no
folder of the repository. Each sentence is judged as a comment that a school's page received, by the sign `hateful`.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sklearn.metrics import f1_score, roc_auc_score

from gatepost.policy import Policy, load
from gatepost.screening import Channel, Context, Draft, Known, read_known, screen
from gatepost.screening.checks.weighing import stakes
from gatepost.screening.language import meaning, tiers
from gatepost.screening.reading import Reading
from training.corpus import CAST, ROOT

OUT = ROOT / "docs" / "hatecheck.md"
COLUMNS = ("functionality", "test_case", "label_gold")
SIGN = "hateful"
_PAGE = Channel(kind="sanctioned", platform="facebook")
_RECEIVED = Context(account="registered", direction="inbound")


_OPENING = """# HateCheck

Written by `make hatecheck FILE=test_suite_cases.csv`. HateCheck (Röttger and others, ACL 2021; CC BY 4.0) is
{number:,} short sentences that test what a detector of hate must tell apart. Nothing was learnt from it and no rule was
written by it. Each sentence is judged as a comment that a school's page received.

| judged by | macro-F1 | AUC | macro-F1 of what is stopped for any reason |
|---|---|---|---|"""
_FUNCTIONS = """
To say of everything that it is hateful has a macro-F1 of 0.41. Profanity and insults of a person are abuse on a school's
page though they are no hate, so much of what HateCheck calls not hateful is rightly stopped there.

## Function by function

How many of the cases are judged right, hateful or not.
"""


class Case(NamedTuple):
    """A sentence, the function that it tests, and whether it is hateful."""

    function: str
    text: str
    hateful: bool


class Answer(NamedTuple):
    """How likely the words are hateful (0 to 1), whether the checker says so, and whether it stops the comment at all."""

    likelihood: float
    told: bool
    stopped: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="HateCheck's test_suite_cases.csv")
    cases = read(parser.parse_args().file)
    known, policy = read_known(CAST), load()
    tables = {}
    model = tiers.model()
    if isinstance(model, tiers.Both):
        tables["both tiers"] = list(answers(cases, known, policy, model))
    with tiers.judging(meaning.model(), policy):
        tables["the first tier alone"] = list(answers(cases, known, policy, meaning.model()))
    OUT.write_text(page(cases, tables), "utf-8")
    sys.stdout.write("\n".join(f"{name}: {figures(cases, given)}" for name, given in tables.items()) + "\n")
    return 0


def read(path: Path) -> list[Case]:
    """The cases of the file. Ends with a message where it is not HateCheck's."""
    with path.open(encoding="utf-8", newline="") as source:
        rows = csv.DictReader(source)
        missing = set(COLUMNS) - set(rows.fieldnames or ())
        if missing:
            raise SystemExit(f"{path}: not HateCheck's test_suite_cases.csv: no column {', '.join(sorted(missing))}")
        return [Case(row["functionality"], row["test_case"].strip(), row["label_gold"] == "hateful") for row in rows]


def answers(cases: Sequence[Case], known: Known, policy: Policy, model: meaning.Model | tiers.Both) -> Iterator[Answer]:
    """What the checker makes of each case. Told is what reaches the bar that the pack's costs set: that another finding of the
    same clause at the same words is shown in its place changes nothing.
    """
    told_from = stakes(policy, "public", "sanctioned").bars.levels[SIGN]
    for case in cases:
        draft = Draft(id="", text=case.text, author_role="public", channel=_PAGE, audience="public", context=_RECEIVED)
        report = screen(draft, known, policy)
        likelihood = model.likelihood(Reading(draft, known, policy), SIGN)
        yield Answer(likelihood, likelihood >= told_from, report.verdict.word in ("hold", "block"))


class Figures(NamedTuple):
    """Macro-F1 of what is told as hateful, area under the curve of its likelihood, and macro-F1 of what is stopped."""

    macro_f1: float
    auc: float
    stopped_f1: float

    def __str__(self) -> str:
        return f"macro-F1 {self.macro_f1:.3f}, AUC {self.auc:.3f}; of what is stopped for any reason macro-F1 {self.stopped_f1:.3f}"


def figures(cases: Sequence[Case], given: Sequence[Answer]) -> Figures:
    """The figures over all cases."""
    gold = [case.hateful for case in cases]
    return Figures(
        float(f1_score(gold, [answer.told for answer in given], average="macro")),
        float(roc_auc_score(gold, [answer.likelihood for answer in given])),
        float(f1_score(gold, [answer.stopped for answer in given], average="macro")),
    )


def page(cases: Sequence[Case], tables: dict[str, list[Answer]]) -> str:
    """The page in Markdown."""
    rows = [
        f"| {name} | {f.macro_f1:.3f} | {f.auc:.3f} | {f.stopped_f1:.3f} |"
        for name, f in ((name, figures(cases, given)) for name, given in tables.items())
    ]
    lines = [_OPENING.format(number=len(cases)), *rows, _FUNCTIONS,
             f"| function | hateful | cases |{''.join(f' {name} |' for name in tables)}", f"|---|---|---|{'---|' * len(tables)}"]  # fmt: skip
    for function in dict.fromkeys(case.function for case in cases):
        mine = [place for place, case in enumerate(cases) if case.function == function]
        hateful = cases[mine[0]].hateful
        shares = (sum(given[place].told == hateful for place in mine) / len(mine) for given in tables.values())
        lines.append(
            f"| `{function}` | {'yes' if hateful else 'no'} | {len(mine)} |{''.join(f' {share:.0%} |' for share in shares)}"
        )
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
