"""The model of meaning: what it may do, what it may not, and that its arithmetic is right."""

from __future__ import annotations

import json
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatepost.policy import Verdict, load
from gatepost.screening import Draft, Known, Report, read_known, screen
from gatepost.screening.language import meaning
from gatepost.screening.reading import Reading
from tests.cast import CAST

POLICY = load()
KNOWN: Known = read_known(CAST)


def reading(text: str, role: str = "teacher", kind: str = "closed_group") -> Reading:
    channel = {"kind": kind, "platform": "whatsapp"}
    draft = Draft.model_validate({"text": text, "author_role": role, "channel": channel})
    return Reading(draft, KNOWN, POLICY)


def report(text: str, role: str, kind: str, platform: str) -> Report:
    channel = {"kind": kind, "platform": platform}
    return screen(Draft.model_validate({"text": text, "author_role": role, "channel": channel}), KNOWN, POLICY)


def test_a_weight_table_added_in_lanes_gives_the_plain_sum() -> None:
    table = {"one": [3, -127, 0], "two": [-5, 127, 1], "@closed_group": [0, 9, -2]}
    values = {"signs": ["a", "b", "c"], "bias": [0.0, 0.0, 0.0], "limits": [0.0, 0.0, 0.0], "weights": table}
    words = reading("one two three")
    share = meaning.evened(len(meaning.features(words))) / meaning.SCALE
    found = {j.sign: j.likelihood for j in meaning.Model(dict(values)).judge(words, ("a", "b", "c"))}
    assert found == {
        sign: pytest.approx(meaning.sigmoid(sum(table[name][column] for name in table) * share))
        for column, sign in enumerate("abc")
    }


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_the_quick_way_to_the_words_gives_the_same_as_the_slow_way(text: str) -> None:
    words = reading(text)
    assert meaning._plain_words(words) == [word for word, _, _ in meaning.told_words(words)] or meaning._names_anybody(
        words
    )


def test_a_name_is_a_feature_by_kind_and_never_by_letter() -> None:
    names = meaning.features(reading("Grace Tolliver and Mrs Banks met 4J at Saltmarsh at 10"))
    assert {"<full>", "<staff>", "<class>", "<school>", "<number>"} <= names
    assert not {name for name in names if "tolliver" in name or "banks" in name or "saltmarsh" in name}


def test_no_person_of_the_cast_has_a_weight_of_their_own() -> None:
    text = (resources.files("gatepost.screening.language") / "models" / "meaning.json").read_text("utf-8")
    words = {word for name in json.loads(text)["weights"] for word in name.split()}
    rare = {"tolliver", "ashdown", "wisniewska", "al-farsi", "greenhalgh", "osei", "marchbanks", "hartnoll", "tresize"}
    assert not words & rare


def test_what_only_the_model_saw_holds_and_never_blocks() -> None:
    seen = [
        finding
        for path in sorted((CAST.parents[6] / "corpus").glob("f_*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        for finding in screen(Draft.model_validate_json(line), KNOWN, POLICY).findings
        if not finding.sure
    ]
    assert seen
    assert max(finding.verdict for finding in seen) == Verdict.HOLD


def test_the_model_quotes_the_sentence_that_weighed_most() -> None:
    text = "Lovely weather today. She is bone idle and thick as mince that new head of ours."
    findings = [f for f in report(text, "teacher", "personal", "facebook").findings if f.clause == "CC-4"]
    assert findings
    assert "thick" in findings[0].span
