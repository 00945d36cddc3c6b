"""Text is folded so that what people vary without changing what they say makes no difference."""

from __future__ import annotations

import pytest

from gatepost.screening.folding import fold, fold_with_places, unleet
from gatepost.screening.text import Passage
from tests.cast import draft, findings, screened, verdict

FULL = "Well done {} today."


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Grace", "grace"),
        ("SIÂN", "sian"),
        ("Zieliński", "zielinski"),
        ("Mikołaj", "mikolaj"),
        ("Björn", "bjorn"),
        ("Bjo\u0308rn", "bjorn"),
        ("Ayşe Yıldız", "ayse yildiz"),
        ("Phạm", "pham"),
        ("Strauß", "strauss"),
        ("Æsa Þór", "aesa thor"),
        ("Ｇｒａｃｅ", "grace"),
        ("𝐆𝐫𝐚𝐜𝐞", "grace"),
        ("𝓖𝓻𝓪𝓬𝓮", "grace"),
        ("Ⓖⓡⓐⓒⓔ", "grace"),
        ("Grасе", "grace"),  # three letters of it Cyrillic
        ("Αlfie", "alfie"),  # a Greek capital
        ("O’Rourke", "o'rourke"),
        ("Greenhalgh–Stone", "greenhalgh-stone"),
        ("Gr\u200bace", "grace"),
        ("Gr\u00adace", "grace"),
        ("Gr\u2060ace", "grace"),
        ("\ufeffGrace", "grace"),
        ("\u202eGrace\u202c", "grace"),
        ("\u2066Grace\u2069", "grace"),
        ("Gra\x00ce", "grace"),
        ("Gra\x07ce", "grace"),
        ("Grace\u00a0Tolliver", "grace tolliver"),
        ("Grace\u2028Tolliver", "grace\ntolliver"),
        ("Grace\rTolliver", "grace\ntolliver"),
        ("Grace\ud800Tolliver", "grace tolliver"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("d3melza", "demelza"),
        ("0nlyf@ns", "onlyfans"),
        ("sh1t", "shit"),
        ("4w", "4w"),
        ("y6", "y6"),
        ("ks2", "ks2"),
        ("8am", "8am"),
        ("10km", "10km"),
        ("2026", "2026"),
        ("1st", "1st"),
    ],
)
def test_digits_for_letters(written: str, meant: str) -> None:
    assert unleet(written) == meant


@pytest.mark.parametrize(
    "text", ["Grace", "Bjo\u0308rn", "Ａb\u200bc", "ß!", "\ud800", "e\u0301" * 3, "ﬁne", "🎉ok", "Æ"]
)
def test_every_folded_character_knows_its_place(text: str) -> None:
    folded, places = fold_with_places(text)
    if places is not None:
        assert len(places) == len(folded)
        assert places == sorted(places)
        assert all(0 <= place < len(text) for place in places)
    assert folded == fold(text)


def test_a_folded_span_leads_back_to_the_very_words() -> None:
    passage = Passage("text", "Ｗell\u200b done, Bjo\u0308rn!")
    start = passage.folded.index("bjorn")
    assert passage.quote(start, start + 5) == "Bjo\u0308rn"
    assert passage.folded_span(*passage.original(start, start + 5)) == (start, start + 5)


# -- tricks: the name is there for whoever reads it, so it is there for us --

TRICKS: dict[str, str] = {
    "zero-width space": "Gr\u200bace Tol\u200bliver",
    "zero-width joiner": "Gr\u200dace Tol\u200dliver",
    "zero-width non-joiner": "Gr\u200cace Tolliver",
    "word joiner": "Grace\u2060 Tolliver",
    "soft hyphen": "Gra\u00adce Tolli\u00adver",
    "byte-order mark": "\ufeffGrace Tolliver",
    "right-to-left mark": "\u200fGrace Tolliver\u200e",
    "right-to-left override around it": "\u202eGrace Tolliver\u202c",
    "isolates": "\u2068Grace\u2069 \u2068Tolliver\u2069",
    "Cyrillic letters": "Grасе Tоllivеr",
    "Greek letters": "Grace Τοlliver",
    "wide letters": "Ｇｒａｃｅ Ｔｏｌｌｉｖｅｒ",
    "bold mathematics": "𝐆𝐫𝐚𝐜𝐞 𝐓𝐨𝐥𝐥𝐢𝐯𝐞𝐫",
    "script mathematics": "𝓖𝓻𝓪𝓬𝓮 𝓣𝓸𝓵𝓵𝓲𝓿𝓮𝓻",
    "circled letters": "Ⓖⓡⓐⓒⓔ Ⓣⓞⓛⓛⓘⓥⓔⓡ",
    "small capitals": "Gʀᴀᴄᴇ Tᴏʟʟɪᴠᴇʀ",
    "digits for letters": "Gr4ce T0lliver",
    "accents on top": "Gr\u0302ace\u0301 Tolli\u0308ver",
    "a stack of accents": "G" + "\u0301" * 50 + "race Tolliver",
    "NUL": "Gra\x00ce Toll\x00iver",
    "a bell": "Grace\x07 Tolliver",
    "a lone surrogate between": "Grace\ud800 Tolliver",
    "a lone surrogate after": "Grace Tolliver\udfff",
    "a line separator": "Grace\u2028Tolliver",
    "a variation selector": "Grace\ufe0f Tolliver",
    "an emoji of four people": "Grace 👩‍👩‍👧‍👦 Tolliver",
    "a flag": "Grace 🏴󠁧󠁢󠁥󠁮󠁧󠁿 Tolliver",
    "an ideographic space": "Grace\u3000Tolliver",
}


@pytest.mark.parametrize("name", TRICKS.values(), ids=TRICKS)
def test_no_trick_hides_a_name(name: str) -> None:
    a = draft(FULL.format(name))
    assert verdict(a) == "block"
    (found,) = findings(a, "SU-4c")
    assert a.text[found.start : found.end] == found.span
    assert fold(found.span.strip()).startswith("g")


@pytest.mark.parametrize("name", TRICKS.values(), ids=TRICKS)
def test_and_mending_takes_it_out(name: str) -> None:
    mended = screened(draft(FULL.format(name))).mended
    assert mended is not None
    assert mended.verdict.word == "allow"


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "\x00", "\ud800", "\udfff\ud800", "🎉" * 100, "\u202e", "\ufeff", "\u200b", "́", "…", "#", "@", "'", "''''", "()", "[]{}<>", "\\", "%s %d {0} {text}", "NULL", "' OR 1=1 --", "<script>alert(1)</script>", "$(rm -rf /)"],
)  # fmt: skip
def test_a_text_of_nothing_much_is_no_reason_to_stop(text: str) -> None:
    assert verdict(text) == "allow"
