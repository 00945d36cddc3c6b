"""Foul words on the school's own page, and insults to those who read it."""

from __future__ import annotations

import pytest

from tests.cast import clauses, draft

FOUL = {
    "swearing": "What a shit day for sports day",
    "swearing with letters set apart": "What s h i t weather for sports day",
    "an insult to all readers": "You are all idiots",
    "an insult to some readers": "Some of you utter morons parked on the zigzags again",
    "an insult in an order": "Stop being such wankers about the parking",
}
CLEAN = {
    "a kind word": "You are all stars!",
    "a mild word": "Bloody brilliant effort from everybody today",
    "a word denied": "You are not stupid. You can do this.",
    "a word discussed": "In our kind words assembly we asked why saying 'you are stupid' hurts",
    "speech marks taught": "'You are a coward!' 'And you are a liar, sir!' Our pirates have learned their speech marks.",
    "letters taught apart": "Our sounds this week: s a t p i n m d",
}


@pytest.mark.parametrize("text", FOUL.values(), ids=FOUL)
def test_foul_words_do_not_go_out_on_the_school_page(text: str) -> None:
    assert "CC-4" in clauses(draft(text, by="teacher", on="sanctioned facebook"))


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
def test_clean_words_go_out_on_the_school_page(text: str) -> None:
    assert "CC-4" not in clauses(draft(text, by="teacher", on="sanctioned facebook"))


def test_an_insult_to_the_readers_of_a_class_group_does_not_go_out() -> None:
    assert "CC-4" in clauses(draft("You lot are useless", by="ptfa", on="closed_group whatsapp"))


def test_what_one_mutters_about_the_weather_on_an_own_account_is_ones_own() -> None:
    assert clauses(draft("What a shit day, rain again", by="teacher", on="personal facebook")) == set()
