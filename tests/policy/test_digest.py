"""The digest says which policy a verdict is of: every byte of content counts, the ends of lines do not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gatepost.policy import load
from gatepost.screening import screen
from tests.cast import draft, fernleigh, learn_to_live
from tests.policy.conftest import BROOK_GREEN, Edit

FILES = sorted(
    str(path.relative_to(BROOK_GREEN)) for path in BROOK_GREEN.rglob("*.yaml") if path.parent.name != "cases"
)


def test_it_is_the_same_every_time() -> None:
    assert load(BROOK_GREEN).digest == load(BROOK_GREEN).digest
    assert len(learn_to_live().digest) == 64


def test_it_does_not_depend_on_where_the_pack_lies(pack: Path) -> None:
    assert load(pack).digest == load(BROOK_GREEN).digest


@pytest.mark.parametrize("file", FILES)
def test_a_byte_more_in_any_file_changes_it(pack: Path, file: str) -> None:
    path = pack / file
    path.write_bytes(path.read_bytes() + b"#")
    assert load(pack).digest != load(BROOK_GREEN).digest


@pytest.mark.parametrize("file", FILES)
def test_another_letter_in_any_file_changes_it(pack: Path, file: str) -> None:
    path = pack / file
    text = path.read_text("utf-8")
    place = text.index(":", len(text) // 2)
    path.write_text(f"{text[:place]}:  {text[place + 1 :].lstrip(' ')}", "utf-8")
    assert load(pack).digest != load(BROOK_GREEN).digest


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"], ids=["Windows", "old Macintosh"])
def test_the_ends_of_lines_do_not_count(pack: Path, ending: bytes) -> None:
    for file in FILES:
        path = pack / file
        path.write_bytes(path.read_bytes().replace(b"\n", ending))
    assert load(pack).digest == load(BROOK_GREEN).digest


def test_a_byte_order_mark_does_not_count(pack: Path) -> None:
    path = pack / "policy.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(pack).digest == load(BROOK_GREEN).digest


def test_words_moved_from_one_file_to_another_change_it(pack: Path) -> None:
    links, gate = pack / "clauses" / "4-links.yaml", pack / "clauses" / "5-gate.yaml"
    links.write_text(links.read_text() + "# moved\n")
    before = load(pack).digest
    links.write_text(links.read_text().removesuffix("# moved\n"))
    gate.write_text(gate.read_text() + "# moved\n")
    assert load(pack).digest != before


def test_a_file_by_another_name_changes_it(pack: Path) -> None:
    shutil.move(pack / "clauses" / "5-gate.yaml", pack / "clauses" / "6-gate.yaml")
    assert load(pack).digest != load(BROOK_GREEN).digest


def test_the_cases_are_no_part_of_the_policy(pack: Path) -> None:
    shutil.rmtree(pack / "cases")
    assert load(pack).digest == load(BROOK_GREEN).digest


def test_every_verdict_carries_it(edited: Edit) -> None:
    policy = load(edited("policy.yaml", 'version: "3"', 'version: "3.1"'))
    told = screen(draft("Term starts on Tuesday."), fernleigh(), policy).as_json()["policy"]
    assert told == {"id": "brook_green", "version": "3.1", "digest": policy.digest}
