"""Sessions: ended in the database, ended at once; nothing that a browser may send instead of a key does harm."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from gatepost.web.sessions import SessionStore
from tests.site_cast import person
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db


def kept() -> SessionStore:
    session = SessionStore()
    session["colour"] = "pine"
    session.create()
    return session


def test_a_session_is_read_back() -> None:
    assert SessionStore(kept().session_key)["colour"] == "pine"


def test_a_session_that_has_run_out_is_none() -> None:
    session = kept()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    again = SessionStore(session.session_key)
    assert again.get("colour") is None
    assert again.session_key is None


@pytest.mark.parametrize("key", ["", "no such key", "x" * 4000, "a\0b", "'; DROP TABLE django_session; --", "ｆｕｌｌ"])
def test_what_is_no_key_is_no_session(key: str) -> None:
    kept()
    assert SessionStore(key).get("colour") is None


def test_a_cookie_stolen_before_sign_out_is_worth_nothing_after_it() -> None:
    browser = browser_of(person("Rowena Hill"))
    stolen = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.post("/accounts/logout/")
    browser.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert browser.get("/").status_code == 302
