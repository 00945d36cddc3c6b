"""The policy as pages: all of it, and each clause with what practises it."""

from __future__ import annotations

import pytest
from django.test import Client

from gatepost.web.code import site
from gatepost.web.practice import practice_of
from tests.cast import learn_to_live
from tests.site_cast import federation, person
from tests.web.browsing import browser, browser_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("the policy is read from its files, and the database only says who reads"),
]
CLAUSES = learn_to_live().clauses


@pytest.fixture
def hill() -> Client:
    """Ms Hill's browser."""
    federation()
    return browser_of(person("Rowena Hill"))


def words(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("&#x27;", "'").replace("&quot;", '"').split())


def test_the_contents_name_every_clause_and_part(hill: Client) -> None:
    page = words(hill, "/policy/")
    for clause in CLAUSES.values():
        assert f'href="/policy/{clause.id}/"' in page
        assert clause.title in page


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_clause_has_its_page_in_the_policys_words(clause: str, hill: Client) -> None:
    page = words(hill, f"/policy/{clause}/")
    assert f"<h1>{CLAUSES[clause].title}</h1>" in page
    assert f'<p class="words">{" ".join(CLAUSES[clause].says.split())}</p>' in page


def test_a_clause_shows_what_may_go_out_and_what_may_not_two_of_each(hill: Client) -> None:
    page = words(hill, "/policy/SU-4b/")
    assert page.count('<div class="case yes">') == 2
    assert page.count('<div class="case no">') == 2
    assert page.index("May go out") < page.index("Do not post this yet")


def test_a_clause_tells_who_may_lift_it_or_that_nobody_can(hill: Client) -> None:
    assert "Given by: Parent or carer." in words(hill, "/policy/SU-4a/")
    assert "Nobody can lift it." in words(hill, "/policy/SU-4b/")
    assert "Nobody can lift it." not in words(hill, "/policy/SU-4a/")


def test_a_part_leads_back_to_its_clause_and_the_clause_to_its_parts(hill: Client) -> None:
    assert 'href="/policy/SU-4/">SU-4 Photographs' in words(hill, "/policy/SU-4b/")
    whole = words(hill, "/policy/SU-4/")
    for part in ("SU-4a", "SU-4b", "SU-4c"):
        assert f'href="/policy/{part}/"' in whole


def test_a_clause_tells_what_practises_it_from_the_index_that_the_command_prints(hill: Client) -> None:
    for clause in ("KP-3", "SU-2", "SU-4a"):
        page, (cited, *_) = words(hill, f"/policy/{clause}/"), practice_of(learn_to_live(), CLAUSES[clause])
        for place in [check.place for check in cited.checks] + [code.place for code in (*cited.services, *cited.pages)]:
            assert f"<code>{place}</code>" in page
        for duty in cited.duties:
            assert " ".join(duty.what.split()) in page
        for action in cited.actions:
            assert action.title in page


def test_a_clause_is_found_however_it_is_written(hill: Client) -> None:
    response = hill.get("/policy/su-4B/")
    assert (response.status_code, response["Location"]) == (301, "/policy/SU-4b/")


@pytest.mark.parametrize("name", ["SU-9", "SU", "..", "SU-4b%0a", "x" * 300])
def test_there_is_no_page_of_a_clause_that_is_not_there(name: str, hill: Client) -> None:
    assert hill.get(f"/policy/{name}/").status_code == 404


def test_the_policy_is_for_those_who_have_signed_in() -> None:
    federation()
    assert browser().get("/policy/SU-4/")["Location"] == "/accounts/login/?next=/policy/SU-4/"


# -- the index --


def test_every_page_and_service_is_found_in_the_source_with_its_place_and_its_sentence() -> None:
    for code in (*site().pages, *site().services):
        assert code.place
        assert code.says, code
    assert any(code.name == "who_does_what" and code.actions == ("authority.see",) for code in site().pages)
    assert any(code.name == "close" and code.actions == ("calendar.change",) for code in site().services)


def test_a_service_is_cited_by_the_clauses_of_its_action() -> None:
    cited = practice_of(learn_to_live(), CLAUSES["KP-3"])[0]
    assert [action.id for action in cited.actions] == ["concern.receive"]
