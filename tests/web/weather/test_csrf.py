"""A form that another site sends in somebody's name is refused on every page, before anything else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.site_cast import federation, person
from tests.web.browsing import browser, browser_of
from tests.web.walking import Page, pages, visit

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("a form's token is compared before the database is asked for anything"),
]
# What a telephone's share menu sends has no token. Nothing comes of it: tests/web/check/test_sharing.py.
WITHOUT = ("check_shared",)
TOO_OLD = "This form is too old"
SHOWS_ONLY = ("check_shared",)  # what a telephone's share menu sends: it knows no token, and so nothing is changed


def test_no_page_takes_a_form_without_its_token() -> None:
    """The Executive Head may do more than anybody, so nothing else would stop it."""
    federation()
    pace = browser_of(person("Imelda Pace"), enforce_csrf_checks=True)
    found = [page for page in pages() if page.action and page.name not in SHOWS_ONLY and not is_operation(page)]
    answers = {page.url: visit(pace, page.url, "POST") for page in found}
    assert not {
        url: answer.status for url, answer in answers.items() if answer.status != 403 or TOO_OLD not in answer.body
    }


def is_operation(page: Page) -> bool:
    """Of the API, which knows no cookies: what another site sends in somebody's name has no token."""
    return page.url.startswith("/api/") and page.name not in ("api", "openapi")


def test_an_operation_takes_no_notice_of_who_is_signed_in() -> None:
    federation()
    pace = browser_of(person("Imelda Pace"), enforce_csrf_checks=True)
    found = [page for page in pages() if is_operation(page)]
    assert found
    assert {visit(pace, page.url, method).status for page in found for method in ("GET", "POST")} == {401, 405}


@pytest.mark.parametrize("page", SHOWS_ONLY)
def test_what_needs_no_token_changes_nothing(page: str) -> None:
    federation()
    pace = browser_of(person("Imelda Pace"), enforce_csrf_checks=True)
    pace.get(reverse("first"))
    with CaptureQueriesContext(connection) as asked:
        assert (
            pace.post(reverse(page), {"text": "Well done", "do": "check", "url": "https://bit.ly/x"}).status_code == 200
        )
    assert not [query["sql"] for query in asked if not query["sql"].startswith("SELECT")]


def test_nobody_signs_in_by_a_form_of_another_site() -> None:
    answer = visit(browser(enforce_csrf_checks=True), "/accounts/login/", "POST")
    assert answer.status == 403
    assert TOO_OLD in answer.body
    assert "Nothing was changed." in answer.body


def test_the_token_is_in_a_cookie_that_no_script_can_read() -> None:
    response = browser().get("/accounts/login/")
    cookie = next(morsel for name, morsel in response.cookies.items() if "csrf" in name)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
