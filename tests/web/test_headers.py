"""What every answer tells the browser to hold back."""

from __future__ import annotations

import pytest

from tests.site_cast import person
from tests.web.browsing import browser, browser_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/no/such/page/", "/look/icon.svg"])
def test_every_answer_carries_the_headers(path: str) -> None:
    answer = browser_of(person("Rowena Hill")).get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_a_page_does_not_stay_on_a_shared_computer() -> None:
    assert browser_of(person("Rowena Hill")).get("/")["Cache-Control"] == "private, no-store"


def test_a_host_that_is_not_ours_is_refused() -> None:
    assert browser().get("/", headers={"host": "evil.example"}).status_code == 400
    assert browser().get("/", headers={"x-forwarded-host": "evil.example"}).status_code == 302
