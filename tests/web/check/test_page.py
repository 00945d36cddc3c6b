"""The page without a script: a sheet is sent, and comes back with the verdict, the words underlined and the mends."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django.test import Client

from gatepost.apps.people.policy import in_force
from gatepost.apps.posts import services
from gatepost.apps.posts.channels import Place
from gatepost.apps.posts.post import Picture, Post, Words
from gatepost.policy import Verdict
from gatepost.screening.finding import Finding
from tests.site_cast import federation, person
from tests.tiers import BOTH, judged_by
from tests.web.browsing import browser_of
from tests.web.check.sheets import (
    GROUP,
    MESSAGE,
    OWN,
    PAGE,
    button,
    clauses,
    field,
    filled,
    marked,
    reader,
    sent,
    verdict,
    with_picture,
    words,
)

pytestmark = pytest.mark.django_db
WINNER = "Huge well done to Grace Tolliver for winning the race!"


# -- the verdict --


def test_a_good_post_may_go_out_and_can_be_copied() -> None:
    page = sent(reader(), filled("Sports day is on Friday.\r\nBring a hat."))
    assert verdict(page) == "allow"
    assert "Nothing in it goes against the policy." in words(page)
    assert re.search(r'<textarea id="safe" readonly rows="4">\nSports day is on Friday.\nBring a hat.</textarea>', page)


def test_the_words_are_underlined_in_place_and_each_finding_explains_itself() -> None:
    page = sent(reader(), filled(f"{WINNER} https://bit.ly/km"))
    assert verdict(page) == "block"
    assert marked(page) == [("block", "Grace Tolliver"), ("hold", "https://bit.ly/km")]
    assert '<a class="clause" href="/policy/SU-4c/">SU-4c</a>' in page
    assert "These words tell which pupil is meant." in words(page)
    assert "No permission lifts this." in words(page)
    assert (
        "What would lift it: A site that the network manager has listed as suitable (from: Network manager)."
        in words(page)
    )


def test_what_was_typed_comes_back_to_the_letter() -> None:
    typed = "\n  Two spaces before, <b>signs</b> & “quotes”, a tab\there,\n\nand an end  \n"
    assert field(sent(reader(), filled(typed)), "text") == typed


@pytest.mark.parametrize(
    "text", ["مرحبا بالجميع", "שלום לכולם", "こんにちは、みなさん", "🏅" * 300, "a\u202eb\u2066c", "Ω̸͎̈́" * 50]
)
def test_any_script_and_direction_is_checked_and_comes_back(text: str) -> None:
    page = sent(reader(), filled(f"{text} Grace Tolliver {text}"))
    assert ("block", "Grace Tolliver") in marked(page)
    assert field(page, "text") == f"{text} Grace Tolliver {text}"


def test_a_caption_and_a_link_are_underlined_too() -> None:
    client = reader()
    page = sent(
        client,
        filled("A sunny day.", links="https://bit.ly/km", **with_picture(caption="Grace Tolliver wins", faces="none")),
    )
    assert {("block", "Grace Tolliver"), ("hold", "https://bit.ly/km")} <= set(marked(page))
    assert "Caption of picture 1: Grace Tolliver wins" in words(page)


def test_nothing_typed_is_nothing_to_say() -> None:
    page = sent(reader(), filled("  "))
    assert "Write or paste something" in page
    assert 'id="verdict"' not in page


# -- where it goes --


@pytest.mark.parametrize(("where", "clause"), [(PAGE, "SU-4c"), (OWN, "PU-1b"), (GROUP, "PU-9a"), (MESSAGE, "PU-1b")])
def test_the_clauses_are_those_of_the_place(where: str, clause: str) -> None:
    assert clause in clauses(sent(reader(), filled(f"{WINNER} Class 4J is proud.", where=where)))


def test_the_places_are_told_in_plain_words_from_the_pack() -> None:
    page = words(reader().get("/check/").content.decode())
    for place in ("The school’s Facebook page", "The school’s website or class blog", "My own account (nothing is kept)",
                  "A staff WhatsApp group", "A message to one person", "Somewhere else"):  # fmt: skip
        assert place in page


def test_somewhere_else_asks_which_and_a_platform_that_is_not_listed_waits() -> None:
    client = reader()
    page = sent(client, filled("Sports day is on Friday.", where="elsewhere"))
    assert "Say what it is." in words(page)
    assert verdict(page) == "hold"
    page = sent(client, filled("Sports day is on Friday.", where="elsewhere", kind="sanctioned", platform="unlisted"))
    assert verdict(page) == "hold"
    assert clauses(page) == {"SU-2"}
    assert (
        verdict(
            sent(client, filled("Sports day is on Friday.", where="elsewhere", kind="sanctioned", platform="instagram"))
        )
        == "allow"
    )


def test_side_by_side_it_tells_both_verdicts_and_why_they_differ() -> None:
    page = sent(
        reader(),
        filled("Our school is a rubbish place to work, I am so fed up with Ofsted and the head.", where=OWN, both="on"),
    )
    told = words(page)
    assert "Side by side My own account, Facebook" in told
    assert "An account of the school, Facebook" in told
    page = sent(reader(), filled("A good read about birds: https://bit.ly/birds", both="on"))
    side = words(page)[words(page).index("Side by side") :]
    assert side.startswith(
        "Side by side An account of the school, Facebook Ask first Only here: SU-5 Safe links My own account, Facebook May be posted"
    )


# -- as whom, and for which school --


def test_whoever_has_one_role_and_one_school_is_not_asked() -> None:
    page = reader().get("/check/").content.decode()
    assert '<input type="hidden" name="role" value="teacher"' in page
    assert '<input type="hidden" name="school" value="SMP"' in page


def test_whoever_has_several_chooses_and_the_whole_federation_is_among_the_schools() -> None:
    page = reader("Imelda Pace").get("/check/").content.decode()
    assert "The whole federation" in page
    assert '<select name="school"' in page


def test_nobody_checks_in_a_role_or_for_a_school_that_is_not_theirs() -> None:
    for other in ({"role": "executive_head"}, {"role": "pupil"}, {"school": "WEN"}, {"role": ""}):
        page = sent(reader(), filled("Sports day is on Friday.", **other))
        assert verdict(page) == "hold"
        assert "Not checked" in words(page)


# -- mends --


def test_a_mend_says_beforehand_what_the_verdict_becomes_is_applied_and_undone() -> None:
    client = reader()
    page = sent(client, filled(WINNER))
    assert re.search(r">Say “our winner”</button> <small>then: May be posted</small>", page)
    assert "Mended, it may go out: copy this" in page
    page = sent(client, filled(WINNER, do=button(page, "Say “our winner”")))
    assert verdict(page) == "allow"
    assert field(page, "text") == "Huge well done to our winner for winning the race!"
    page = sent(client, filled(field(page, "text"), before=field(page, "before"), do=button(page, "Undo")))
    assert (field(page, "text"), verdict(page), field(page, "before")) == (WINNER, "block", "")


def test_all_mends_at_once_and_undone_at_once() -> None:
    client = reader()
    typed = f"{WINNER} Ring me on 07700 900123."
    page = sent(client, filled(typed))
    page = sent(client, filled(typed, do=button(page, "Use it all mended")))
    assert verdict(page) == "allow"
    assert "Grace" not in field(page, "text")
    assert "07700" not in field(page, "text")
    page = sent(client, filled(field(page, "text"), before=field(page, "before"), do="undo"))
    assert field(page, "text") == typed


def test_a_mend_for_words_that_have_changed_changes_nothing() -> None:
    client = reader()
    mend = button(sent(client, filled(WINNER)), "Say “our winner”")
    changed = f"Oh! {WINNER}"
    page = sent(client, filled(changed, do=mend))
    assert field(page, "text") == changed
    assert "The words have changed meanwhile." in page


def test_a_picture_goes_by_a_mend_and_comes_back_whole() -> None:
    client = reader()
    sheet = filled("Look!", **with_picture(file="grace.jpg", caption="The race", faces="some", number="2"))
    page = sent(client, sheet)
    page = sent(client, {**sheet, "do": button(page, "Leave this picture out.")})
    assert verdict(page) == "allow"
    assert 'name="p0-file"' not in page
    page = sent(client, filled("Look!", before=field(page, "before"), do="undo"))
    assert [field(page, f"p0-{name}") for name in ("file", "caption", "number")] == ["grace.jpg", "The race", "2"]


@pytest.mark.parametrize(
    "before",
    ["x", "[]", "{}", "[1]", '[{"text":1}]', '[{"text":"a","links":[],"pictures":[{"evil":1}]}]', "[" * 100_000],
)
def test_an_undo_that_somebody_made_up_undoes_nothing(before: str) -> None:
    page = sent(reader(), filled("Sports day is on Friday.", before=before, do="undo"))
    assert field(page, "text") == "Sports day is on Friday."


# -- pictures --


def test_a_picture_of_which_nothing_is_said_waits_and_one_of_nobody_goes() -> None:
    client = reader()
    assert verdict(sent(client, filled("Look!", **with_picture(file="a.jpg")))) == "hold"
    assert verdict(sent(client, filled("Look!", **with_picture(file="a.jpg", faces="none")))) == "allow"
    assert verdict(sent(client, filled("Look!", **with_picture(file="a.jpg", faces="none", located="on")))) == "hold"


def test_more_faces_than_tags_leave_somebody_unknown() -> None:
    assert Picture(faces="some", number=2, pupils=("1",)).as_photo().people == ("1", "unknown")
    assert Picture(faces="some", number=1, pupils=("1",)).as_photo().people == ("1",)
    assert Picture(faces="some", pupils=("1",)).as_photo().people == ("1", "unknown")
    assert Picture(faces="some", number=1).as_photo().people == ("unknown",)
    assert Picture().as_photo().people == ("unknown",)
    assert Picture(faces="none").as_photo().people == ()


def test_a_pupil_who_is_tagged_is_looked_up_and_not_taken_for_cleared() -> None:
    client = reader()
    page = sent(client, filled("Look!", **with_picture(faces="some", number="1", pupils=button_of_found(client))))
    assert verdict(page) == "hold"
    assert "One person in this picture is not cleared" in words(page)


def button_of_found(client: Client) -> str:
    """The id of Grace, as the page offers it to whoever looks for her."""
    page = sent(client, filled("Look!", do="find:0", **with_picture(find="gra")))
    assert "Grace Tolliver (4J)" in page
    found = re.search(r'name="p0-pupils" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_pupil_who_is_shown_is_not_named() -> None:
    client = reader()
    grace = button_of_found(client)
    page = sent(client, filled(WINNER, **with_picture(faces="some", number="1", pupils=grace)))
    assert "SU-4b" in clauses(page)
    assert re.search(r">Post without the picture</button> <small>then: ", page)


def test_pictures_join_and_leave() -> None:
    client = reader()
    page = sent(client, filled("Look!", do="add"))
    assert 'name="p0-file"' in page
    sheet = filled("Look!", **with_picture(0, file="a.jpg"), do="remove:0") | {"pictures": "2", "p1-file": "b.jpg"}
    page = sent(client, sheet)
    assert field(page, "p0-file") == "b.jpg"
    assert 'name="p1-file"' not in page


# -- what cannot be told holds --


def test_a_screening_that_fails_is_a_hold_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    client = reader()

    def broken(*_: object) -> None:
        raise RuntimeError(WINNER)

    monkeypatch.setattr("gatepost.apps.posts.judging.screen", broken)
    page = sent(client, filled(WINNER))
    assert verdict(page) == "hold"
    assert "could not check this just now" in words(page)
    monkeypatch.setattr("gatepost.apps.posts.judging.known_now", broken)
    assert verdict(sent(client, filled(WINNER))) == "hold"


def test_a_finding_without_a_clause_is_shown_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    client = reader()
    bare = Finding("", Verdict.HOLD, "could_not_check", "Could not tell.", "text", "", 0, 0)
    monkeypatch.setattr(import_module("gatepost.screening.screen"), "_findings", lambda *_: iter([bare]))
    page = sent(client, filled(WINNER))
    assert verdict(page) == "hold"
    assert "could not be told" in words(page)


# -- the page itself --


def test_the_answer_for_a_script_is_the_same_without_the_page_around_it() -> None:
    client = reader()
    whole, part = sent(client, filled(WINNER)), sent(client, filled(WINNER), "/check/live/")
    assert (verdict(part), clauses(part), marked(part)) == (verdict(whole), clauses(whole), marked(whole))
    assert "<html" not in part
    assert "<form" not in part
    assert '<form id="check"' in sent(client, filled(WINNER, do="add"), "/check/live/")


def test_while_somebody_types_a_first_look_answers_and_nothing_can_be_done_on_it_yet() -> None:
    client = reader()
    unsure = filled("Me, two mums from my class and several proseccos. They tell me everything", where=OWN)
    plain = filled("Thank you to everyone who came to the harvest service.")
    with judged_by(BOTH, in_force()):
        look, whole = sent(client, {**unsure, "first_look": "1"}, "/check/live/"), sent(client, unsure, "/check/live/")
        asked = sent(client, {**unsure, "first_look": "1", "do": "check"}, "/check/live/")
        sure = sent(client, {**plain, "first_look": "1"}, "/check/live/")
    assert "data-unread" in look
    assert "So far: May be posted This is a first look. It is read whole when you pause." in words(look)
    assert "Nothing in it goes against the policy" not in look
    assert 'id="safe"' not in look
    assert "send:" not in look
    assert "So far" not in whole + asked + sure
    assert "data-unread" not in whole + asked + sure
    assert verdict(asked) == verdict(whole)
    assert 'id="safe"' in sure  # the first tier was sure of it, and is all that would be asked


def test_beside_words_that_were_read_whole_stands_no_first_look_at_the_other_side() -> None:
    federation()
    by, words = person("Rowena Hill"), Words("Thank you to everyone who came to the harvest service.", (), ())
    post = Post(words, Place("sanctioned", "facebook"), "teacher", "SMP", "", str(by.pk))
    with judged_by(BOTH, in_force()):
        looks = services.check(by=by, post=post, count=False, both=True, at_first_look=True)
        there = services.check(by=by, post=post.on_the_other_side(), count=False, at_first_look=True)
    assert there.unread  # by itself it would be
    assert not looks.unread
    assert looks.other is not None
    assert not looks.other.unread


@pytest.mark.parametrize("address", ["/check/", "/check/live/", "/check/share/"])
def test_no_answer_is_kept_by_a_browser_or_a_proxy(address: str) -> None:
    assert "no-store" in reader().post(address, filled(WINNER))["Cache-Control"]


def test_words_in_an_address_are_not_taken() -> None:
    page = reader().get("/check/", {"text": "Chrysanthemum", "where": OWN}).content.decode()
    assert "Chrysanthemum" not in page
    assert reader().get("/check/live/", {"text": "Chrysanthemum"}).status_code == 405


@pytest.mark.parametrize(
    ("who", "may"), [("Rowena Hill", True), ("Marian Webb", True), ("Tina Fairweather", True), ("Alan Wren", True)]
)
def test_it_is_the_first_big_link_of_everybody_whom_the_policy_binds(who: str, may: bool) -> None:  # noqa: FBT001
    page = reader(who).get("/").content.decode()
    assert re.findall(r'<a class="big" href="([^"]+)"', page)[0] == "/check/"


def test_a_parent_has_no_such_page() -> None:
    federation()
    mother = person("Alan Wren")
    mother.roles.update(role="parent", school=None)
    client = browser_of(mother)
    assert client.get("/check/").status_code == 403
    assert client.post("/check/live/", filled("Hello", role="parent")).status_code == 403
    assert "/check/" not in client.get("/").content.decode()
