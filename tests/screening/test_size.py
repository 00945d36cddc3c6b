"""Nothing is too big or too odd to be judged, and the cost grows with a text, not with its square."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from tests.cast import draft, fernleigh, photo, roll_of, screened, verdict

MEGABYTE = 1_000_000


class TookTooLongError(BaseException):
    """Not an Exception, so that no check can take it for a failure of its own."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fail if what stands inside takes longer, in this process's own time: others may be busy beside it."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TookTooLongError(f"more than {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


BIG: dict[str, str] = {
    "sentences": "The children of our school had a lovely day by the sea. ",
    "one letter": "a",
    "spaces": " ",
    "line breaks": "\n",
    "full stops": ".",
    "digits": "1",
    "digits apart": "1 ",
    "at signs": "@",
    "hashtags": "#Aa",
    "hyphens": "a-",
    "NUL": "\x00",
    "zero-width spaces": "\u200b",
    "lone surrogates": "\ud800",
    "combining accents": "e\u0301",
    "emoji": "🎉",
    "families of emoji": "👩‍👩‍👧‍👦",
    "right-to-left marks": "\u202e\u202c",
    "capitals": "AB ",
}


@pytest.mark.parametrize("unit", BIG.values(), ids=BIG)
def test_a_megabyte_of_it_is_judged(unit: str) -> None:
    with within(10):
        assert verdict(unit * (MEGABYTE // len(unit))) == "allow"


def test_a_name_at_the_end_of_a_megabyte_is_found() -> None:
    text = BIG["sentences"] * (MEGABYTE // len(BIG["sentences"])) + "Well done Grace Tolliver!"
    with within(10):
        (found,) = screened(text).findings
    assert text[found.start : found.end] == "Grace Tolliver"


def test_three_thousand_names_are_mended() -> None:
    text = "Grace Tolliver. " * 3_000
    with within(10):
        mended = screened(text).mended
    assert mended is not None
    assert "Tolliver" not in mended.draft.text


def test_ten_thousand_links_are_judged() -> None:
    links = [f"https://site{number}.example/page" for number in range(10_000)]
    with within(10):
        assert verdict(draft("Our list.", links=[*links, "https://bit.ly/x"])) == "hold"


def test_ten_thousand_addresses_in_the_words_are_judged() -> None:
    text = " ".join(f"https://site{number}.example/page" for number in range(10_000))
    with within(10):
        assert verdict(f"{text} https://bit.ly/x") == "hold"


def test_a_thousand_pictures_are_judged() -> None:
    with within(10):
        assert verdict(draft("The fair.", photos=[photo("Grace Tolliver", caption="A stall")] * 1_000)) == "allow"


def test_a_thousand_children_in_a_picture_are_judged() -> None:
    with within(10):
        a = draft("The whole school.", photos=[photo(*fernleigh().pupils, *(f"P{n}" for n in range(1_000, 2_000)))])
        assert verdict(a) == "block"


def test_a_long_address_is_judged() -> None:
    with within(10):
        assert verdict(draft("Look.", links=["https://www.bbc.co.uk/" + "a/" * 200_000])) == "allow"


# What a text may be full of. Each is judged at one size and at four times that size.
FULL_OF: dict[str, str] = {
    "sentences": "We all went to the park and had a lovely day. ",
    "no stops": "we all went to the park and had a lovely day ",
    "names": "Grace Tolliver ",
    "first names": "Maisie, ",
    "quoted names": "'Maisie ",
    "names in double quotes": '"Maisie ',
    "names in closed quotes": "'Maisie said ' ",
    "handles": "@grace ",
    "classes": "4J ",
    "years": "Year 6 ",
    "staff": "Ms Hill ",
    "surnames": "Tolliver, ",
    "initials": "G.T. ",
    "addresses": "https://site.example/a ",
    "e-mail": "somebody@gmail.com ",
    "own mail": "my gmail ",
    "telephones": "07700 900123 ",
    "homes": "he lives at 12 Harbour Lane ",
    "births": "born 4/5/16 ",
    "insults": "stupid ",
    "more insults": "idiot ",
    "campaigns": "Vote Labour ",
    "grievances": "grievance ",
    "meeting points": "we will be at the park ",
    "children": "the child in 4J ",
    "parents": "his mum rang ",
    "friends": "I accepted ",
    "brand": "Saltmarsh ",
    "selling": "selling the logo £5 ",
    "games": "play after school kids ",
    "brackets": "((((",
    "apostrophes": "a's ",
}


def cost(text: str, by: str, on: str) -> float:
    """Seconds of work to judge it."""
    before = time.process_time()
    screened(draft(text, by=by, on=on))
    return time.process_time() - before


@pytest.mark.parametrize(
    ("by", "on"),
    [("teacher", "sanctioned facebook"), ("teacher", "closed_group whatsapp"), ("volunteer", "dm messenger")],
)
@pytest.mark.parametrize("unit", FULL_OF.values(), ids=FULL_OF)
def test_the_cost_grows_with_the_text_and_not_with_its_square(unit: str, by: str, on: str) -> None:
    text = unit * (1_600 // len(unit))
    with within(20):
        small = min(cost(text, by, on), cost(text, by, on))
        for _ in range(4):  # again if something came between
            large = cost(text * 4, by, on)
            if large < max(0.05, 8 * small):
                return
    pytest.fail(f"{small:.3f} s, four times as much {large:.3f} s")


def test_the_cost_of_a_post_hardly_depends_on_the_roll() -> None:
    syllables = ["ba", "de", "fi", "go", "lu", "ma", "ne", "po", "ri", "su"]
    names = [
        f"{a}{b}{c}n {d}{a}{b}ck".title() for a in syllables for b in syllables for c in syllables for d in syllables
    ]
    small, large = roll_of(*names[:500]), roll_of(*names)
    text = "The children of our school had a lovely day by the sea. Well done Badeban! " * 40

    def seconds(facts: object) -> float:
        best = float("inf")
        for _ in range(3):
            before = time.process_time()
            screened(draft(text), facts)  # type: ignore[arg-type]
            best = min(best, time.process_time() - before)
        return best

    assert seconds(large) < 4 * seconds(small) + 0.01
