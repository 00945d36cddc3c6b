"""The second tier: what it reads, that its arithmetic is right, and that it can be left out."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from itertools import chain, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from gatepost.policy import load
from gatepost.screening import Draft, Known, Report, read_known, screen
from gatepost.screening.language import meaning, packed, pieces, sentences, tiers
from gatepost.screening.language.meaning import Model
from gatepost.screening.language.pieces import BETWEEN, FIRST, LONGEST, UNKNOWN, Pieces
from gatepost.screening.language.transformer import logits
from gatepost.screening.reading import Reading
from tests.cast import CAST
from tests.tiers import BOTH, MODELS, encoder, judged_by
from tests.tiers import FIRST as ALONE

POLICY = load()
KNOWN: Known = read_known(CAST)
SMALL = Pieces([FIRST, BETWEEN, UNKNOWN, "teach", "##er", "##s", "a", "##b", "b", "!", "<first>", "caption"])


def draft(text: str, **more: Any) -> Draft:
    values = {"author_role": "teacher", "channel": {"kind": "personal", "platform": "facebook"}} | more
    return Draft.model_validate({"text": text} | values)


def reading(text: str, **more: Any) -> Reading:
    return Reading(draft(text, **more), KNOWN, POLICY)


def said(words: Reading) -> sentences.Said:
    return encoder().sense(words).most


def judged(given: Draft) -> Report:
    with judged_by(BOTH, POLICY):
        return screen(given, KNOWN, POLICY)


# -- what it reads --


@pytest.mark.parametrize(
    ("word", "found"), [("teacher", [3, 4]), ("teachers", [3, 4, 5]), ("ab", [6, 7]), ("!", [9]), ("zebra", [2]), ("<first>", [10])]
)  # fmt: skip
def test_a_word_is_its_longest_known_pieces(word: str, found: list[int]) -> None:
    assert SMALL.of_word(word) == found


def test_who_speaks_stands_before_what_is_said() -> None:
    assert SMALL.read(["teacher"], ["a", "!"]) == ([0, 3, 4, 1, 6, 9, 1], 4)


def test_no_text_has_more_pieces_than_are_read() -> None:
    found, _ = SMALL.read(["teacher"], ["a"] * 1_000)
    assert len(found) == LONGEST
    assert found[-1] == 1


def test_people_classes_and_schools_are_read_by_kind_and_never_by_letter() -> None:
    said = list(pieces.spoken(reading("Grace Tolliver of Thistle class was at Saltmarsh Primary with her mum.")))
    assert {"<full>", "<class>", "<school>"} <= set(said)
    assert not {"grace", "tolliver", "thistle", "saltmarsh"} & set(said)
    assert {"was", "with", "her", "mum", "."} <= set(said)


def test_what_stands_beside_and_in_a_picture_is_read_too() -> None:
    photos = [{"caption": "Mud everywhere!", "file": "IMG_1.jpg", "ocr": "Door code"}]
    assert list(pieces.spoken(reading("Look.", photos=photos))) == [
        "look", ".", BETWEEN, "caption", "mud", "everywhere", "!", BETWEEN, "picture", "door", "code",
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_every_word_of_every_sentence_is_read_once_and_in_order(text: str) -> None:
    words = reading(text)
    found = list(pieces.sentences(words))
    assert list(pieces.spoken(words)) == list(chain.from_iterable(sentence.words for sentence in found))
    assert [sentence.start for sentence in found] == sorted(sentence.start for sentence in found)


# -- its arithmetic --

MATRICES = arrays.arrays(np.float32, (65, 64), elements=st.floats(-10, 10, width=32))


@given(MATRICES)
def test_packing_is_off_by_half_a_step_at_most(matrix: packed.Array) -> None:
    kept = packed.packed(matrix)
    step = np.repeat(kept.scales.astype(np.float32), packed.TOGETHER).reshape(matrix.shape)
    # a scale is kept in 16 bits, so the largest weights may lie a little past the last step
    assert np.all(np.abs(kept.whole() - matrix) <= step * 0.51 + 1e-6)
    rows = np.array([64, 0, 3])
    assert np.array_equal(kept.rows(rows), kept.whole()[rows])


def test_a_file_reads_back_and_is_the_same_to_the_bit() -> None:
    random = np.random.default_rng(1)
    weights = {"big": random.normal(size=(1_024, 64)), "small": random.normal(size=8)}
    data = packed.write({"pieces": ["a", "ü"]}, weights)
    assert data == packed.write({"pieces": ["a", "ü"]}, dict(reversed(weights.items())))
    head, back = packed.read(data)
    assert head == {"pieces": ["a", "ü"]}
    assert not isinstance(back["small"], packed.Packed)
    assert np.allclose(back["small"], weights["small"])
    assert isinstance(back["big"], packed.Packed)


def test_a_text_says_the_same_alone_and_filled_up_beside_a_longer_one() -> None:
    random = np.random.default_rng(2)
    width, signs = 24, 3
    weights: dict[str, Any] = {"places": random.normal(size=(16, width)), "parts": random.normal(size=(2, width)),
                               "signs": random.normal(size=(width, signs)), "signs.bias": random.normal(size=signs)}  # fmt: skip
    for name in ("words", "0.seen", "0.outer"):
        weights |= {f"{name}.even": random.normal(size=width), f"{name}.shift": random.normal(size=width)}
    for name, into in (("query", width), ("key", width), ("value", width), ("seen", width), ("inner", 48)):
        weights |= {f"0.{name}": random.normal(size=(width, into)) / 5, f"0.{name}.bias": random.normal(size=into)}
    weights |= {"0.outer": random.normal(size=(48, width)) / 5, "0.outer.bias": random.normal(size=width)}
    words = random.normal(size=(2, 9, width))
    alone = logits(np, weights, words[:1, :5], np.array([2]), np.array([5]))
    beside = logits(np, weights, words, np.array([2, 3]), np.array([5, 9]))
    assert np.allclose(alone[0], beside[0])
    assert not np.allclose(beside[0], beside[1])


def test_order_matters_to_it_and_not_to_the_first_tier() -> None:
    one, other = reading("the dog bit the man"), reading("the man bit the dog")
    assert said(one) != said(other)
    assert one.weight.size == other.weight.size


def test_a_long_text_is_read_in_stretches_that_leave_nothing_out() -> None:
    text = " ".join(f"Sentence {number} says odd things such as qwertzu{number}x and more." for number in range(60))
    words = reading(text)
    speaks = pieces.speaker(words)
    stretches = list(encoder()._stretches(speaks, pieces.sentences(words)))
    assert len(stretches) > 3
    assert [w for stretch in stretches for s in stretch for w in s.words] == list(pieces.spoken(words))
    assert all(len(encoder()._pieces.read(speaks, [w for s in st for w in s.words])[0]) <= LONGEST for st in stretches)
    whole = [n for word in pieces.spoken(words) for n in encoder()._pieces.of_word(word)]
    head = encoder()._pieces.head(speaks)
    read = [encoder()._pieces.read(speaks, [w for s in st for w in s.words])[0][head:-1] for st in stretches]
    assert list(chain.from_iterable(read)) == whole


def test_a_sentence_without_end_is_cut_with_its_places() -> None:
    words = reading("and " * 400)
    parts = [s for stretch in encoder()._stretches([], pieces.sentences(words)) for s in stretch]
    assert len(parts) > 1
    assert all(before.end == after.start for before, after in pairwise(parts))
    assert sum(len(part.words) for part in parts) == 400


# -- as it is used --


def test_it_is_bundled_small_and_needs_no_pickle() -> None:
    assert len((MODELS / "sentences.npz").read_bytes()) < 10_000_000
    assert [blend.sign for blend in encoder().blends] == [column.sign for column in meaning.model().columns]
    assert all(blend.first >= 0 and blend.second >= 0 for blend in encoder().blends)


def test_both_tiers_judge_and_the_one_that_decided_is_named() -> None:
    report = judged(draft("Door code's still the same as last year for the early crew, come in round the back"))
    reasons = [finding.office_reason for finding in report.findings if not finding.sure]
    assert any("second tier" in reason or "both tiers" in reason for reason in reasons)


def test_a_verdict_says_by_which_model_it_was_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    words = draft("Lovely weather for the fair.")
    assert screen(words, KNOWN, POLICY).as_json()["model"] == tiers.digest()
    told = set()
    for wanted in ("yes", "no"):
        monkeypatch.setenv(sentences.SWITCH, wanted)
        told.add(tiers.digest.__wrapped__())
    assert len(told) == 2


UNSURE = "Me, two mums from my class and several proseccos. They tell me everything"
PLAIN = "Thank you to everyone who came to the harvest service."
NAMED = "Grace Tolliver was a right pain in class 4J again today, ask her mum."


def on_the_page(text: str) -> Draft:
    return draft(text, channel={"kind": "sanctioned", "platform": "facebook"})


@pytest.mark.parametrize("given", [draft(UNSURE), on_the_page(PLAIN), draft(NAMED)])
def test_a_first_look_is_what_the_first_tier_says_alone(given: Draft) -> None:
    with judged_by(ALONE, POLICY):
        alone = screen(given, KNOWN, POLICY)
    with judged_by(BOTH, POLICY):
        look = screen(given, KNOWN, POLICY, at_first_look=True)
    assert (look.verdict, look.findings) == (alone.verdict, alone.findings)
    assert not alone.unread


def test_a_first_look_says_whether_the_sentences_are_still_to_be_read() -> None:
    drafts = draft(UNSURE), on_the_page(PLAIN), draft(NAMED)
    with judged_by(BOTH, POLICY):
        looks = [screen(given, KNOWN, POLICY, at_first_look=True) for given in drafts]
        whole = [screen(given, KNOWN, POLICY) for given in drafts]
    assert [look.unread for look in looks] == [True, False, True]
    assert not any(report.unread for report in whole)
    assert (looks[1].verdict, looks[1].findings) == (whole[1].verdict, whole[1].findings)


def test_what_is_mended_beside_a_whole_reading_is_read_whole_too() -> None:
    about = draft("Year 6 thoughts, mostly about lunch.", channel={"kind": "sanctioned", "platform": "account_bio"})
    with judged_by(BOTH, POLICY):
        look, whole = (screen(about, KNOWN, POLICY, at_first_look=first) for first in (True, False))
        assert not look.unread
        assert look == whole
        assert look.mended is not None
        assert look.mended == whole.mended
        assert not look.mended.unread


def test_a_first_look_never_passes_for_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sentences.SWITCH, "yes")
    monkeypatch.setattr(tiers, "digest", tiers.digest.__wrapped__)
    with judged_by(BOTH, POLICY):
        look, whole = (screen(draft(UNSURE), KNOWN, POLICY, at_first_look=first) for first in (True, False))
        assert look.as_json()["model"] != whole.as_json()["model"]


def test_the_blend_is_that_of_the_bundled_first_tier() -> None:
    """`make train` blends anew; a first tier put in by hand is not what the blend was fitted with."""
    head, _ = packed.read((MODELS / "sentences.npz").read_bytes())
    assert head["first"] == sha256((MODELS / "meaning.txt").read_bytes()).hexdigest()[:16]


def test_another_model_that_judges_reads_its_own_weights() -> None:
    words = "That new head is bone idle, useless and thick as mince."
    empty = Model([column._replace(bias=0.0) for column in meaning.model().columns], {})
    with tiers.judging(empty, POLICY):
        assert reading(words).weight.total == 0
    assert reading(words).weight.total != 0


@pytest.mark.parametrize(
    "text", ["", "x" * 200_000, "word " * 60_000, "\ud800" * 50, "🎉" * 2_000, "So! " * 5_000 + "word " * 200]
)
def test_whatever_it_is_given_it_reads_a_bounded_part(text: str) -> None:
    words = reading(text)
    stretches = list(encoder()._stretches(pieces.speaker(words), pieces.sentences(words)))
    assert 1 <= len(stretches) <= 20
    assert all(abs(value) < 1_000 for value in said(reading(text)))  # and so no NaN


def test_the_same_words_always_say_the_same() -> None:
    assert said(reading("So! " * 40)) == said(reading("So! " * 40))


def test_the_words_of_a_picture_are_judged_and_pointed_at() -> None:
    photos = [
        {
            "caption": "All of these immigrants are vermin and should be put on a boat and sunk",
            "file": "a.jpg",
        }
    ]
    report = judged(draft("Look.", photos=photos))
    assert [f.where for f in report.findings if f.clause == "PU-11d"] == ["photo.caption"]


@pytest.mark.parametrize(
    "text", ["So! " * 5_000 + "word " * 200, "You are all useless, lazy and thick as mince. " * 400]
)
def test_a_whole_verdict_on_a_long_text_is_bounded_too(text: str) -> None:
    report = judged(draft(text))
    assert all(finding.sign != "could_not_check" for finding in report.findings)


def test_a_breach_late_in_a_long_text_is_read() -> None:
    dull = "The hall was warm and the tea was hot. " * 60
    telling = "The alarm code is the head's birthday and the site is empty all week."
    number = encoder().numbers["security_weakened"]
    assert said(reading(dull + telling))[number] > said(reading(dull))[number] + 2


@pytest.mark.parametrize(
    ("word", "found"), [("no", ["Model", "False"]), ("Off ", ["Model", "False"]), ("", ["Both", "True"]), ("yes", ["Both", "True"])]
)  # fmt: skip
def test_it_judges_unless_it_is_left_out(word: str, found: list[str]) -> None:
    code = (
        "from gatepost.screening.language import tiers; import sys;"
        "print(type(tiers.model()).__name__, 'numpy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={sentences.SWITCH: word}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == found


def test_without_numpy_the_first_tier_judges_alone() -> None:
    code = "import sys; sys.modules['numpy'] = None; from gatepost.screening.language import tiers; print(type(tiers.model()).__name__)"
    done = subprocess.run([sys.executable, "-c", code], env={}, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "Model", done.stderr


def test_the_commands_judge_by_both_tiers_where_nothing_is_said() -> None:
    code = "from gatepost.cli.main import app; app()"
    words = draft("Not one of that lot next door deserves a roof, send them all back where they crawled from")
    done = subprocess.run([sys.executable, "-c", code, "explain", "-", "--known", str(CAST), "--json"], env={},
                          input=words.model_dump_json(), capture_output=True, text=True, check=True)  # fmt: skip
    steps = {step["check"]: step for step in json.loads(done.stdout)["steps"]}
    assert steps["the sentences read"]["microseconds"] > 0
