"""The corpus is sound: its labels agree with themselves, and nothing of it stands twice."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gatepost.policy import Verdict, load
from gatepost.screening import Draft, read_known
from tests.cast import CAST
from tests.house.tree import ROOT

FILES = sorted((ROOT / "corpus").glob("*.jsonl"))
WHERE = ("text", "link", "photo.caption", "photo.file", "photo.ocr")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


ALL = [row for path in FILES for row in rows(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_draft_has_the_form_of_a_draft_and_a_label(path: Path) -> None:
    clauses = load().clauses
    for row in rows(path):
        draft = Draft.model_validate(row)
        assert draft.id, row
        assert all(entry["clause"] in clauses for entry in row["expected"]), draft.id
        assert (row["verdict"] == "allow") == (not row["expected"]), draft.id
        assert Verdict.of(row["verdict"]) >= 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_quotation_stands_in_its_draft(path: Path) -> None:
    for row in rows(path):
        for entry in row["expected"]:
            if entry.get("span"):
                assert entry.get("where", "text") in WHERE, row["id"]
                assert any(entry["span"] in words for words in _words(row, entry.get("where", "text"))), row["id"]


def _words(row: dict[str, Any], where: str) -> list[str]:
    if where == "text":
        return [row["text"]]
    if where == "link":
        return list(row["links"])
    return [photo.get(where.removeprefix("photo."), "") for photo in row["photos"]]


def test_the_people_pictured_are_of_the_cast() -> None:
    known = read_known(CAST)
    people = {person for row in ALL for photo in row["photos"] for person in photo["people"]}
    assert people - known.pupils.keys() - known.staff.keys() <= {"unknown"}


def test_no_id_and_no_draft_stands_twice() -> None:
    ids = Counter(row["id"] for row in ALL)
    assert [ref for ref, times in ids.items() if times > 1] == []
    same = Counter(
        (row["text"].casefold().strip(), row["author_role"], row["channel"]["kind"], json.dumps(row["photos"]))
        for row in ALL
    )
    assert [key[0] for key, times in same.items() if times > 1] == []


def test_none_of_the_teams_measuring_drafts_is_in_it() -> None:
    measuring = ROOT.parent / "shared" / "eval" / "drafts_dev.jsonl"
    if not measuring.is_file():
        pytest.skip("../shared is absent")
    theirs = {_bare(row["text"]) for row in rows(measuring)}
    assert [row["id"] for row in ALL if _bare(row["text"]) in theirs] == []


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
