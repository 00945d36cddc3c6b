"""The gate lets nothing past that an expression matches, whatever the text and whatever fails."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatepost.screening.checks import CHECKS
from gatepost.screening.language import patterns
from gatepost.screening.text import Passage
from tests.house.tree import ROOT

assert CHECKS  # every expression is declared once the checks are there
WORDS = sorted({word for path in (ROOT / "corpus").glob("[mr]_*.jsonl") for line in path.read_text("utf-8").splitlines()
                for word in json.loads(line)["text"].split()})  # fmt: skip


def missed(text: str) -> list[str]:
    """The expressions that match and that the gate did not name."""
    folded = Passage("text", text).folded
    named = set(patterns.gate().open(folded))
    return [p.expression.pattern[:60] for p in patterns._ALL if p.number not in named and p.search(folded)]


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*.jsonl")), ids=lambda path: path.stem)
def test_no_draft_of_the_corpus_holds_a_match_that_the_gate_does_not_name(path: object) -> None:
    for line in path.read_text("utf-8").splitlines():  # type: ignore[attr-defined]
        assert missed(json.loads(line)["text"]) == []


@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=30),
    st.sampled_from([" ", "\n", ". ", ""]),
)
@settings(max_examples=200, deadline=None)
def test_no_mixture_of_words_and_strange_signs_does(words: list[str], between: str) -> None:
    assert missed(between.join(words)) == []


def test_where_re2_gives_up_every_expression_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = patterns.Gate(patterns._ALL)
    monkeypatch.setattr(gate, "_set", type("Silent", (), {"Match": staticmethod(lambda _: None)}))
    assert gate.open("a quiet day") == [p.number for p in patterns._ALL]
