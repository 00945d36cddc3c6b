"""Script in a name, in a file's name or in an address stays a text, on every page and for everybody."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client

from gatepost.apps.people.services import people
from tests.site_cast import child, federation, parent, person, school
from tests.web.browsing import browser, browser_of
from tests.web.things import CHILD, holder
from tests.web.walking import Kept, Page, pages, visit
from tests.web.weather.planting import BROKEN_OUT, LINK, SCRIPT, alive, plant_everywhere, planted

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("how a page writes what it was given does not depend on where it was kept"),
]


def pages_to_walk() -> list[Page]:
    """Every page once, but for those that end the walk."""
    ending = ("account_logout", "end_everywhere")
    return [page for page in pages() if page.action and page.whose in ("", "own") and page.name not in ending]


def test_the_reader_sees_what_a_browser_would_run() -> None:
    assert alive(f"<p>{SCRIPT}</p>")
    assert alive(f'<p title="{BROKEN_OUT}">')
    assert alive(f'<a href="{LINK}">x</a>')
    assert alive('<a href=" java\nscript:plant()">x</a>')
    assert alive("<p style='color: red'>")
    assert not alive('<script src="/static/installed.js"></script><p>&lt;script&gt;plant()</p>')


def test_nothing_that_the_site_holds_comes_alive_on_any_page() -> None:
    federation()
    found = [page.url for page in pages_to_walk()]
    browsers = [browser_of(who) for who in (
        person("Imelda Pace"), person("Desmond Clay"), holder("office"), parent(child(CHILD["SMP"]), "Alan Wren"))]  # fmt: skip
    people.add(by=holder("office"), kept_by=school("SMP"), given_name=SCRIPT, family_name=BROKEN_OUT)
    plant_everywhere()
    kept = Kept()
    shown = {url for client in browsers for url in found if _shows(client, url, kept)}
    assert len(shown) > 25


def _shows(client: Client, url: str, kept: Kept) -> bool:
    """Whether the page shows what was planted; nothing of it may have come alive."""
    answer = visit(client, url, kept=kept)
    assert answer.status < 500, (url, answer.body[:200])
    if answer.kind != "text/html":
        return False
    assert not alive(answer.body), url
    return any(planted(answer.body))


@pytest.mark.parametrize("typed", [SCRIPT, BROKEN_OUT, LINK])
def test_nothing_in_an_address_comes_alive(typed: str) -> None:
    federation()
    there = quote(typed)
    for client in (browser(), browser_of(person("Imelda Pace"))):
        for url in (f"/{there}/", f"/policy/{there}/", f"/schools/{there}/", f"/people/?q={there}&role={there}&school={there}",
                    f"/pupils/?q={there}&page={there}", f"/accounts/login/?next={there}", f"/accounts/logout/?next={there}",
                    f"/people/{person('Imelda Pace').pk}/could/?on={there}", f"/ledger/?by={there}&event={there}&until={there}",
                    f"/accounts/3rdparty/login/error/?error={there}", f"/sign-in/link/?email={there}"):  # fmt: skip
            answer = visit(client, url)
            assert answer.status < 500, url
            assert not alive(answer.body), url


def test_nothing_that_is_typed_into_a_form_comes_alive_when_the_form_comes_back() -> None:
    federation()
    typed = SCRIPT + BROKEN_OUT
    names = ("login", "email", "given_name", "family_name", "known_as", "title", "telephone", "name", "code", "role",
             "starts", "ends", "on", "q", "school", "next", "group", "relation", "words", "colour", "brand_names")  # fmt: skip
    pace, back = browser_of(person("Imelda Pace")), 0
    for page in pages_to_walk():
        body = pace.post(page.url, dict.fromkeys(names, typed)).content.decode("utf-8", "replace")
        assert not alive(body), page
        back += any(planted(body))
    assert back > 5


def test_what_is_no_page_is_never_taken_for_one() -> None:
    federation()
    pace = browser_of(person("Imelda Pace"))
    for page in pages_to_walk():
        response = pace.get(page.url)
        if not response.headers.get("Content-Type", "text/html").startswith("text/html"):
            assert response.headers["X-Content-Type-Options"] == "nosniff", page
