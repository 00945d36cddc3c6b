"""Asking SLT, page by page: what is known is shown first, the thread is private, and an answer is never sent past another."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.apps.people import roll
from gatepost.apps.questions.models import Precedent, Question
from gatepost.apps.questions.services import asking
from tests.apps.questions.asked import ANSWER, WORDS, answered, asked_by, kept
from tests.site_cast import child, federation, parent, person
from tests.web.browsing import browser_of
from tests.web.weather.planting import BROKEN_OUT, SCRIPT, alive, planted

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
ANSWERED = {"words": ANSWER, "clauses": "pu-10", "seen": "1"}


def browsing(name: str = "Rowena Hill") -> Client:
    federation()
    return browser_of(person(name))


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return " ".join(response.content.decode().split())


def asks(client: Client, do: str = "ask", **more: object) -> tuple[int, str]:
    """The status, and where it led or what it said."""
    response = client.post("/ask/", {"words": WORDS, "school": "SMP", "do": do, **more})
    return response.status_code, response.get("Location") or " ".join(response.content.decode().split())


# -- before asking --


def test_the_page_shows_what_the_policy_says_before_anything_is_asked_and_asking_stays_a_tap_away() -> None:
    client = browsing()
    assert '<button class="button quiet" name="do" value="ask">Ask SLT</button>' in text(client, "/ask/")
    status, page = asks(client, do="look")
    assert status == 200
    assert "What the policy says" in page
    assert 'href="/policy/PU-10' in page or 'href="/policy/PU-1' in page
    assert '<button class="button" name="do" value="ask">Ask SLT</button>' in page
    assert WORDS in page
    assert not Question.objects.exists()


def test_what_somebody_asked_before_is_found_on_the_ask_page_in_the_search_and_with_its_clause() -> None:
    kept()
    client = browsing("Sandra Cope")
    for page in (asks(client, do="look")[1], text(client, "/policy/?q=friend+a+parent+on+facebook"),
                 text(client, "/policy/PU-10/"), text(client, "/answers/")):  # fmt: skip
        assert ANSWER in page
    assert "Ms Hill" not in text(client, "/answers/")


def test_everybody_who_has_signed_in_finds_kept_answers_even_who_may_not_ask() -> None:
    kept()
    mother = parent(child("Grace Tolliver"))
    mother.roles.exclude(role="parent").delete()
    client = browser_of(mother)
    assert ANSWER in text(client, "/answers/")
    assert "Ask SLT" not in text(client, "/policy/PU-10/")
    assert client.get("/ask/").status_code == 403


def test_a_clause_leads_to_a_question_about_it() -> None:
    client = browsing()
    assert 'href="/ask/?clause=PU-10"' in text(client, "/policy/PU-10/")
    assert 'value="PU-10"' in text(client, "/ask/?clause=PU-10")
    asks(client, clause="PU-10")
    assert Question.objects.get().clause == "PU-10"
    assert 'value="<script' not in text(client, "/ask/?clause=<script>")


def test_an_empty_question_is_told_beside_its_field_and_none_is_asked() -> None:
    status, page = asks(browsing(), words="  ")
    assert status == 200
    assert "There is a problem" in page
    assert not Question.objects.exists()


# -- the thread --


def test_whoever_asked_sees_by_when_they_have_an_answer_and_slt_by_when_they_owe_it() -> None:
    hill, penfold = browsing(), browsing("Judith Penfold")
    _, url = asks(hill)
    assert "You get an answer by <strong><time" in text(hill, url)
    assert "Answer it by <strong><time" in text(penfold, url)
    assert url in text(penfold, "/questions/waiting/")


@pytest.mark.parametrize("name", ["Sandra Cope", "Anders Holm", "Desmond Clay", "Marian Webb"])
def test_to_everybody_else_it_is_not_there(name: str) -> None:
    question = asked_by(person("Rowena Hill"))
    client = browsing(name)
    for page in ("", "answer/", "again/", "helped/", "take-back/", "keep/"):
        there, nothing = (client.post(f"/questions/{key}/{page}").status_code
                          for key in (question.pk, "00000000-0000-4000-8000-000000000000"))  # fmt: skip
        assert there == nothing, page
        assert there in (403, 404, 405), page


def test_to_whom_it_is_about_it_is_not_there() -> None:
    person("Judith Penfold")
    hill = browsing()
    assert "Mrs Penfold" in text(hill, "/ask/")
    _, url = asks(hill, about=[str(person("Judith Penfold").pk)])
    penfold = browsing("Judith Penfold")
    assert penfold.get(url).status_code == 404
    assert penfold.post(f"{url}answer/", ANSWERED).status_code == 404
    assert url not in text(penfold, "/questions/waiting/")
    assert url.split("/")[2] not in text(penfold, "/ledger/")
    assert browsing("Imelda Pace").get(url).status_code == 200


def test_a_question_is_answered_helps_and_is_closed() -> None:
    hill, penfold = browsing(), browsing("Judith Penfold")
    _, url = asks(hill)
    assert penfold.post(f"{url}answer/", ANSWERED)["Location"] == url
    page = text(hill, url)
    assert ANSWER in page
    assert 'href="/policy/PU-10/"' in page
    assert not person("Rowena Hill").notices.filter(opened_at=None).exists()
    hill.post(f"{url}helped/")
    assert "answered, and that helped" in text(hill, url)
    assert "Ask again" not in text(hill, url)


def test_the_second_to_answer_is_shown_the_first_answer_and_keeps_their_words() -> None:
    hill, penfold, pace = browsing(), browsing("Judith Penfold"), browsing("Imelda Pace")
    _, url = asks(hill)
    penfold.post(f"{url}answer/", ANSWERED)
    response = pace.post(f"{url}answer/", {"words": "Only your sister.", "clauses": "", "seen": "1"})
    page = response.content.decode()
    assert response.status_code == 409
    assert ANSWER in page
    assert "Only your sister." in page
    assert 'name="seen" value="2"' in page
    assert pace.post(f"{url}answer/", {"words": "Only your sister.", "seen": "2"}).status_code == 302
    assert "Only your sister." in text(hill, url)


def test_asked_again_in_the_same_thread_and_taken_back() -> None:
    hill = browsing()
    question = answered(asked_by(person("Rowena Hill")))
    url = f"/questions/{question.pk}/"
    assert hill.post(f"{url}again/", {"words": " "}).status_code == 200
    hill.post(f"{url}again/", {"words": "But she is my sister."})
    assert "But she is my sister." in text(browsing("Judith Penfold"), url)
    assert hill.post(f"{url}take-back/")["Location"] == url
    assert "These words were deleted." in text(hill, url)


def test_a_duty_leads_to_the_thread() -> None:
    question = asked_by(person("Rowena Hill"))
    turn = question.turns.get()
    assert WORDS in text(browsing("Judith Penfold"), f"/questions/{turn.pk}/")
    assert asking.cause_of(question) == f"question:{turn.pk}"


# -- keeping an answer --


def test_what_names_somebody_is_underlined_and_not_kept_and_what_names_nobody_is() -> None:
    penfold = browsing("Judith Penfold")
    question = answered(asked_by(person("Rowena Hill")))
    child("Grace Tolliver")
    roll.touch()
    url = f"/questions/{question.pk}/keep/"
    assert WORDS in text(penfold, url)
    page = penfold.post(url, {"asked": "May I add Grace's mum?", "answered": ANSWER}).content.decode()
    assert '<mark class="block">Grace</mark>' in page
    assert "Change what is underlined" in page
    assert not Precedent.objects.exists()
    assert penfold.post(url, {"asked": WORDS, "answered": ANSWER, "clauses": "PU-10"}).status_code == 302
    assert ANSWER in text(browsing("Sandra Cope"), "/answers/")


def test_slt_changes_it_or_takes_it_away_and_nobody_else_does() -> None:
    one = kept()
    penfold = browsing("Judith Penfold")
    assert "Take it away" in text(penfold, "/answers/")
    assert "Take it away" not in text(browsing("Anders Holm"), "/answers/")
    for name, status in (("Anders Holm", 404), ("Rowena Hill", 403)):
        for page in ("", "away/"):
            assert browsing(name).post(f"/answers/{one.pk}/{page}").status_code == status
    changed = {"asked": "May a parent be my friend there?", "answered": ANSWER}
    assert penfold.post(f"/answers/{one.pk}/", changed)["Location"] == "/answers/"
    assert "May a parent be my friend there?" in text(penfold, "/answers/")
    penfold.post(f"/answers/{one.pk}/away/")
    assert "No answer is kept yet." in text(browsing(), "/answers/")


def test_one_that_a_new_name_hides_is_shown_to_slt_alone() -> None:
    kept(asked="A page is called Grace Darling fans. May I like it?", answer="It is welcome.")
    child("Grace Tolliver")
    roll.touch()
    assert "Grace Darling" not in text(browsing(), "/answers/")
    assert "Hidden until you look at them" in text(browsing("Judith Penfold"), "/answers/")


# -- the weather --


def test_script_in_a_thread_and_in_a_kept_answer_stays_a_text() -> None:
    typed = f"May I? {SCRIPT} {BROKEN_OUT}"
    question = answered(asked_by(person("Rowena Hill"), words=typed), words=typed)
    Precedent.objects.create(
        asked=typed, answered=typed, kept_by=person("Judith Penfold"), kept_at=question.asked_at, school=question.school
    )
    roll.touch()
    for name in ("Rowena Hill", "Judith Penfold"):
        for url in (f"/questions/{question.pk}/", "/answers/", "/questions/"):
            assert not alive(text(browsing(name), url))
    assert any(planted(text(browsing(), f"/questions/{question.pk}/")))


def test_no_page_asks_the_database_more_than_a_dozen_times() -> None:
    one = kept()
    asked_by(person("Sandra Cope"))
    url = f"/questions/{one.question_id}/"
    for name in ("Rowena Hill", "Judith Penfold", "Imelda Pace"):
        client = browsing(name)
        pages = ["/ask/", "/questions/", url, "/answers/", "/policy/PU-10/", "/policy/?q=parent+facebook"]
        if name != "Rowena Hill":
            pages += ["/questions/waiting/", f"{url}keep/", f"/answers/{one.pk}/"]
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                text(client, page)
            assert len(asked) <= MOST_QUERIES, (name, page, [one["sql"] for one in asked])
