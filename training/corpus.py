"""The labelled drafts that teach the model, each with its features and the signs it shows."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from gatepost.archive.evaluating import LabelsError, read_labelled
from gatepost.policy import Policy, load
from gatepost.screening import Draft, Known, read_known
from gatepost.screening.cases import read_cases
from gatepost.screening.language import features, meaning
from gatepost.screening.names.around import ORDINARY
from gatepost.screening.reading import Reading
from gatepost.screening.screen import plan

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
CAST = ROOT / "src/gatepost/policy/packs/learn_to_live/cases/cast"
KEPT_APART = ("d_unseen", "n_unseen", "u_unseen", "v_unseen", "w_news")  # never trained on: they measure
READ_FOR_RULES = (*"abcefghijklmop", "cases")  # files that were read while the rules were written
CASES = "cases"  # the group of the pack's own cases
LESSONS = "taught"  # the group of lessons: no rule was written by them
FOLDS = 5
HELD_OUT = 8  # one group in so many
OF_ADDRESSES = frozenset({"SU-5"})  # broken by a link, mostly: what the words beside it show nobody has said
TOLD_BY_NAME = frozenset({"hateful"})  # signs that share their clauses: a draft that shows one says so under `signs`


class Example:
    """A labelled draft with its features. `group` tells drafts that were written beside each other."""

    def __init__(
        self, row: dict[str, Any], draft: Draft, known: Known, policy: Policy, people: frozenset[str], group: str
    ) -> None:
        reading = Reading(draft, known, policy)
        self.row, self.draft, self.group = row, draft, group
        found = features.features(reading)
        words = [name for name in found if " " in name or (name[0] != "@" and name[-1] != "*")]
        self.share = meaning.evened(len(words))
        self.features = {name for name in found if people.isdisjoint(name.rstrip("*").split())}
        self.fold = crc32(group.encode()) % FOLDS
        labels = {entry["clause"] for entry in row["expected"]}
        self.ruled = {
            sighting.sign
            for check in plan(policy, reading.role, reading.kind).reached(reading.signals)
            if check.weigh
            for sighting in check.look(reading)
        }  # what rules by words see
        self.rules_unseen = not group.startswith(READ_FOR_RULES)
        self.shows: dict[str, bool] = {}
        for sign in policy.signs_that_matter(reading.role, reading.kind):
            cited = labels & {m.clause.id for m in policy.meanings(sign, reading.role, reading.kind)}
            if cited & OF_ADDRESSES:
                continue
            if not (cited and sign in TOLD_BY_NAME):
                self.shows[sign] = bool(cited)
            elif "signs" in row:  # else nobody can say, and the draft does not teach this sign
                self.shows[sign] = sign in row["signs"]


def held_out(example: Example) -> bool:
    """Whether the second tier never learns from this draft: all that one writer wrote on one part goes together. What the
    policy's keepers wrote down and what a federation said was wrong are always learnt from.
    """
    if example.group.startswith((CASES, LESSONS)):
        return False
    return crc32(f"held out {example.group}".encode()) % HELD_OUT == 0


def names_of(known: Known) -> frozenset[str]:
    """The words of people's names, and how long ones begin: no weight is ever learnt for one."""
    roll = known.roll
    names = {*roll.first, *roll.last, *roll.staff_words_all} - ORDINARY
    return frozenset(names | {name[:5] for name in names if len(name) > 5})


def rows_of(paths: Iterable[Path]) -> Iterator[tuple[Path, int, dict[str, Any]]]:
    """Every draft of these files, with its place."""
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            if line.strip():
                yield path, number, json.loads(line)


def teaching() -> list[Path]:
    """The files that may be learnt from."""
    return [path for path in sorted(CORPUS.glob("*.jsonl")) if path.stem not in KEPT_APART]


def measuring() -> list[Path]:
    """The files kept apart."""
    return [path for path in sorted(CORPUS.glob("*.jsonl")) if path.stem in KEPT_APART]


def examples_of(paths: Iterable[Path], known: Known, policy: Policy) -> list[Example]:
    """The drafts of these files. Those of one writer on one part of the policy are one group."""
    people = names_of(known)
    return [
        Example(row, Draft.model_validate(row), known, policy, people, _group(path, number, row))
        for path, number, row in rows_of(paths)
    ]


def _group(path: Path, number: int, row: dict[str, Any]) -> str:
    """The writer and the part of the policy; where a note says whom a draft is about (`SU-6 offending; WOM`), those people."""
    part = re.match(r"([A-Z]{2}-\d+[a-z]?)(?:.*; ([A-Z]{3})\b)?", row.get("note", ""))
    return f"{path.stem} {part.group(2) or part.group(1) if part else number // 20}"


def examples_of_lessons(path: Path, known: Known, policy: Policy) -> list[Example]:
    """What a federation's people said was wrong, as `gatepost lessons export` writes it: each draft a group of its own, so
    that a model is judged on it by folds that never saw it. LabelsError lists every mistake with its line.
    """
    people = names_of(known)
    with path.open("rb") as source:
        read_labelled(source, str(path))
    return [
        Example(row, Draft.model_validate(row), known, policy, people, f"{LESSONS} {number}")
        for _, number, row in rows_of([path])
    ]


def examples_of_cases(known: Known, policy: Policy) -> list[Example]:
    """The pack's own cases, a clause a group; what the policy's keepers wrote down counts five times."""
    people = names_of(known)
    return 5 * [
        Example(
            {"id": case.place, "expected": [{"clause": clause} for clause in case.written.clauses],
             "verdict": case.written.verdict.word},
            case.draft, known, policy, people, f"{CASES} {case.place.split(':')[0]}",
        )
        for case in read_cases(policy, known)
    ]  # fmt: skip


class Asked(NamedTuple):
    """What a training command was asked, and what it learns from."""

    arguments: Namespace
    examples: list[Example]
    known: Known
    policy: Policy


def asked(parser: ArgumentParser) -> Asked:
    """The arguments, with `--lessons`, and the examples; ends with a message where the lessons cannot be read."""
    parser.add_argument("--lessons", type=Path, metavar="FILE", help="labelled cases to learn from beside the corpus")
    arguments, known, policy = parser.parse_args(), read_known(CAST), load()
    try:
        return Asked(arguments, to_learn_from(known, policy, arguments.lessons), known, policy)
    except (LabelsError, OSError) as problem:
        parser.error(str(problem))


def to_learn_from(known: Known, policy: Policy, lessons: Path | None = None) -> list[Example]:
    """Everything that a model learns from: the corpus, the pack's cases, and a federation's own lessons."""
    own = examples_of_lessons(lessons, known, policy) if lessons else []
    return examples_of(teaching(), known, policy) + examples_of_cases(known, policy) + own
