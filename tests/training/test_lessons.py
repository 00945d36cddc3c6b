"""`make train LESSONS=FILE`: what people said was wrong is learnt from beside the corpus."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from gatepost.archive.evaluating import LabelsError
from gatepost.policy import load
from gatepost.screening import read_known
from tests.cast import CAST
from tests.house.tree import ROOT
from training import corpus

LESSON = {
    "id": "L-1",
    "text": "We marched for the library and it was splendid.",
    "author_role": "teacher",
    "channel": {"kind": "personal", "platform": "facebook"},
    "audience": "followers",
    "photos": [],
    "links": [],
    "context": {"school": "SMP"},
    "expected": [{"clause": "CC-5b", "span": "marched for the library", "where": "text"}],
    "verdict": "advise",
    "note": "A march for a library is still a march.",
}


def written(folder: Path, *rows: object) -> Path:
    path = folder / "lessons.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return path


def test_lessons_stand_among_what_a_model_learns_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "teaching", list)
    known, policy = read_known(CAST), load()
    monkeypatch.setattr(corpus, "examples_of_cases", lambda *_: [])
    assert corpus.to_learn_from(known, policy) == []
    innocent = {**LESSON, "id": "L-2", "text": "The library is splendid.", "expected": [], "verdict": "allow"}
    first, second = corpus.to_learn_from(known, policy, written(tmp_path, LESSON, innocent))
    assert {"marched", "library"} <= first.features
    assert [sign for sign, shown in first.shows.items() if shown]
    assert not any(second.shows.values())


def test_no_rule_was_written_by_them_so_they_tell_how_far_rules_can_be_trusted(tmp_path: Path) -> None:
    (one,) = corpus.examples_of_lessons(written(tmp_path, LESSON), read_known(CAST), load())
    assert one.rules_unseen


@pytest.mark.parametrize("broken", [{}, {**LESSON, "verdict": "perhaps"}, {**LESSON, "id": ""}])
def test_a_file_that_is_none_is_told_with_its_line(broken: object, tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"lessons.jsonl:2"):
        corpus.examples_of_lessons(written(tmp_path, LESSON, broken), read_known(CAST), load())


def test_make_train_takes_them() -> None:
    asked = ["make", "-n", "train", "LESSONS=mine.jsonl"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    line = next(line for line in told.stdout.splitlines() if "training.train" in line)
    assert line.endswith('--lessons "mine.jsonl"')
