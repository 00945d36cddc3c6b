"""What a machine can mend it mends: the words replaced, the picture or link left out, and the rest as it was."""

from __future__ import annotations

import pytest

from gatepost.screening.finding import Remedy
from gatepost.screening.mending import apply
from tests.cast import draft, photo, screened, verdict

ONE = "one of our pupils"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Well done Grace Tolliver!", f"Well done {ONE}!"),
        ("Well done Grace Tolliver and Elowen Tresize!", f"Well done {ONE} and {ONE}!"),
        ("Grace Tolliver's model won.", f"{ONE}' model won."),
        ("🎉 Well done Bjo\u0308rn Halvorsen 🎉", f"🎉 Well done {ONE} 🎉"),
        ("Well done Grace\nTolliver!", f"Well done {ONE}!"),
    ],
)
def test_a_name_is_replaced_and_the_rest_stays(text: str, mended: str) -> None:
    report = screened(draft(text, school="FED")).mended
    assert report is not None
    assert report.draft.text.lower() == mended.lower()
    assert report.verdict.word == "allow"


def test_a_draft_with_nothing_to_mend_has_no_mended_draft() -> None:
    assert screened("Sports day is on Friday.").mended is None


def test_what_only_a_person_can_mend_is_left_to_one() -> None:
    report = screened("Please send the school forms to my gmail.")
    assert report.verdict.word == "hold"
    assert report.mended is None


def test_everything_is_mended_at_once() -> None:
    a = draft(
        "Well done Grace Tolliver! Ring her mum on 07700 900123. https://onlyfans.com/x",
        photos=[photo("Mikołaj Zieliński"), photo("Björn Halvorsen", gps=(50.4, -4.6)), photo("Noah King")],
        links=["https://bit.ly/x", "https://www.bbc.co.uk/news", "https://onlyfans.com/x"],
    )
    mended = screened(a).mended
    assert mended is not None
    told = mended.draft.text
    assert "Grace" not in told
    assert "07700" not in told
    assert "onlyfans" not in told
    assert len(mended.draft.photos) == 2
    assert not any(shown.located for shown in mended.draft.photos)
    assert "https://www.bbc.co.uk/news" in mended.draft.links
    assert "https://onlyfans.com/x" not in mended.draft.links


def test_an_about_text_is_given_its_link() -> None:
    report = screened(draft("News of class 4J.", on="sanctioned account_bio"))
    assert report.verdict.word == "hold"
    assert report.mended is not None
    assert report.mended.verdict.word == "allow"
    assert report.mended.draft.links == ("https://www.fernleigh.example/policies/ict-acceptable-use",)


def test_a_name_in_a_caption_is_for_a_person_to_mend() -> None:
    a = draft("Sports day.", photos=[photo("Grace Tolliver", caption="Grace wins")])
    assert screened(a).mended is None


def test_mending_changes_nothing_but_what_it_mends() -> None:
    a = draft(
        "Well done Grace Tolliver!", by="office", on="sanctioned x", audience="followers", links=["https://www.gov.uk"]
    )
    mended = screened(a).mended
    assert mended is not None
    assert mended.draft == a.model_copy(update={"text": mended.draft.text})


def test_the_draft_itself_stays_as_it_was() -> None:
    a = draft("Well done Grace Tolliver!")
    before = a.model_dump()
    assert screened(a).mended is not None
    assert a.model_dump() == before


def test_mending_what_is_mended_changes_nothing_more() -> None:
    once = screened("Well done Grace Tolliver and Maisie!").mended
    assert once is not None
    assert once.mended is None


# -- remedies by themselves --


def replaced(text: str, *spans: tuple[int, int, str]) -> str:
    remedies = [Remedy("replace", "", "text", start, end, new) for start, end, new in spans]
    return apply(draft(text), remedies).text


def test_replacements_may_come_in_any_order() -> None:
    assert replaced("abc def ghi", (8, 11, "3"), (0, 3, "1"), (4, 7, "2")) == "1 2 3"


def test_the_same_replacement_twice_is_made_once() -> None:
    assert replaced("abc def", (0, 3, "x"), (0, 3, "x")) == "x def"


@pytest.mark.parametrize("spans", [[(0, 7, "x"), (4, 11, "y")], [(4, 11, "y"), (0, 7, "x")]])
def test_two_that_overlap_leave_nothing_of_either(spans: list[tuple[int, int, str]]) -> None:
    mended = replaced("abc def ghi", *spans)
    assert not any(piece in mended for piece in ("abc", "def", "ghi"))


def test_no_remedy_gives_the_same_draft() -> None:
    a = draft("Well done!")
    assert apply(a, []) is a


def test_a_remedy_for_a_person_is_not_applied_by_machine() -> None:
    for kind in ("ask", "rewrite", "report"):
        assert not Remedy(kind, "Ask somebody.").by_machine


@pytest.mark.parametrize(
    "text", ["Well done Grace Tolliver!", "Ring his mum on 07700 900123.", "Look: https://bit.ly/x"]
)
def test_a_mended_draft_is_judged_like_any_other(text: str) -> None:
    mended = screened(text).mended
    if mended is not None:
        assert mended.verdict.word == verdict(mended.draft)
