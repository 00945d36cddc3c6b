"""Every child in every picture needs consent: for this child, this channel and this day."""

from __future__ import annotations

from datetime import date

import pytest

from gatepost.screening import Draft, Photo
from tests.cast import (
    BJORN,
    ETHAN,
    GRACE,
    IVY,
    LUCAS,
    MIKOLAJ,
    TERM,
    clauses,
    draft,
    findings,
    known_with,
    photo,
    screened,
    verdict,
)


def leaves(*shows: str, on: str = "sanctioned facebook", day: date | None = None, faces: int | None = None) -> Draft:
    pictures = [photo(*shows, caption="Autumn colours", file="leaves.jpg")]
    return draft("Leaf printing this afternoon.", on=on, photos=pictures, day=day, faces_visible=faces)


# Who is shown, and the verdict on the school's Facebook page and on its website.
CONSENT = [
    (GRACE.id, "allow", "allow"),
    (IVY.id, "block", "allow"),  # the website only
    (MIKOLAJ.id, "block", "block"),  # refused
    (ETHAN.id, "block", "block"),  # withdrawn
    (LUCAS.id, "hold", "hold"),  # no form on file
    ("unknown", "hold", "hold"),
    ("P999", "hold", "hold"),  # an id that nobody has
    ("", "hold", "hold"),
    ("Rowena Hill", "allow", "allow"),
    ("Lily Rowntree", "hold", "hold"),  # a member of staff who has not agreed
]


@pytest.mark.parametrize(("who", "on_facebook", "on_the_website"), CONSENT)
def test_consent_is_asked_for_each_child_and_channel(who: str, on_facebook: str, on_the_website: str) -> None:
    assert verdict(leaves(who)) == on_facebook
    assert verdict(leaves(who, on="sanctioned wordpress")) == on_the_website


@pytest.mark.parametrize(
    ("who", "clause"), [("Ivy King", "SU-4a"), ("unknown", "SU-4a"), ("Lily Rowntree", "CC-3"), ("Lucas Page", "SU-4a")]
)
def test_the_clause_is_that_of_children_or_of_adults(who: str, clause: str) -> None:
    assert clauses(leaves(who)) == {clause}


def test_one_refusal_in_a_group_is_enough() -> None:
    assert verdict(leaves("Grace Tolliver", "Noah King", "Mikołaj Zieliński")) == "block"


def test_each_child_without_consent_is_found() -> None:
    found = findings(leaves("Lucas Page", "Jean-Luc Moreau", "Grace Tolliver"), "SU-4a")
    assert found
    assert screened(leaves("Lucas Page", "Jean-Luc Moreau")).verdict.word == "hold"


def test_each_picture_is_looked_at() -> None:
    pictures = [photo("Grace Tolliver"), photo("Noah King"), photo("Ethan Sparrow")]
    (found,) = findings(draft("Leaf printing.", photos=pictures), "SU-4a")
    assert found.where == "photos[2]"


def test_the_same_child_twice_in_a_picture_counts_once() -> None:
    assert len(findings(leaves("Ethan Sparrow", "Ethan Sparrow"), "SU-4a")) == 1


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 9, 15), "hold"),  # the day before it was given
        (date(2026, 9, 16), "allow"),
        (date(2026, 12, 31), "allow"),
        (date(2027, 1, 1), "hold"),  # the day after it ran out
        (date.min, "hold"),
        (date.max, "hold"),
    ],
)
def test_consent_holds_from_its_first_day_to_its_last(day: date, expected: str) -> None:
    facts = known_with(GRACE._replace(consent_date=date(2026, 9, 16), consent_until=date(2026, 12, 31)))
    assert verdict(leaves("Grace Tolliver", day=day), facts) == expected


def test_the_day_is_the_drafts_own_or_else_that_of_what_is_known() -> None:
    ended = GRACE._replace(consent_until=date(2026, 12, 31))
    assert verdict(leaves("Grace Tolliver"), known_with(ended, as_of=date(2027, 1, 1))) == "hold"
    assert verdict(leaves("Grace Tolliver", day=TERM), known_with(ended, as_of=date(2027, 1, 1))) == "allow"


