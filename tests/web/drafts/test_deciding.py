"""The queue, and the page on which somebody answers."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from gatepost.apps.people import roll
from tests.apps.posts.sent import DOUBT, HIDDEN, PAGE, cast, now, sent_by
from tests.apps.posts.sent import OWN as OWN_PLACE
from tests.site_cast import child, person
from tests.web.browsing import browser_of
from tests.web.check.sheets import field, words
from tests.web.drafts.walking import decide, opened

pytestmark = pytest.mark.django_db


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
    assert "Say why, in a sentence" in answer.content.decode()
    assert decide(head, post, "no", "Not there.\nAsk me.").status_code == 302
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
    assert answer.status_code == 409
    page = words(answer.content.decode())
    for said in ("Somebody was quicker", "Mrs Penfold", "Name the platform.", "I was about to say this."):
        assert said in page
    assert now(post).state == "change"


def test_a_page_grown_old_is_shown_anew_and_its_answer_counts_the_second_time() -> None:
    one, penfold = cast()
    post, clay = sent_by(one, text=HIDDEN), browser_of(person("Desmond Clay"))
    decide(browser_of(penfold), post, "yes")
    answer = decide(clay, post, "yes", "Fine.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert (field(page, "version"), field(page, "reason")) == ("2", "Fine.")
    assert decide(clay, post, "yes", "Fine.", 2).status_code == 302
    assert now(post).state == "yes"


def test_a_double_click_on_yes_is_one_yes_and_no_trouble() -> None:
    one, penfold = cast()
    post, head = sent_by(one), browser_of(penfold)
    assert [decide(head, post, "yes").status_code for _ in range(2)] == [302, 302]


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
    assert "nobody was asked about" in answer.content.decode()
    assert now(post).state == "fallen"


def test_whoever_decides_may_say_that_the_finding_was_wrong() -> None:
    hill, penfold = cast()
    sent = sent_by(hill)
    client = browser_of(penfold)
    page = client.get(reverse("decide_post", args=[sent.pk])).content.decode()
    key = re.search(r'name="wrong" value="([^"]+)"', page)
    assert key is not None
    begun = client.post(reverse("say_wrong"), {"post": str(sent.pk), "wrong": key[1]}).content.decode()
    assert sent.words["text"] in begun
    rest = re.search(r'name="rest" value="([^"]+)"', begun)
    assert rest is not None


def test_nobody_disputes_a_post_that_they_may_not_see() -> None:
    hill, _penfold = cast()
    sent = sent_by(hill)
    for name in ("Lorna Banks", "Anders Holm"):
        client = browser_of(person(name))
        assert client.post(reverse("say_wrong"), {"post": str(sent.pk), "wrong": "x"}).status_code == 404
    assert browser_of(hill).post(reverse("say_wrong"), {"post": "no id", "wrong": "x"}).status_code == 404
