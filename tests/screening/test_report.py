"""A report explains itself: the strictest verdict, each finding with its clause, words, reason and remedy."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import pytest
from pydantic import ValidationError

from gatepost.screening import Draft, Report
from tests.cast import clauses, draft, findings, learn_to_live, photo, screened

EVERYTHING = draft(
    "Well done Grace Tolliver! Ring her mum on 07700 900123. https://bit.ly/x",
    photos=[photo("Lucas Page", caption="Lucas paints", gps=(50.4, -4.6)), photo("Mikołaj Zieliński")],
    links=["https://onlyfans.com/x"],
)


def test_the_verdict_is_that_of_the_strictest_finding() -> None:
    report = screened(EVERYTHING)
    assert report.verdict == max(finding.verdict for finding in report.findings)
    assert {finding.verdict.word for finding in report.findings} >= {"hold", "block"}


def test_a_draft_with_no_finding_is_allowed() -> None:
    report = screened("Sports day is on Friday.")
    assert (report.verdict.word, report.findings, report.lifted) == ("allow", (), ())


def test_every_clause_that_a_draft_breaks_is_cited() -> None:
    assert clauses(EVERYTHING) == {"SU-4a", "SU-4b", "SU-4c", "SU-5"}


def test_every_finding_explains_itself() -> None:
    for finding in screened(EVERYTHING).findings:
        assert finding.clause in learn_to_live().clauses
        assert finding.reason.endswith(".")
        assert finding.remedy is not None
        assert finding.remedy.says.endswith(".")
        assert finding.where


def test_every_place_is_that_of_the_words() -> None:
    texts = {"text": [EVERYTHING.text], "link": list(EVERYTHING.links), "photo.caption": ["Lucas paints"]}
    for finding in screened(EVERYTHING).findings:
        if finding.where in texts:
            assert finding.span in [text[finding.start : finding.end] for text in texts[finding.where]]
        else:
            assert finding.where.startswith("photos[")


def test_no_finding_stands_twice() -> None:
    found = [(f.clause, f.where, f.start, f.end) for f in screened(EVERYTHING).findings]
    assert len(found) == len(set(found))


def test_the_plain_form_has_the_keys_that_others_rely_on() -> None:
    told = screened(EVERYTHING).as_json()
    assert {"id", "verdict", "findings"} <= told.keys()
    for finding in told["findings"]:
        assert {"clause", "verdict", "reason", "where", "span"} <= finding.keys()
    assert json.loads(json.dumps(told)) == told


def test_a_lone_surrogate_can_be_told_too() -> None:
    assert json.dumps(screened("Well done Grace\ud800 Tolliver!").as_json())


def test_the_volunteers_face_has_no_ids_and_no_names_of_others() -> None:
    told = json.dumps(screened(EVERYTHING).as_json(office=False))
    for secret in ("P001", "P009", "P013", "Zieli", "Page (4J)", "office_reason", "subjects"):
        assert secret not in told


def test_a_report_cannot_be_changed() -> None:
    report: Report = screened("Sports day is on Friday.")
    with pytest.raises(FrozenInstanceError):
        report.verdict = report.verdict  # type: ignore[misc]


def test_two_reports_on_one_draft_are_equal() -> None:
    assert screened(EVERYTHING) == screened(EVERYTHING)


# -- the closest clause --


def test_a_private_message_to_a_pupil_from_a_school_account_is_su_7_alone() -> None:
    a = draft("Hi Grace, it's Miss Hill. Well done on your homework!", on="sanctioned messenger", audience="one_person")
    assert "SU-7" in clauses(a)
    assert "KP-3" not in clauses(a)


def test_from_a_personal_account_it_is_kp_3() -> None:
    a = draft("Hi Grace, it's Miss Hill. Well done on your homework!", on="dm messenger", audience="one_person")
    assert "KP-3" in clauses(a)


def test_a_clause_of_last_resort_gives_way_to_a_closer_one() -> None:
    last = {clause.id for clause in learn_to_live().clauses.values() if clause.last_resort}
    a = draft("The head at Saltmarsh is a useless moron and the place is a joke.", on="personal facebook")
    assert "CC-4" in clauses(a)
    assert not clauses(a) & last


def test_a_childs_message_is_reported_and_not_answered() -> None:
    a = draft("hi miss can u help me pls", by="pupil", on="dm instagram", inbound=True)
    (found,) = findings(a, "PU-2")
    assert found.remedy is not None
    assert found.remedy.kind == "report"
    assert "Do not answer" in found.remedy.says


# -- the draft as it is given --


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"text": "x"},
        {"text": "x", "author_role": "teacher"},
        {"text": 5, "author_role": "teacher", "channel": {"kind": "personal"}},
        {"text": None, "author_role": "teacher", "channel": {"kind": "personal"}},
        {"text": "x", "author_role": ["teacher"], "channel": {"kind": "personal"}},
        {"text": "x", "author_role": "teacher", "channel": "personal"},
        {"text": "x", "author_role": "teacher", "channel": {}},
        {"text": "x", "author_role": "teacher", "channel": {"kind": "personal"}, "photos": "none"},
        {"text": "x", "author_role": "teacher", "channel": {"kind": "personal"}, "photos": [1]},
        {"text": "x", "author_role": "teacher", "channel": {"kind": "personal"}, "links": "https://x.example"},
        {"text": "x", "author_role": "teacher", "channel": {"kind": "personal"}, "links": [None]},
        {"text": "x", "author_role": "teacher", "channel": {"kind": "personal"}, "context": {"faces_visible": -1}},
        {"text": "x", "author_role": "teacher", "channel": {"kind": "personal"}, "context": {"direction": "up"}},
        {"text": "x", "author_role": "teacher", "channel": {"kind": "personal"}, "context": {"on": "soon"}},
        {"text": "x", "author_role": "teacher", "channel": {"kind": "personal"}, "context": {"permissions": "CC-1"}},
    ],
)
def test_a_draft_of_the_wrong_shape_is_refused_before_it_is_judged(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Draft.model_validate(given)


def test_what_may_be_left_out_may_be_null() -> None:
    given = {"text": "Hello", "author_role": "teacher", "channel": {"kind": "personal", "platform": "x"},
             "photos": None, "links": None, "context": None}  # fmt: skip
    assert screened(Draft.model_validate(given)).verdict.word == "allow"


def test_a_label_beside_the_draft_is_never_read() -> None:
    given = json.loads(EVERYTHING.model_dump_json())
    labelled = {**given, "expected": [], "verdict": "allow", "note": "harmless"}
    assert screened(Draft.model_validate(labelled)).verdict.word == "block"
