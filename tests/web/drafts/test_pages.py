"""The pages without a script: a held post is sent from the sheet, answered in the queue, and comes back to its author."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gatepost.apps.notices.models import Notice
from gatepost.apps.people import roll
from gatepost.apps.posts import services
from gatepost.apps.posts.models import SentPost
from tests.apps.posts.sent import DOUBT, HIDDEN, NAMED, PAGE, SCENE, a_post, answered, cast, now, sent_by
from tests.apps.posts.sent import OWN as OWN_PLACE
from tests.site_cast import child, person
from tests.web.browsing import browser_of
from tests.web.check.sheets import OWN, button, field, filled, sent, verdict, with_picture, words
from tests.web.check.sheets import PAGE as SCHOOLS

pytestmark = pytest.mark.django_db
MOST = 12  # queries of a page


def hill() -> Client:
    return browser_of(cast()[0])


def opened(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sends(client: Client, sheet: dict[str, object]) -> str:
    """The address of the page after one tap on the button that sends."""
    page = sent(client, sheet)
    answer = client.post("/posts/send/", {**sheet, "do": button(page, "Send ")})
    assert answer.status_code == 302, words(answer.content.decode())
    return answer["Location"]


# -- sending --


def test_the_sheet_names_who_sees_it_and_what_is_asked_before_anything_is_kept() -> None:
    client = hill()
    page = words(sent(client, filled(DOUBT, where=OWN)))
    assert "A doubt: may this go out as it is? CC-4 Asked of: Mr Okoro, Dr Pace, Mrs Penfold" in page
    assert "They see your post, what was found in it, and your name." in page
    assert "Nothing is kept before you send it." in page
    assert "A post is kept only if you send it to somebody for a decision." in page
    assert not SentPost.objects.exists()


def test_one_tap_sends_it_and_its_page_says_what_it_waits_for() -> None:
    client = hill()
    page = words(opened(client, sends(client, filled(DOUBT, where=OWN))))
    assert "It waits for an answer" in page
    assert "Do not post it yet." in page
    assert "An answer is due by" in page
    assert SentPost.objects.get().state == "waiting"


def test_where_nobody_else_holds_the_role_she_is_told_before_and_after() -> None:
    client = hill()
    person("Desmond Clay").roles.update(ends=timezone.localdate() - timedelta(days=1))
    sheet = filled(HIDDEN, where=SCHOOLS)
    told = words(sent(client, sheet))
    assert "Nobody but you holds the role that is asked here today: Network manager." in told
    assert "it goes to Dr Pace" in told
    page = words(opened(client, sends(client, sheet)))
    assert "Nobody can answer part of this today" in page
    assert "It has gone to Dr Pace, who can give the role to somebody or name a deputy." in page


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (filled(NAMED, where=SCHOOLS), "Some of this nobody can allow"),
        (filled("Look!", **with_picture(faces="some")), "This is not SLT’s to allow: Consent of a parent or carer"),
    ],
)
def test_what_cannot_be_sent_says_so_and_has_no_button(sheet: dict[str, object], said: str) -> None:
    page = sent(hill(), sheet)
    assert said in words(page)
    assert "send:" not in page


def test_what_may_go_out_offers_nothing_to_send() -> None:
    page = sent(hill(), filled("Sports day is on Friday."))
    assert verdict(page) == "allow"
    assert "May it go out all the same?" not in page


def test_words_that_changed_after_the_button_was_drawn_are_not_sent() -> None:
    client = hill()
    tap = button(sent(client, filled(DOUBT, where=OWN)), "Send ")
    answer = client.post("/posts/send/", filled(f"{DOUBT}!", where=OWN, do=tap))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The words have changed meanwhile" in words(page)
    assert field(page, "text") == f"{DOUBT}!"
    assert not SentPost.objects.exists()


def test_who_is_asked_changed_after_the_button_was_drawn() -> None:
    client = hill()
    text = "A good read, and Björn Halvorsen agrees: https://bit.ly/birds"
    tap = button(sent(client, filled(text)), "Send ")
    child("Björn Halvorsen")
    roll.touch()
    page = client.post("/posts/send/", filled(text, do=tap)).content.decode()
    assert "The words have changed meanwhile, or what they need." in words(page)
    assert not SentPost.objects.exists()


@pytest.mark.parametrize("tap", ["send:", "send:x", "check", "", "send:0123456789abcdef"])
def test_a_button_that_nobody_made_sends_nothing(tap: str) -> None:
    page = hill().post("/posts/send/", filled(DOUBT, where=OWN, do=tap))
    assert page.status_code == 200
    assert not SentPost.objects.exists()


@pytest.mark.parametrize("text", ["", "x" * 20_001, "well done grace " * 62_500])
def test_a_sheet_that_cannot_be_checked_is_not_sent_and_comes_back_whole(text: str) -> None:
    answer = hill().post("/posts/send/", filled(text, do="send:x"))
    assert answer.status_code == 200
    assert field(answer.content.decode(), "text") == text
    assert not SentPost.objects.exists()


def test_a_post_with_a_thousand_links_is_sent_and_read_in_time() -> None:
    client = hill()
    links = "\n".join(f"https://bit.ly/{number}" for number in range(1_000))
    address = sends(client, filled("Look at all of these.", links=links))
    clay = browser_of(person("Desmond Clay"))
    page = opened(clay, f"/posts/waiting{address.removeprefix('/posts')}")
    assert "https://bit.ly/999" in page
    assert len(page) < 300_000


@pytest.mark.parametrize(
    "text", ["مرحبا بالجميع", "שלום לכולם", "こんにちは", "🏅👩‍👩‍👧", "a\u202eb\u2066c", "<b>&amp;</b>"]
)
def test_any_script_and_direction_is_sent_read_and_copied_to_the_letter(text: str) -> None:
    told = f"{text} https://bit.ly/birds"
    client = hill()
    address = sends(client, filled(told))
    clay = person("Desmond Clay")
    page = opened(browser_of(clay), f"/posts/waiting{address.removeprefix('/posts')}")
    assert told in words(page.replace("</mark>", "").replace('<mark class="hold">', "")) or "&lt;b&gt;" in page
    answered(clay, SentPost.objects.get())
    page = opened(client, address)
    found = re.search(r'<textarea id="safe" readonly rows="4">\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    assert field(page.replace('id="safe" readonly', 'name="safe"'), "safe") == told


# -- deciding --


def test_the_queue_has_what_is_theirs_to_answer_and_not_a_word_of_the_posts() -> None:
    one, penfold = cast()
    sent_by(one, text=DOUBT, place=OWN_PLACE)
    sent_by(one, text=HIDDEN, place=PAGE)
    page = words(opened(browser_of(penfold), "/posts/waiting/"))
    assert "Ms Hill: My own account, Facebook" in page
    assert "A doubt" in page
    assert "A site that the network manager" not in page
    assert "bath" not in page
    told = words(opened(browser_of(person("Imelda Pace")), "/posts/waiting/"))
    assert told.index("A doubt") < told.index("Others are asked") < told.index("A site that the network manager")
    assert "No post waits for your answer." in words(opened(browser_of(person("Anders Holm")), "/posts/waiting/"))


def decide(client: Client, post: SentPost, answer: str, reason: str = "", version: int = 1) -> object:
    return client.post(f"/posts/waiting/{post.pk}/", {"answer": answer, "reason": reason, "version": version})


def test_the_page_has_the_words_underlined_the_findings_and_what_exactly_is_asked() -> None:
    one, penfold = cast()
    post = sent_by(one, text=DOUBT, place=OWN_PLACE)
    page = opened(browser_of(penfold), f"/posts/waiting/{post.pk}/")
    assert f'<mark class="hold">{DOUBT}</mark>' in page
    told = words(page)
    for said in ("Ms Hill asks: may this go out?", "A doubt: may this go out as it is? CC-4", "Ms Hill, Teacher",
                 "Saltmarsh Primary School", "My friends or followers", "version 2026.1", "Yes, it may go out"):  # fmt: skip
        assert said in told


def test_a_no_without_a_reason_comes_back_and_with_one_is_told_to_its_author() -> None:
    one, penfold = cast()
    post, head = sent_by(one), browser_of(penfold)
    answer = decide(head, post, "no")
    assert "Say why, in a sentence" in answer.content.decode()  # type: ignore[attr-defined]
    assert decide(head, post, "no", "Not there.\nAsk me.").status_code == 302  # type: ignore[attr-defined]
    page = words(opened(browser_of(one), f"/posts/{post.pk}/"))
    assert "The answer is no" in page
    assert "Mrs Penfold, Head of school or other SLT member" in page
    assert "Not there. Ask me." in page
    assert "copy this" not in page


def test_the_second_sees_the_firsts_answer_and_keeps_what_they_wrote() -> None:
    one, penfold = cast()
    post = sent_by(one)
    decide(browser_of(penfold), post, "change", "Name the platform.")
    answer = decide(browser_of(person("Chidi Okoro")), post, "no", "I was about to say this.")
    assert answer.status_code == 409  # type: ignore[attr-defined]
    page = words(answer.content.decode())  # type: ignore[attr-defined]
    for said in ("Somebody was quicker", "Mrs Penfold", "Name the platform.", "I was about to say this."):
        assert said in page
    assert now(post).state == "change"


def test_a_page_grown_old_is_shown_anew_and_its_answer_counts_the_second_time() -> None:
    one, penfold = cast()
    post, clay = sent_by(one, text=HIDDEN), browser_of(person("Desmond Clay"))
    decide(browser_of(penfold), post, "yes")
    answer = decide(clay, post, "yes", "Fine.")
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert (field(page, "version"), field(page, "reason")) == ("2", "Fine.")
    assert decide(clay, post, "yes", "Fine.", 2).status_code == 302  # type: ignore[attr-defined]
    assert now(post).state == "yes"


def test_a_double_click_on_yes_is_one_yes_and_no_trouble() -> None:
    one, penfold = cast()
    post, head = sent_by(one), browser_of(penfold)
    assert [decide(head, post, "yes").status_code for _ in range(2)] == [302, 302]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("sheet", "status"), [({}, 200), ({"answer": "maybe", "version": "1"}, 200), ({"answer": "yes"}, 200),
                          ({"answer": "yes", "version": "x"}, 200), ({"answer": "yes", "version": "99"}, 409)])  # fmt: skip
def test_a_form_that_nobody_made_answers_nothing(sheet: dict[str, str], status: int) -> None:
    one, penfold = cast()
    post = sent_by(one)
    assert browser_of(penfold).post(f"/posts/waiting/{post.pk}/", sheet).status_code == status
    assert now(post).state == "waiting"


def test_what_fell_while_it_was_open_says_why() -> None:
    one, penfold = cast()
    post = sent_by(one, text="Björn Halvorsen brings the flags.")
    child("Björn Halvorsen")
    roll.touch()
    head = browser_of(penfold)
    page = words(opened(head, f"/posts/waiting/{post.pk}/"))
    assert "It can no longer be answered" in page
    assert "Your answer" not in page
    answer = decide(head, post, "yes")
    assert "nobody was asked about" in answer.content.decode()  # type: ignore[attr-defined]
    assert now(post).state == "fallen"


# -- the author's own --


def test_her_list_has_her_own_posts_and_nobody_elses() -> None:
    one, _ = cast()
    sent_by(one, text="Chrysanthemum day.")
    sent_by(person("Sandra Cope"), text="Another.")
    page = words(opened(browser_of(one), "/posts/"))
    assert "Chrysanthemum day." in page
    assert "Another." not in page
    assert "You have sent none yet." in words(opened(browser_of(person("Lorna Banks")), "/posts/"))


def test_a_yes_is_copied_and_one_that_no_longer_stands_is_not() -> None:
    one, penfold = cast()
    text = "Björn Halvorsen brings the flags."
    post, client = answered(penfold, sent_by(one, text=text)), browser_of(one)
    page = opened(client, f"/posts/{post.pk}/")
    assert f'<textarea id="safe" readonly rows="4">\n{text}</textarea>' in page
    child("Björn Halvorsen")
    roll.touch()
    page = opened(client, f"/posts/{post.pk}/")
    assert 'id="safe"' not in page
    told = words(page)
    assert "The yes no longer stands A new check finds something that nobody was asked about." in told
    assert "SU-4c" in told


def test_opening_it_says_that_the_notice_was_seen() -> None:
    one, penfold = cast()
    post = answered(penfold, sent_by(one))
    opened(browser_of(one), f"/posts/{post.pk}/")
    assert Notice.objects.get(person=one, about=f"post:{post.pk}").opened_at


def test_it_is_changed_on_the_sheet_which_has_all_of_it() -> None:
    one, penfold = cast()
    grace = child("Grace Tolliver")
    picture = SCENE.__class__("a.jpg", "The children in assembly", "Rows of them", "some", 1, (str(grace.pk),))
    post = services.send(by=one, post=a_post("Look!\n ", place=OWN_PLACE, pictures=(picture,),
                                             links=("https://example.org",), author=one))  # fmt: skip
    page = opened(browser_of(one), f"/posts/{post.pk}/edit/")
    got = [field(page, name) for name in ("text", "links", "p0-file", "p0-caption", "p0-alt", "p0-number")]
    assert got == ["Look!\n ", "https://example.org", "a.jpg", "The children in assembly", "Rows of them", "1"]
    assert re.search(rf'value="{grace.pk}"[^>]* checked', page)
    assert re.search(r'name="where" value="personal:facebook"[^>]* checked', page)
    assert "You are changing a post that you sent (waiting)." in words(page)
    assert now(post).state == "waiting"
    assert penfold


def test_changed_and_sent_it_takes_the_firsts_place() -> None:
    one, _ = cast()
    first, client = sent_by(one), browser_of(one)
    page = opened(client, f"/posts/{first.pk}/edit/")
    sheet = filled("Sports day is on Monday.", where="elsewhere", kind="sanctioned", platform="unlisted",
                   earlier=field(page, "earlier"), seen=field(page, "seen"))  # fmt: skip
    address = sends(client, sheet)
    assert now(first).state == "fallen"
    assert f'href="/posts/{first.pk}/"' in opened(client, address)
    assert f'href="{address}"' in opened(client, f"/posts/{first.pk}/")


def test_answered_while_she_changed_it_she_is_told_and_nothing_is_lost() -> None:
    one, penfold = cast()
    first, client = sent_by(one), browser_of(one)
    sheet = filled("Sports day is on Monday.", where="elsewhere", kind="sanctioned", platform="unlisted",
                   earlier=str(first.pk), seen="1")  # fmt: skip
    tap = button(sent(client, sheet), "Send ")
    answered(penfold, first)
    answer = client.post("/posts/send/", {**sheet, "do": tap})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Your first post was answered meanwhile" in words(page)
    assert (field(page, "text"), field(page, "seen")) == ("Sports day is on Monday.", "2")
    assert now(first).state == "yes"
    assert client.post("/posts/send/", {**sheet, "seen": "2", "do": tap}).status_code == 302


@pytest.mark.parametrize("earlier", ["x", "0" * 36, "\0", "٣" * 36, "00000000-0000-0000-0000-000000000000"])
def test_an_earlier_post_that_is_none_of_hers_is_taken_for_none(earlier: str) -> None:
    client = hill()
    answer = client.post("/check/", filled(DOUBT, where=OWN, earlier=earlier, seen="x"))
    assert answer.status_code == 200
    assert "You are changing" not in answer.content.decode()


def test_taken_back_nobody_is_asked_and_a_second_time_is_no_trouble() -> None:
    one, penfold = cast()
    post, client = sent_by(one), browser_of(one)
    for _ in range(2):
        assert client.post(f"/posts/{post.pk}/take-back/").status_code == 302
    assert "Taken back" in words(opened(client, f"/posts/{post.pk}/"))
    assert "No post waits for your answer." in words(opened(browser_of(penfold), "/posts/waiting/"))


def test_after_a_year_its_page_has_the_outcome_and_no_words() -> None:
    one, penfold = cast()
    post = answered(penfold, sent_by(one, text="Chrysanthemum day."), "no", "Not chrysanthemums.")
    SentPost.objects.update(settled_at=timezone.now() - timedelta(days=366))
    services.forget_old()
    for who, address in ((one, f"/posts/{post.pk}/"), (penfold, f"/posts/waiting/{post.pk}/"), (one, "/posts/")):
        assert "hrysanthemum" not in opened(browser_of(who), address)
    assert "The answer is no" in words(opened(browser_of(one), f"/posts/{post.pk}/"))
    opened(browser_of(one), f"/posts/{post.pk}/edit/", 404)


# -- who gets which page --


@pytest.mark.parametrize("name", ["Anders Holm", "Sandra Cope", "Patricia Savage", "Alan Wren"])
def test_to_others_it_is_as_if_it_were_not_there(name: str) -> None:
    one, _ = cast()
    post, client = sent_by(one), browser_of(person(name))
    for part in ("", "edit/", "take-back/"):
        assert client.post(f"/posts/{post.pk}/{part}").status_code in (404, 405)
        assert client.get(f"/posts/{post.pk}/{part}").status_code in (404, 405)
    assert client.get(f"/posts/waiting/{post.pk}/").status_code in (403, 404)
    assert now(post).state == "waiting"


def test_whoever_decides_is_led_to_where_they_do_and_its_author_never_is() -> None:
    one, penfold = cast()
    post = sent_by(one)
    assert browser_of(penfold).get(f"/posts/{post.pk}/")["Location"] == f"/posts/waiting/{post.pk}/"
    own = sent_by(penfold)
    opened(browser_of(penfold), f"/posts/waiting/{own.pk}/", 404)
    assert browser_of(penfold).post(f"/posts/waiting/{own.pk}/", {"answer": "yes", "version": 1}).status_code == 404


def test_only_who_may_know_reads_the_offices_reasons() -> None:
    one, penfold = cast()
    grace = child("Grace Tolliver")
    picture = SCENE.__class__("a.jpg", "The children in assembly", "", "some", 1, (str(grace.pk),))
    post = services.send(by=one, post=a_post("Look!", place=OWN_PLACE, pictures=(picture,), author=one))
    assert "Grace Tolliver: consent" in words(opened(browser_of(penfold), f"/posts/waiting/{post.pk}/"))
    author = words(opened(browser_of(one), f"/posts/{post.pk}/"))
    assert "For the office" not in author
    assert "consent missing" not in author


@pytest.mark.parametrize(
    ("who", "address"),
    [("Rowena Hill", "/posts/"), ("Rowena Hill", "/posts/{}/"), ("Rowena Hill", "/posts/{}/edit/"),
     ("Judith Penfold", "/posts/waiting/"), ("Judith Penfold", "/posts/waiting/{}/"), ("Imelda Pace", "/posts/waiting/{}/")],
)  # fmt: skip
def test_no_page_asks_the_database_too_often(who: str, address: str) -> None:
    one, _ = cast()
    post = sent_by(one, text=HIDDEN)
    for day in ("Monday", "Tuesday", "Wednesday"):
        sent_by(one, text=f"Sports day is on {day}.")
    client, there = browser_of(person(who)), address.format(post.pk)
    opened(client, there)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        opened(client, there)
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= MOST, "\n".join(o["sql"] for o in asked)


def test_no_page_of_these_is_kept_by_a_browser_or_a_proxy() -> None:
    one, penfold = cast()
    post = sent_by(one)
    for who, address in ((one, "/posts/"), (one, f"/posts/{post.pk}/"), (penfold, f"/posts/waiting/{post.pk}/")):
        assert "no-store" in browser_of(who).get(address)["Cache-Control"]
