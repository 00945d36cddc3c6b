"""Whatever name a request calls the site by, the site goes by its own."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core import mail

from tests.site_cast import federation, person
from tests.web.browsing import HOST, browser, browser_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("by what name a site is called is not asked of its database"),
]

STRANGE = (
    "evil.example",
    "localhost.evil.example",
    "evil.example:80",
    "localhost@evil.example",
    "",
    "[::",
    "a b",
    "x" * 5_000,
)


@pytest.mark.parametrize("host", STRANGE)
def test_a_request_for_another_host_is_not_understood(host: str) -> None:
    response = browser().get("/accounts/login/", headers={"host": host})
    assert response.status_code == 400
    assert "Gatepost does not understand this" in response.content.decode()
    assert host[:20] not in response.content.decode() or not host


@pytest.mark.parametrize(
    "header",
    [
        "x-forwarded-host",
        "x-host",
        "x-original-host",
        "x-forwarded-server",
        "forwarded",
        "x-original-url",
        "x-rewrite-url",
    ],
)
def test_no_other_header_tells_the_host_or_the_page(header: str) -> None:
    federation()
    client = browser_of(person("Rowena Hill"))
    plain, tried = client.get("/who-does-what/"), client.get("/who-does-what/", headers={header: "evil.example"})
    assert (tried.status_code, tried.templates[0].name) == (plain.status_code, plain.templates[0].name)
    assert "evil.example" not in tried.content.decode()


def test_the_method_of_a_form_is_its_own() -> None:
    federation()
    client = browser_of(person("Rowena Hill"))
    assert client.post("/who-does-what/", headers={"x-http-method-override": "GET"}).status_code == 405
    assert client.post("/who-does-what/", {"_method": "GET"}).status_code == 405


def test_a_link_in_an_e_mail_leads_to_the_installations_own_address() -> None:
    federation()
    email = person("Rowena Hill").email
    for header in ("x-forwarded-host", "forwarded"):
        browser().post("/accounts/password/reset/", {"email": email}, headers={"host": HOST, header: "evil.example"})
    assert mail.outbox
    for letter in mail.outbox:
        assert "evil.example" not in f"{letter.body}{letter.alternatives if hasattr(letter, 'alternatives') else ''}"
        assert settings.SITE_URL in letter.body
