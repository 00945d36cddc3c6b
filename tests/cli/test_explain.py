"""`gatepost explain` shows how a verdict came about."""

from __future__ import annotations

import json
from typing import Any

from gatepost.screening.checks import CHECKS

from .command import CAST, draft, gatepost


def explained(text: str, **more: Any) -> dict[str, Any]:
    result = gatepost("explain", "-", "--known", CAST, "--json", given=json.dumps(draft(text, **more)))
    assert result.exit_code == 0, result.output
    values: dict[str, Any] = json.loads(result.output)
    return values


def test_every_check_is_told_with_why_it_looked_or_not() -> None:
    steps = {step["check"]: step for step in explained("Well done Grace Tolliver!")["steps"]}
    assert {check.name for check in CHECKS} <= steps.keys()
    named = steps["pupil_named"]
    assert named["led"] == "always"
    assert named["microseconds"] > 0
    assert [(seen["sign"], seen["span"]) for seen in named["saw"]] == [("pupil_identified", "Grace Tolliver")]
    assert steps["link_judged"]["led"].startswith("not reached")
    assert steps["pupil_talked_about"]["led"].endswith("role and channel")


def test_what_led_to_a_check_is_named() -> None:
    steps = {step["check"]: step for step in explained("Look.", links=["https://bit.ly/x"])["steps"]}
    assert steps["link_judged"]["led"] == "links"


def test_the_words_that_spoke_for_a_sign_are_named() -> None:
    likely = explained("That new head is bone idle, useless and thick as mince.")["likely"]
    assert likely[0]["sign"] == "derogatory"
    assert {"useless", "thick", "idle"} & {part for word in likely[0]["words"] for part in word.split()}


def test_the_trace_can_be_read_by_a_person() -> None:
    given = json.dumps(draft("Well done Grace Tolliver!"))
    output = gatepost("explain", "-", "--known", CAST, given=given, width=200).output
    assert output.startswith("block: ")
    assert "SU-4c block: “Grace Tolliver”" in output


def test_a_broken_draft_is_refused_as_by_check() -> None:
    assert gatepost("explain", "-", "--known", CAST, given="{").exit_code == 2
