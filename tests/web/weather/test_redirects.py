"""After signing in one goes on to a page of this site, whatever the address says."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest

from tests.site_cast import PASSWORD, federation, person
from tests.web.browsing import HOST, browser, browser_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("where an address leads is read off the address, not off the database"),
]

ELSEWHERE = (
    "https://evil.example/",
    "http:evil.example",
    "//evil.example/",
    "///evil.example/",
    "////evil.example",
    "/\\evil.example/",
    "\\\\evil.example/",
    "\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "/\t/evil.example/",
    "\x01https://evil.example",
    " https://evil.example",
    "https://localhost@evil.example/",
    "https://localhost.evil.example/",
    "//localhost:80@evil.example/",
    "https://evil.example\\@localhost/",
    "http://[::1]:8000/",
    "ftp://localhost/",
)


def leads_away(location: str) -> bool:
    """Whether a browser that is sent there leaves the site."""
    plain = location.replace("\\", "/").strip()
    parts = urlsplit(plain)
    return bool(parts.scheme or parts.netloc or plain.startswith("//")) and parts.hostname != HOST


@pytest.mark.parametrize("there", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(there: str) -> None:
    federation()
    client = browser()
    form = {"login": person("Rowena Hill").email, "password": PASSWORD, "next": there}
    response = client.post(f"/accounts/login/?next={quote(there)}", form)
    assert response.status_code == 302
    assert not leads_away(response["Location"]), response["Location"]


@pytest.mark.parametrize("there", ELSEWHERE)
def test_nor_does_whatever_else_asks_where_to_go_next(there: str) -> None:
    federation()
    client = browser_of(person("Rowena Hill"))
    for page in ("/accounts/login/", "/accounts/logout/", "/accounts/reauthenticate/", "/accounts/2fa/authenticate/"):
        for response in (
            client.get(page, {"next": there}),
            client.post(f"{page}?next={quote(there)}", {"next": there}),
        ):
            assert not leads_away(response.headers.get("Location", "")), (page, response["Location"])
        client = browser_of(person("Rowena Hill"))


def test_whoever_must_sign_in_first_comes_back_to_where_they_were() -> None:
    federation()
    response = browser().get("/people/?q=a&b=c")
    assert response["Location"] == "/accounts/login/?next=/people/%3Fq%3Da%26b%3Dc"
    form = {"login": person("Patricia Savage").email, "password": PASSWORD}
    assert browser().post(response["Location"], form)["Location"] == "/people/?q=a&b=c"


def test_an_address_with_two_slashes_is_no_way_out() -> None:
    for path in ("//evil.example/people/", "/\\evil.example", "/%2F/evil.example", "//evil.example/%2e%2e"):
        response = browser().get(path)
        assert not leads_away(response.headers.get("Location", ""))
