"""Facts that tell who or where somebody is: their forms, their check digits, and what only looks like them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gatepost.screening import Known
from tests.cast import clauses, draft, fernleigh, photo, screened, verdict, words

# A fact as it may stand in a post, and the words that the finding must quote.
FACTS: dict[str, tuple[str, str]] = {
    "NHS number in threes": ("Her NHS number is 943 476 5919.", "943 476 5919"),
    "NHS number in one piece": ("NHS no. 9434765919", "9434765919"),
    "NHS number with hyphens": ("NHS: 943-476-5919", "943-476-5919"),
    "UPN": ("UPN H801200001001", "H801200001001"),
    "UPN without its name": ("Entry for H801200001001.", "H801200001001"),
    "UPN in small letters": ("upn h801200001001", "h801200001001"),
    "National Insurance": ("His NI number is AB123456C.", "AB123456C"),
    "National Insurance with spaces": ("NI: AB 12 34 56 C", "AB 12 34 56 C"),
    "passport": ("Her passport number is 123456789.", "123456789"),
    "passport of the new kind": ("Passport A12345678 was found.", "A12345678"),
    "sort code and account": ("Pay in to 12-34-56, account 12345678.", "12-34-56"),
    "card": ("My card is 4929 1234 5678 9012.", "4929 1234 5678 9012"),
    "a parent's mobile": ("Ring his mum on 07700 900123.", "07700 900123"),
    "a mobile with a country code": ("Her dad is on +44 7700 900123.", "+44 7700 900123"),
    "a mobile without spaces": ("Text his dad: 07700900123", "07700900123"),
    "a home telephone": ("Ring his mum at home, 01632 960961.", "01632 960961"),
    "a home address": ("She lives at 12 Harbour Lane.", "12 Harbour Lane"),
    "a home in a flat": ("He lives at Flat 2, 14 Quay Street.", "14 Quay Street"),
    "a home postcode": ("Cards to her house, please: PL1 2AB.", "PL1 2AB"),
    "a postcode without a space": ("Her home is in pl12ab.", "pl12ab"),
    "born on": ("Born 04/05/2016 and doing well.", "04/05/2016"),
    "date of birth in words": ("DOB: 4 May 2016", "4 May 2016"),
    "date of birth, ordinal": ("Date of birth: 4th of May, 2016", "4th of May, 2016"),
    "date of birth, year first": ("Date of birth: 2016-05-04", "2016-05-04"),
    "a car": ("The driver of the blue van AB12 CDE, please move it.", "AB12 CDE"),
    "an old car": ("The red Volvo with plate A123 BCD is blocking us.", "A123 BCD"),
    "three words": ("Her house is at ///filled.count.soap", "///filled.count.soap"),
    "three words, told in words": ("Find his home by what3words: filled.count.soap", "filled.count.soap"),
}


@pytest.mark.parametrize(("text", "quoted"), FACTS.values(), ids=FACTS)
def test_a_fact_about_a_person_is_found_in_the_words(text: str, quoted: str) -> None:
    assert verdict(text) == "block"
    assert any(quoted in found or found in quoted for found in words(draft(text), "SU-4c"))


@pytest.mark.parametrize(("text", "quoted"), FACTS.values(), ids=FACTS)
def test_and_in_the_words_of_a_picture(text: str, quoted: str) -> None:
    a = draft("From the office.", photos=[photo(ocr=text)])
    assert verdict(a) == "block"
    assert {finding.where for finding in screened(a).findings} == {"photo.ocr"}


NONE = {
    "an NHS number with a wrong check digit": "NHS 943 476 5918",
    "ten digits that are no NHS number": "We walked 1234567890 steps this term.",
    "a UPN with a wrong check letter": "Part A801200001001 is for the printer.",
    "a UPN with a letter that none has": "Part I801200001001 is for the printer.",
    "National Insurance with a suffix that none has": "Part AB123456E is for the printer.",
    "National Insurance with a prefix that none has": "Part QQ123456C is for the printer.",
    "nine digits with no passport": "We collected 123456789 bottle tops.",
    "a score": "We won by 10-20-30.",
    "the office's telephone": "Ring the office on 01632 960144.",
    "the school's own address": "Our school stands at 12 Harbour Lane, PL1 2AB.",
    "a museum's address": "The museum is at 12 Harbour Street, PL1 2AB.",
    "a day of the term": "Sports day is on 04/07/2027.",
    "a poet's birthday": "The poet was born on 7 April 1770.",
    "a class and a number": "4J read 123 books; 5A read 99.",
    "a postcode-like room": "The choir sings in M1 at 3PM.",
    "a car-like word": "We counted: XY12 ABC is a code in our maths game.",
    "three words with stops": "Ready.Steady.Go is our running club.",
    "money": "We raised £1234.56, and £07700 was a dream.",
    "a long number": "Pi is 3.14159265358979323846264338327950288.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert clauses(text) == set()


def test_the_schools_own_telephone_is_no_secret_whoever_is_near() -> None:
    text = "His mum can ring us on 01632 960144."
    assert verdict(text, known_telephones("01632 960144")) == "allow"
    assert verdict(text, known_telephones("+44 1632 960144")) == "allow"
    assert verdict(text, known_telephones("01632 960999")) == "block"


def known_telephones(*numbers: str) -> Known:
    return replace(fernleigh(), federation=replace(fernleigh().federation, telephones=numbers))


def test_several_facts_are_each_found() -> None:
    found = words("Her dad is on 07700 900123; she lives at 12 Harbour Lane, PL1 2AB. DOB 4 May 2016.", "SU-4c")
    assert len(found) >= 4


def test_two_facts_of_one_kind_are_each_found() -> None:
    found = words("Ring his mum on 07700 900123 or his dad on 07700 900456.", "SU-4c")
    assert found == ["07700 900123", "07700 900456"]


def test_taking_it_out_mends_it() -> None:
    mended = screened("Ring his mum on 07700 900123.").mended
    assert mended is not None
    assert "07700" not in mended.draft.text


@pytest.mark.parametrize(
    ("by", "on", "expected"),
    [
        ("teacher", "personal facebook", {"CC-6"}),
        ("governor", "closed_group whatsapp", {"CC-6"}),
        ("volunteer", "dm messenger", {"CC-6"}),
        ("parent", "personal facebook", set()),
    ],
)
def test_ones_own_facts_on_ones_own_account_are_advised_against(by: str, on: str, expected: set[str]) -> None:
    a = draft("My National Insurance number is AB123456C, if anyone needs it!", by=by, on=on)
    assert clauses(a) == expected
    assert verdict(a) == ("advise" if expected else "allow")


# -- e-mail --


@pytest.mark.parametrize(
    "text",
    [
        "Send the trip forms to rowena.hill@gmail.com.",
        "Send the trip forms to r.hill7@hotmail.co.uk.",
        "Parents: I am on rowena_hill@icloud.com this week.",
        "Please send the school forms to my gmail.",
        "Write to me at rowena dot hill at gmail dot com about homework.",
    ],
)
def test_a_personal_address_for_school_business_waits_for_the_executive_head(text: str) -> None:
    assert clauses(text) == {"PU-5", "PU-6"}
    assert verdict(text) == "hold"


@pytest.mark.parametrize(
    "text",
    [
        "Write to Ms Hill at r.hill@fernleigh.example.",
        "Never send school forms to my gmail; use the school's address.",
        "The PTFA is on saltmarshptfa@gmail.com.",
        "The museum's address is info@museum.example.",
    ],
)
def test_a_school_or_committee_address_may_stand(text: str) -> None:
    assert clauses(text) == set()
