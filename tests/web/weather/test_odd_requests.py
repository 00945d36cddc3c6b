"""Requests that no browser makes by itself get a plain answer, and never a broken page."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.site_cast import PASSWORD, federation, person
from tests.web.browsing import browser, browser_of
from tests.web.walking import Kept, Page, pages, visit

pytestmark = pytest.mark.django_db


def pages_of_ours() -> list[Page]:
    """Every page once: for a thing of one's own school, where it is for a thing."""
    return [page for page in pages() if page.action and page.whose in ("", "own")]


@pytest.fixture
def pace() -> Client:
    """The browser of whoever may do most."""
    federation()
    return browser_of(person("Imelda Pace"))


@pytest.mark.one_engine("which method a page takes is not asked of the database")
@pytest.mark.parametrize("method", ["PUT", "OPTIONS", "GETT"])
def test_there_is_no_other_method_than_those_of_links_and_forms(method: str, pace: Client) -> None:
    otherwise = {page.url: visit(pace, page.url, method).status for page in pages_of_ours()}
    assert set(otherwise.values()) == {405}


def test_a_page_that_is_only_asked_about_is_not_sent(pace: Client) -> None:
    for url in ("/", "/policy/", "/who-does-what/"):
        response = pace.head(url)
        assert response.status_code == 200
        assert response.content == b""


ADDRESSES = (
    "/people/%00/",
    "/policy/%00/",
    "/policy/SU-4%00b/",
    "/schools/%00/",
    "/policy/%ff%fe/",
    "/policy/%c0%ae%c0%ae/",
    "/policy/..%2f..%2fsettings/",
    "/static/..%2f..%2fsettings.py",
    "/static/%2e%2e/%2e%2e/settings.py",
    "/static/%00.css",
    "/" + "a" * 60_000,
    "/policy/" + "%E2%82%AC" * 5_000 + "/",
    "/people/00000000-0000-0000-0000-000000000000/",
    "/people/00000000-0000-0000-0000-00000000000g/",
    "/classes/99999999999999999999999999/",
    "/classes/-1/",
    "/pupils/?page=99999999999999999999999999",
)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:40])
def test_a_broken_address_leads_nowhere(address: str, pace: Client) -> None:
    for client in (pace, browser()):
        assert visit(client, address).status in (200, 302, 400, 403, 404)


QUERIES = (
    "q=%ff%fe&on=2026-02-30&page=-1&school=99999999999999999999&role='%3B--&kind=x&start=x&next=x",
    "q=%25%27%22%ED%A0%80&on=99999-01-01&page=x&school=%27&role=%ff&event=x&by=x&until=x&words=" + "a" * 20_000,
    "on[]=1&q[x]=2&page=99999999999999999999999&school=SMP&school=WEN&on=" + "9" * 2_000 + "&" * 2_000,
)


@pytest.mark.parametrize("query", QUERIES, ids=["out of range", "badly written", "too much of it"])
def test_a_broken_question_breaks_no_page(query: str, pace: Client) -> None:
    kept = Kept()
    answers = {page.url: visit(pace, f"{page.url}?{query}", kept=kept).status for page in pages_of_ours()}
    assert not {url: status for url, status in answers.items() if status >= 500}


def test_a_zero_byte_is_not_understood_anywhere(pace: Client) -> None:
    kept = Kept()
    answers = [visit(pace, f"{page.url}?q=a%00b", kept=kept) for page in pages_of_ours()]
    assert {answer.status for answer in answers} <= {400, 404}


NAMES = ("login", "password", "email", "given_name", "family_name", "title", "telephone", "name", "code", "role", "starts",
         "ends", "on", "q", "school", "school_class", "next", "group", "relation", "person", "version", "kind", "shown")  # fmt: skip
TYPED = {
    "a zero byte and half a letter": b"a\x00b\xff\xfe\xed\xa0\x80",
    "a line too many, and a book": "\r\nX-Evil: 1\u202e\uffff" + "a" * 20_000,
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_nothing_that_is_typed_breaks_a_form(typed: str | bytes, pace: Client) -> None:
    form = dict.fromkeys(NAMES, typed)
    for page in (page for page in pages_of_ours() if page.name not in ("account_logout", "end_everywhere")):
        response = pace.post(page.url, form)
        assert response.status_code < 500, page
        assert "X-Evil" not in response.headers


def test_a_form_with_too_many_fields_or_too_long_is_not_read(pace: Client) -> None:
    assert pace.post("/accounts/login/", {f"f{number}": "1" for number in range(3_000)}).status_code == 400
    response = pace.post("/accounts/login/", {"login": "a" * 3_000_000})
    assert response.status_code in (400, 413)


def test_long_and_strange_headers_break_nothing(pace: Client) -> None:
    for headers in ({"cookie": "x=" + "y" * 60_000}, {"accept-language": "a" * 20_000}, {"accept-language": "en;q=x,\x01"},
                    {"user-agent": "u" * 60_000}, {"referer": "\\\\evil"}, {"content-type": "text/\x7f; charset=nope"},
                    {"accept": "*/*" * 9_000}, {"if-modified-since": "yesterday"}, {"range": "bytes=9-1,-,x"}):  # fmt: skip
        assert pace.get("/policy/", headers=headers).status_code in (200, 302, 400)


def test_a_form_in_another_character_set_or_in_none_breaks_nothing() -> None:
    federation()
    for kind in ("application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=nope",
                 "multipart/form-data", "multipart/form-data; boundary=\x00", "application/json", "text/plain", ""):  # fmt: skip
        response = browser().generic("POST", "/accounts/login/", b"login=a&password=b", kind)
        assert response.status_code in (200, 400, 415)


def test_a_session_that_nobody_has_is_nobodys() -> None:
    federation()
    for key in ("x" * 5_000, "\x00", "../../etc/passwd", "'; --", "%00"):
        client = browser()
        client.cookies["gatepost-session"] = key
        assert client.get("/").status_code in (302, 400)


def test_a_person_who_signs_in_properly_is_let_in_after_all_that() -> None:
    federation()
    client = browser()
    client.post("/accounts/login/", {"login": person("Rowena Hill").email, "password": PASSWORD})
    assert client.get("/").status_code == 200
