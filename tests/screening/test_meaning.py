"""The model of meaning: what it may do, what it may not, and that its arithmetic is right."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatepost.policy import Verdict, load
from gatepost.screening import Draft, Known, Report, read_known, screen
from gatepost.screening.checks.weighing import stakes
from gatepost.screening.language import features, meaning, tiers
from gatepost.screening.language.meaning import Column, Model, written
from gatepost.screening.reading import Reading
from tests.cast import CAST

POLICY = load()
KNOWN: Known = read_known(CAST)
TABLE = {"one": [3, -127, 0], "two": [-5, 127, 1], "one two": [40, 0, -1], "@closed_group": [0, 9, -2]}
COLUMNS = [Column(sign, 0.25, 1.5, -0.5, 2.0) for sign in "abc"]


def reading(text: str, role: str = "teacher", kind: str = "closed_group") -> Reading:
    channel = {"kind": kind, "platform": "whatsapp"}
    draft = Draft.model_validate({"text": text, "author_role": role, "channel": channel})
    return Reading(draft, KNOWN, POLICY)


def report(text: str, role: str, kind: str, platform: str) -> Report:
    channel = {"kind": kind, "platform": platform}
    return screen(Draft.model_validate({"text": text, "author_role": role, "channel": channel}), KNOWN, POLICY)


def test_rows_added_in_lanes_give_the_plain_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    small = Model(COLUMNS, {name: written(row) for name, row in TABLE.items()})
    monkeypatch.setattr(tiers, "model", lambda: small)
    words = reading("one two three")
    share = meaning.evened(3 + 4) / meaning.SCALE  # three words, four pairs
    wanted = {sign: Column(sign, 0.25, 1.5, -0.5, 2.0).likelihood(sum(row[column] for row in TABLE.values()) * share)
              for column, sign in enumerate("abc")}  # fmt: skip
    found = {j.sign: j.likelihood for j in small.judge(words, small.bars(dict.fromkeys("abc", 1e-6)))}
    assert found == {sign: pytest.approx(value) for sign, value in wanted.items()}


def test_a_sign_is_told_from_its_bar_on_and_not_below(monkeypatch: pytest.MonkeyPatch) -> None:
    small = Model(COLUMNS, {name: written(row) for name, row in TABLE.items()})
    monkeypatch.setattr(tiers, "model", lambda: small)
    words = reading("one two three")
    likely = {sign: small.likelihood(words, sign) for sign in "abc"}
    for step, seen in ((-1e-3, {"a", "b", "c"}), (1e-3, set[str]())):
        bars = small.bars({sign: value + step for sign, value in likely.items()})
        assert {judged.sign for judged in small.judge(words, bars)} == seen


@given(st.lists(st.integers(-9_999, 9_999), min_size=1, max_size=52))
def test_a_row_reads_back_as_it_was_written(row: list[int]) -> None:
    lanes = Model([Column(str(n), 0, 1, 0) for n in range(len(row))], {})
    assert [lanes.lane(meaning.spread(written(row)), number) for number in range(len(row))] == row


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_the_words_are_the_same_with_and_without_their_places(text: str) -> None:
    words = reading(text + " Grace Tolliver, 4J")
    assert features.told(words) == [word for word, _, _ in features.told_words(words)]


def test_a_name_is_a_feature_by_kind_and_never_by_letter() -> None:
    names = features.features(reading("Grace Tolliver and Mrs Banks met 4J at Saltmarsh at 10"))
    assert {"<full>", "<staff>", "<class>", "<school>", "<number>"} <= names
    assert not {name for name in names if "tolliver" in name or "banks" in name or "saltmarsh" in name}


def test_a_word_that_the_model_does_not_know_is_not_kept() -> None:
    words = reading("Zyxwvut qqqqqq brrrzt")
    assert words.weight.size
    assert not {"zyxwvut", "qqqqqq", "brrrzt"} & meaning.model().words.keys()


def test_no_person_of_the_cast_has_a_weight_of_their_own() -> None:
    text = (resources.files("gatepost.screening.language") / "models" / "meaning.txt").read_text("utf-8")
    words = {word for line in text.splitlines()[1:] for word in line.split("\t")[0].split()}
    rare = {"tolliver", "ashdown", "wisniewska", "al-farsi", "greenhalgh", "osei", "marchbanks", "hartnoll", "tresize"}
    assert not words & rare


def test_on_matters_of_tone_likelihood_alone_never_blocks() -> None:
    tone = {clause.id for clause in POLICY.clauses.values() if clause.tone}
    assert {"CC-4", "KP-1"} <= tone
    seen = [
        finding
        for path in sorted((CAST.parents[6] / "corpus").glob("f_*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        for finding in screen(Draft.model_validate_json(line), KNOWN, POLICY).findings
        if not finding.sure and finding.clause in tone
    ]
    assert seen
    assert max(finding.verdict for finding in seen) == Verdict.HOLD


def test_what_costs_least_is_chosen() -> None:
    by_sign, _ = stakes(POLICY, "teacher", "personal")
    stake = by_sign["confidential_disclosed"]
    rising = [stake.at_most(step / 100, ruled=False) for step in range(101)]
    assert rising == sorted(rising)
    assert (rising[0], rising[-1]) == (Verdict.ALLOW, Verdict.BLOCK)
    advice = by_sign["school_grumble"]
    assert advice.at_most(1.0, ruled=True) == Verdict.ADVISE


def test_the_model_quotes_the_sentence_that_weighed_most() -> None:
    text = "Lovely weather today. She is bone idle and thick as mince that new head of ours."
    findings = [f for f in report(text, "teacher", "personal", "facebook").findings if f.clause == "CC-4"]
    assert findings
    assert "thick" in findings[0].span


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(["one", "two", "one two", "three"]), min_size=1, max_size=6),
       st.dictionaries(st.sampled_from("abc"), st.floats(0.01, 0.99), min_size=1))  # fmt: skip
def test_the_quick_look_says_what_the_slow_one_says(words: list[str], bars: dict[str, float]) -> None:
    """Though most signs have no bar, and their weights are below nothing."""
    small = Model(COLUMNS, {name: written(row) for name, row in TABLE.items()})
    with tiers.judging(small, POLICY):
        text = reading(" ".join(words))
        reached = any(small.likelihood(text, sign) >= bar for sign, bar in bars.items())
        assert small.reaches(text, small.bars(bars)) == reached
