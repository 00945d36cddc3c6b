"""What does the policy say? A question on the site, and what comes back."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.site_cast import federation, person
from tests.web.browsing import browser_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("the policy is searched in its files, and the database only says who asks"),
]


def answer(question: str, who: str = "Rowena Hill") -> str:
    federation()
    page = browser_of(person(who)).get("/policy/", {"q": question})
    assert page.status_code == 200
    return " ".join(unescape(page.content.decode()).split())


def found(page: str) -> list[str]:
    return re.findall(r'<h3 id="of-([\w-]+)">', page)


@pytest.mark.parametrize("who", ["Rowena Hill", "Marian Webb", "Alan Wren", "Tina Fairweather"])
def test_everybody_who_signs_in_may_ask(who: str) -> None:
    assert found(answer("can I friend a parent", who))[0] == "PU-1"


def test_the_clause_comes_in_plain_words_with_what_may_go_out_what_may_not_and_who_decides() -> None:
    page = answer("photo consent")
    assert found(page)[0] == "SU-4a"
    first = page[page.index("of-SU-4a") :].partition("</article>")[0]
    assert "only where a parent or carer has agreed in writing" in first
    assert first.index("May go out") < first.index("Do not post this yet")
    assert "Who decides: Parent or carer" in first


def test_a_clause_with_parts_shows_the_examples_of_its_parts() -> None:
    page = answer("whatsapp class group")
    first = page[page.index("of-PU-9") :].partition("</article>")[0]
    assert 'class="case yes"' in first
    assert 'class="case no"' in first


def test_whoever_decides_for_several_parts_is_named_once() -> None:
    page = answer("PU-10")
    first = page[page.index("of-PU-10") :].partition("</article>")[0]
    assert first.count("Who decides:") == 1


def test_a_word_of_the_policy_is_explained() -> None:
    assert "<dt>Enabling</dt>" in answer("Enabling")


def test_whoever_finds_nothing_is_sent_to_somebody_who_knows() -> None:
    page = answer("xylophone")
    assert "ask a member of SLT" in page
    assert found(page) == []


def test_what_was_asked_stands_in_the_box_as_text() -> None:
    page = browser_of(person("Rowena Hill")).get("/policy/", {"q": '<b>"photo"</b>'}).content.decode()
    assert 'value="&lt;b&gt;&quot;photo&quot;&lt;/b&gt;"' in page
    assert "<b>&quot;photo" not in page
    assert '<b>"photo' not in page


def test_without_a_question_there_is_the_whole_policy() -> None:
    assert 'id="SU"' in answer("  ")
