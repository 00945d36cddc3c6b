"""The federation's name, colour and crest: who may, what is refused, and that no change is lost unseen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import Federation
from gatepost.apps.people.services import look
from gatepost.apps.people.services.revising import ChangedMeanwhile
from tests.site_cast import federation, person
from tests.web.browsing import browser, browser_of
from tests.web.look.test_crest import SVG, picture

pytestmark = pytest.mark.django_db
PAGE = "/federation/"


@pytest.fixture
def head() -> Client:
    federation()
    return browser_of(person("Imelda Pace"))


def sent(client: Client, **changed: Any) -> Any:
    now = federation()
    asked = {"version": now.version, "name": now.name, "colour": now.colour} | changed
    return client.post(PAGE, asked, follow=True)


def said(answer: Any) -> str:
    return str(answer.content, "utf-8")


def test_the_executive_head_changes_name_and_colour(head: Client) -> None:
    assert "This is how it looks now" in said(sent(head, name="Fernleigh Schools", colour="#7A1F5C"))
    assert (federation().name, federation().colour, federation().version) == ("Fernleigh Schools", "#7a1f5c", 2)


def test_the_ledger_tells_that_it_changed_and_by_whom(head: Client) -> None:
    sent(head, colour="#7a1f5c")
    entry = Entry.objects.get(event="look_changed")
    assert (entry.by, entry.role, entry.says) == (person("Imelda Pace").pk, "executive_head", {"what": "colour"})


def test_saving_what_is_already_so_changes_nothing(head: Client) -> None:
    sent(head)
    assert federation().version == 1
    assert not Entry.objects.filter(event="look_changed").exists()


@pytest.mark.parametrize("name", ["Rowena Hill", "Judith Penfold", "Marian Webb", "Tina Fairweather"])
def test_nobody_else_may(name: str) -> None:
    federation()
    assert browser_of(person(name)).get(PAGE).status_code == 403
    with pytest.raises(Refused):
        look.change_look(by=person(name), federation=federation(), version=1, name="Ours")
    assert federation().name != "Ours"


def test_nobody_without_signing_in() -> None:
    federation()
    assert browser().get(PAGE).status_code == 302


def test_two_people_who_change_it_at_once_are_told_and_nothing_is_lost(head: Client) -> None:
    look.change_look(by=person("Desmond Clay"), federation=federation(), version=1, name="Fernleigh Trust")
    answer = sent(head, version=1, name="Fernleigh Schools", colour="#7a1f5c")
    assert answer.status_code == 409
    assert "Somebody else changed this while you had it open" in said(answer)
    assert "now “Fernleigh Trust”, you wrote “Fernleigh Schools”" in said(answer)
    assert 'value="Fernleigh Schools"' in said(answer)
    assert 'name="version" value="2"' in said(answer)
    assert (federation().name, federation().colour) == ("Fernleigh Trust", "")


def test_whoever_has_read_the_difference_may_save_again(head: Client) -> None:
    look.change_look(by=person("Desmond Clay"), federation=federation(), version=1, name="Fernleigh Trust")
    sent(head, version=2, name="Fernleigh Schools")
    assert (federation().name, federation().version) == ("Fernleigh Schools", 3)


def test_the_verb_itself_holds_the_version() -> None:
    clay = person("Desmond Clay")
    look.change_look(by=clay, federation=federation(), version=1, name="Fernleigh Trust")
    with pytest.raises(ChangedMeanwhile):
        look.change_look(by=clay, federation=federation(), version=1, name="Fernleigh Schools")


@pytest.mark.parametrize("colour", ["green", "#12", "#gggggg", "#1d4a39;", "}*{}"])
def test_what_is_no_colour_is_refused_with_how_to_write_one(head: Client, colour: str) -> None:
    page = said(sent(head, colour=colour))
    assert page.count("Write the colour as # and six of 0-9 and a-f, such as #1d4a39.") == 2  # above, and at its box
    assert federation().colour == ""


def test_the_verb_takes_no_colour_that_could_end_a_rule() -> None:
    with pytest.raises(ValidationError):
        look.change_look(
            by=person("Desmond Clay"), federation=federation(), version=1, name="Ours", colour="#1d4a39;}*{display:none"
        )


def test_a_name_is_no_way_in_for_markup(head: Client) -> None:
    page = said(sent(head, name="<script>alert(1)</script>"))
    assert federation().name == "<script>alert(1)</script>"
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_colour_too_light_to_be_read_is_shown_darker_and_the_page_says_so(head: Client) -> None:
    page = said(sent(head, colour="#ffd100"))
    assert "yours is too light to be read on light paper" in page
    sheet = said(browser().get("/look/colours.css"))
    assert "--pine: #ffd100" in sheet.split("dark)")[1]
    assert "#ffd100" not in sheet.split("@media")[0]


def test_the_colours_come_from_an_address_of_their_own(head: Client) -> None:
    page = said(sent(head, colour="#7a1f5c"))
    assert '<link rel="stylesheet" href="/look/colours.css?v=2">' in page
    answer = browser().get("/look/colours.css?v=2")
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]


def test_without_a_colour_ours_stays() -> None:
    federation()
    assert said(browser().get("/look/colours.css")) == ""


def crest(content: bytes, name: str = "crest.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def test_a_crest_is_shown_from_our_own_address(head: Client) -> None:
    page = said(sent(head, crest=crest(picture())))
    assert '<img src="/look/crest.png?v=2" alt=""' in page
    answer = browser().get("/look/crest.png?v=2")
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'inline; filename="crest.png"'
    assert "immutable" in answer["Cache-Control"]
    assert answer.content.startswith(b"\x89PNG")


def test_the_name_of_a_file_that_somebody_sends_is_never_used(head: Client) -> None:
    sent(head, crest=crest(picture(), "../../<script>.svg"))
    assert re.fullmatch(r"crest/[0-9a-f]{32}\.png", str(Federation.objects.get().crest.name))


@pytest.mark.parametrize(
    ("content", "reason"), [(SVG, "An SVG file can hold programs"), (b"crest", "could not be read as a picture")]
)
def test_what_cannot_be_a_crest_is_refused_with_the_reason(head: Client, content: bytes, reason: str) -> None:
    assert reason in said(sent(head, crest=crest(content)))
    assert not federation().crest


def test_a_crest_can_be_taken_away(head: Client) -> None:
    sent(head, crest=crest(picture()))
    sent(head, without_crest="on")
    assert not federation().crest
    assert browser().get("/look/crest.png").status_code == 404


def test_where_there_is_no_crest_none_can_be_taken_away(head: Client) -> None:
    assert "without_crest" not in said(head.get(PAGE))
    sent(head, crest=crest(picture()))
    assert "without_crest" in said(head.get(PAGE))


def test_the_crest_stays_when_only_the_name_changes(head: Client) -> None:
    sent(head, crest=crest(picture()))
    sent(head, name="Fernleigh Schools")
    assert federation().crest
