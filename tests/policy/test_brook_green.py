"""A second pack proves that nothing of Learn to Live is baked in: its roles, clauses and verdicts are its own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from gatepost.policy import Policy, load
from gatepost.policy.reading import Loader
from gatepost.screening import Draft, Known, Report, read_known, screen
from tests.cast import clauses, draft, learn_to_live, photo, verdict
from tests.policy.conftest import BROOK_GREEN


@cache
def brook_green() -> Policy:
    return load(BROOK_GREEN)


@cache
def people() -> Known:
    return read_known(BROOK_GREEN / "cases" / "cast")


def cases() -> list[Any]:
    files = sorted((BROOK_GREEN / "cases").glob("*.yaml"))
    return [
        pytest.param(case, id=f"{case['part']}: {case['case']}")
        for file in files
        for case in yaml.load(file.read_text("utf-8"), Loader=Loader)["cases"]  # noqa: S506 (a safe loader)
    ]


def as_draft(case: dict[str, Any]) -> Draft:
    ids = {f"{pupil.known_as} {pupil.last}": pupil.id for pupil in people().pupils.values()}
    return draft(
        case["text"],
        by=case["by"],
        on=case["on"],
        school="BG",
        account=case.get("account", ""),
        links=case.get("links", ()),
        permissions=case.get("permissions", ()),
        photos=[photo(*(ids[name] for name in one["shows"]), caption=one["caption"]) for one in case.get("photos", ())],
    )


def screened(a: Draft) -> Report:
    return screen(a, people(), brook_green())


@pytest.mark.parametrize("case", cases())
def test_its_own_cases_give_its_own_clauses_and_verdicts(case: dict[str, Any]) -> None:
    report = screened(as_draft(case))
    assert report.verdict.word == case["verdict"]
    assert {finding.clause for finding in report.findings} == set(case["clauses"])
    if "points_at" in case:
        assert any(
            case["points_at"] in finding.span or finding.span in case["points_at"] for finding in report.findings
        )


# One draft, read under two policies: who says it and where under each, then clause and verdict under each.
TWICE: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "a full name": (
        "Three cheers for Demelza Quaife.", "teacher, sanctioned x", "SU-4c", "block",
        "class_teacher, sanctioned chirp", "3.1", "hold"),
    "a first name": (
        "Thank you Saoirse for sweeping the leaves.", "teacher, sanctioned x", "SU-4c", "advise",
        "class_teacher, sanctioned chirp", "3.1", "hold"),
    "a hidden link": (
        "Read all about it: https://bit.ly/bg-news", "teacher, sanctioned x", "SU-5", "hold",
        "class_teacher, sanctioned chirp", "4.1", "advise"),
    "an unsafe link": (
        "Our sweepstake: https://www.bet365.com/offer", "governor, sanctioned x", "SU-5", "block",
        "trustee, sanctioned chirp", "4.2", "hold"),
    "a rude word": (
        "That teacher is an absolute moron.", "governor, dm messenger", "CC-4", "block",
        "trustee, dm chirp", "5.2", "hold"),
    "an unknown role": (
        "Term starts on Tuesday.", "wizard, sanctioned x", "KP-3", "hold",
        "wizard, sanctioned chirp", "5.1", "block"),
    "an unknown platform": (
        "Term starts on Tuesday.", "teacher, sanctioned chirp", "SU-2", "hold",
        "class_teacher, sanctioned x", "5.1", "hold"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "here", "clause", "word", "there", "its_clause", "its_word"), TWICE.values(), ids=TWICE
)
def test_one_draft_has_the_verdict_of_whichever_policy_it_stands_under(
    text: str, here: str, clause: str, word: str, there: str, its_clause: str, its_word: str
) -> None:
    def told(who: str, policy: Policy) -> tuple[set[str], str]:
        by, on = who.split(", ")
        a = draft(text, by=by, on=on, school="BG")
        return clauses(a, people(), policy), verdict(a, people(), policy)

    assert told(here, learn_to_live()) == ({clause}, word)
    assert told(there, brook_green()) == ({its_clause}, its_word)


def test_what_a_policy_does_not_mention_is_not_found() -> None:
    a = draft(
        "Vote for the Orange Party, says Brook Green School!", by="class_teacher", on="sanctioned chirp", school="BG"
    )
    assert screened(a).verdict.word == "allow"


def test_a_role_of_the_other_policy_is_unknown_here() -> None:
    a = draft("Term starts on Tuesday.", by="teacher", on="sanctioned chirp", school="BG")
    assert screened(a).verdict.word == "block"
    assert [finding.sign for finding in screened(a).findings] == ["role_not_known"]


def test_its_own_permission_lifts_what_it_says_it_lifts() -> None:
    shown = [photo("B1", caption="The winner")]
    named = draft("Well done Demmy!", by="class_teacher", on="sanctioned chirp", school="BG", photos=shown)
    assert [finding.lifted_by for finding in screened(named).findings] == [("picture_form",)]


def test_the_two_policies_do_not_disturb_each_other() -> None:
    a = draft("Three cheers for Demelza Quaife.", on="sanctioned x", school="BG")
    before = clauses(a, people(), learn_to_live())
    screened(a)
    assert clauses(a, people(), learn_to_live()) == before


def test_a_message_from_a_family_is_no_message_from_a_child(pack: Path) -> None:
    """Which roles are grown up is for the pack to say, so no role's name may stand in a check."""
    gate = pack / "clauses" / "5-gate.yaml"
    gate.write_text(
        gate.read_text().replace(
            "could_not_check, verdict: hold}",
            "could_not_check, verdict: hold}\n      - {sees: child_wrote_to_us, verdict: block}",
        )
    )
    a = draft("What time does the fair start?", by="family", on="sanctioned chirp", school="BG", inbound=True)
    assert screen(a, people(), load(pack)).verdict.word == "allow"


def test_the_report_names_no_clause_of_another_policy() -> None:
    for case in cases():
        told = str(screened(as_draft(case.values[0])).as_json())
        assert not re.search(r"\b(?:KP|PU|SU|CC|BR|DS)-\d", told)