def test_a_refusal_has_no_last_day() -> None:
    refused = MIKOLAJ._replace(consent_date=date(2030, 1, 1))
    assert verdict(leaves("Mikołaj Zieliński", day=TERM), known_with(refused)) == "block"


def test_a_crowd_in_which_nobody_can_be_recognised_needs_no_consent() -> None:
    assert verdict(leaves("unknown", faces=0)) == "allow"
    assert verdict(leaves("unknown", faces=1)) == "hold"


def test_a_child_said_to_be_shown_is_shown_though_no_face_be_seen() -> None:
    assert verdict(leaves("Mikołaj Zieliński", faces=0)) == "block"


def test_a_picture_of_nobody_needs_no_consent() -> None:
    assert verdict(leaves()) == "allow"


@pytest.mark.parametrize("by", ["parent", "public"])
def test_those_outside_are_not_asked_for_consent(by: str) -> None:
    a = draft("Leaf printing this afternoon.", by=by, photos=[photo("Mikołaj Zieliński")])
    assert "SU-4a" not in clauses(a)


@pytest.mark.parametrize("on", ["personal facebook", "closed_group whatsapp", "dm messenger"])
@pytest.mark.parametrize(("who", "expected"), [("Grace Tolliver", "hold"), ("Mikołaj Zieliński", "block")])
def test_a_school_picture_on_another_account_is_for_slt(on: str, who: str, expected: str) -> None:
    assert verdict(leaves(who, on=on)) == expected
    assert clauses(leaves(who, on=on)) == {"CC-3"}


def test_a_picture_of_ones_own_at_home_is_ones_own() -> None:
    a = draft(
        "Nephew's first go on a paddleboard.", on="personal facebook", photos=[photo("unknown", caption="Wobbly")]
    )
    assert verdict(a) == "allow"


# -- where it was taken --


def test_a_picture_that_tells_where_it_was_taken_waits() -> None:
    a = draft("Pond dipping.", photos=[photo(gps=(50.41, -4.67))])
    assert (verdict(a), clauses(a)) == ("hold", {"SU-4c"})


@pytest.mark.parametrize("place", [[0, 0], {"lat": 50.4}, "50.4 N 4.6 W", True, 1])
def test_a_place_is_a_place_in_whatever_form(place: object) -> None:
    assert verdict(draft("Pond dipping.", photos=[Photo(exif_gps=place)])) == "hold"


@pytest.mark.parametrize("nothing", [None, False, "", [], {}])
def test_no_place_is_no_place(nothing: object) -> None:
    assert verdict(draft("Pond dipping.", photos=[Photo(exif_gps=nothing)])) == "allow"


# -- who is told what --


@pytest.mark.parametrize("who", ["Ivy King", "Mikołaj Zieliński", "Ethan Sparrow", "Lucas Page"])
def test_a_volunteer_is_not_told_who_is_not_cleared_or_why(who: str) -> None:
    report = screened(leaves(who, "Björn Halvorsen"))
    told, office = str(report.as_json(office=False)), str(report.as_json(office=True))
    surname = who.split()[1]
    assert surname in office
    for secret in (
        surname,
        "withdrawn",
        "refused by",
        "website only",
        "website_only",
        *(p.id for p in (IVY, MIKOLAJ, ETHAN, LUCAS)),
    ):
        assert secret not in told


def test_leaving_the_picture_out_mends_it() -> None:
    mended = screened(leaves("Mikołaj Zieliński")).mended
    assert mended is not None
    assert mended.verdict.word == "allow"
    assert mended.draft.photos == ()


def test_taking_the_place_off_mends_it_and_keeps_the_picture() -> None:
    mended = screened(draft("Pond dipping.", photos=[photo("Björn Halvorsen", gps=(50.4, -4.6))], school="WEN")).mended
    assert mended is not None
    assert mended.verdict.word == "allow"
    assert [shown.people for shown in mended.draft.photos] == [(BJORN.id,)]
