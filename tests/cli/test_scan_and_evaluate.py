"""`gatepost scan` and `gatepost evaluate` on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .command import CAST, draft, gatepost

NAMED, PLAIN = draft("Well done Grace Tolliver!", id="A"), draft("Muddy boots and big grins.", id="B")


def write(path: Path, *rows: dict[str, Any] | str) -> Path:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows))
    return path


def scan(source: Path, *words: str) -> Any:
    return gatepost("scan", source, "--known", CAST, "--out", source.with_name("out.jsonl"), "--workers", "1", *words)


def test_a_scan_ends_with_a_summary_by_verdict_and_by_clause(tmp_path: Path) -> None:
    result = scan(write(tmp_path / "in.jsonl", NAMED, PLAIN, NAMED))
    assert result.exit_code == 0
    assert "3 drafts screened\n" in result.stdout
    assert "1   33.3%  ┃   ┃  May be posted\n" in result.stdout
    assert "2   66.7%  ┣━━━┫  Do not post this yet\n" in result.stdout
    assert "2  SU-4c   Nothing that identifies\n" in result.stdout
    assert [json.loads(row)["id"] for row in (tmp_path / "out.jsonl").read_text().splitlines()] == ["A", "B", "A"]


def test_a_scan_points_to_the_lines_that_it_could_not_read(tmp_path: Path) -> None:
    result = scan(write(tmp_path / "in.jsonl", NAMED, "{broken", PLAIN))
    assert result.exit_code == 0
    assert "2 drafts screened, 1 line could not be read" in result.stdout
    assert "out.errors.jsonl (1 that could not be read)" in " ".join(result.stdout.split())


def test_only_a_scan_for_the_office_writes_who_is_meant(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", NAMED)
    scan(source)
    assert "subjects" not in (tmp_path / "out.jsonl").read_text()
    scan(source, "--office", "--restart")
    assert "P001" in (tmp_path / "out.jsonl").read_text()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere.jsonl", "--known", CAST, "--out", "out.jsonl"), "nowhere.jsonl: no such file or directory"),
        (("in.jsonl", "--known", "nowhere", "--out", "out.jsonl"), "nowhere: no such folder"),
        (("in.jsonl", "--known", "nowhere", "--out", "out.jsonl", "--workers", "2"), "nowhere: no such folder"),
        (("in.jsonl", "--known", CAST, "--out", "no/such/out.jsonl"), "no/such/out.jsonl: no such file or directory"),
        (("in.jsonl", "--known", CAST, "--out", "in.jsonl"), "over the input"),
        (("in.jsonl", "--known", CAST), "--out"),
    ],
)
def test_a_scan_that_cannot_begin_ends_with_status_2(
    words: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "in.jsonl", NAMED)
    result = gatepost("scan", *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def labelled(given: dict[str, Any], verdict: str, *expected: dict[str, Any]) -> dict[str, Any]:
    return {**given, "verdict": verdict, "expected": list(expected)}


RIGHT = labelled(NAMED, "block", {"clause": "SU-4c", "span": "Grace Tolliver", "where": "text"})
WRONG = labelled(PLAIN, "hold", {"clause": "SU-3", "span": "Muddy boots", "where": "text"})


def test_an_evaluation_prints_the_figures_and_the_misses(tmp_path: Path) -> None:
    result = gatepost("evaluate", write(tmp_path / "gold.jsonl", RIGHT, WRONG), "--known", CAST)
    assert result.exit_code == 0
    assert "verdict_accuracy        0.5000  the exact verdict" in result.stdout
    assert "unsafe_pass             1.0000" not in result.stdout
    assert "unsafe_pass             0.5000" in result.stdout
    assert "B  hold SU-3 → allow  “Muddy boots”" in result.stdout
    assert "A  block" not in result.stdout


def test_the_misses_can_be_left_out(tmp_path: Path) -> None:
    result = gatepost("evaluate", write(tmp_path / "gold.jsonl", RIGHT, WRONG), "--known", CAST, "--no-misses")
    assert "Muddy boots" not in result.stdout


def test_an_evaluation_as_json_is_one_object(tmp_path: Path) -> None:
    result = gatepost("evaluate", write(tmp_path / "gold.jsonl", RIGHT, WRONG), "--known", CAST, "--json")
    values = json.loads(result.stdout)
    assert values["drafts"] == 2
    assert values["confusion"] == {"block->block": 1, "hold->allow": 1}
    (miss,) = values["misses"]
    assert miss == {
        "id": "B",
        "wanted": {"verdict": "hold", "clauses": ["SU-3"]},
        "got": {"verdict": "allow", "clauses": []},
        "words": "Muddy boots",
    }


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (NAMED, "gold.jsonl:2: verdict: missing or not a verdict; expected allow, advise, hold, block"),
        ({**NAMED, "verdict": "block"}, "gold.jsonl:2: expected: missing or not a list"),
        ({**NAMED, "verdict": "block", "expected": ["SU-4c"]}, "gold.jsonl:2: expected: an entry without a clause"),
        ({**labelled(PLAIN, "allow"), "id": ""}, "gold.jsonl:2: id: missing"),
        ("{broken", "gold.jsonl:2:2: not JSON"),
    ],
)
def test_labels_that_cannot_be_read_are_named_by_their_line(row: Any, told: str, tmp_path: Path) -> None:
    result = gatepost("evaluate", write(tmp_path / "gold.jsonl", RIGHT, row), "--known", CAST)
    assert result.exit_code == 2
    assert told in result.stderr


def test_no_labels_at_all_is_bad_input(tmp_path: Path) -> None:
    assert gatepost("evaluate", write(tmp_path / "gold.jsonl"), "--known", CAST).exit_code == 2
    assert gatepost("evaluate", tmp_path / "nowhere.jsonl", "--known", CAST).exit_code == 2
