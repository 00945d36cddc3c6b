"""The pages on which other systems are let in, told and shown the door."""

from __future__ import annotations

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from gatepost.apps.machines.models import Hook, Token
from gatepost.outside import asking
from tests.api.asking import DRAFT, System
from tests.site_cast import federation, person
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"<code>(gp_[\w-]{40,}|whsec_[\w+/=]+)</code>")


def until(days: int = 30) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_token_is_made_shown_once_works_and_is_ended() -> None:
    federation()
    hill = browser_of(person("Rowena Hill"))
    page = hill.post("/sign-in/systems/", {"name": "The website", "scopes": ["check"], "until": until()})
    shown = SECRET.search(page.content.decode())
    assert shown
    assert System(shown[1]).post("check", DRAFT).status_code == 200
    again = hill.get("/sign-in/systems/").content.decode()
    assert not SECRET.search(again)
    assert "The website" in again
    assert shown[1][:9] in again
    assert hill.post(f"/sign-in/systems/{Token.objects.get().pk}/end/").status_code == 302
    assert System(shown[1]).post("check", DRAFT).status_code == 401


def test_what_is_wrong_stands_at_its_field() -> None:
    federation()
    page = browser_of(person("Rowena Hill")).post("/sign-in/systems/", {"name": "x", "until": until(500)})
    assert "at least one of these" in page.content.decode()
    page = browser_of(person("Rowena Hill")).post(
        "/sign-in/systems/", {"name": "x", "scopes": ["check"], "until": until(500)}
    )
    assert "a year ahead at most" in page.content.decode()
    assert not Token.objects.exists()


def test_a_token_made_without_a_second_factor_says_so_in_its_row() -> None:
    federation()
    told = {"name": "x", "scopes": ["check"], "until": until()}
    browser_of(person("Rowena Hill"), "password").post("/sign-in/systems/", told)
    browser_of(person("Sandra Cope")).post("/sign-in/systems/", told)
    assert [one.strong for one in Token.objects.order_by("made_at")] == [False, True]


def test_nobody_ends_the_token_of_another_but_the_network_manager() -> None:
    federation()
    browser_of(person("Rowena Hill")).post("/sign-in/systems/", {"name": "x", "scopes": ["check"], "until": until()})
    key = Token.objects.get().pk
    assert browser_of(person("Sandra Cope")).post(f"/sign-in/systems/{key}/end/").status_code == 404
    assert browser_of(person("Judith Penfold")).post(f"/tokens/{key}/end/").status_code == 403
    clay = browser_of(person("Desmond Clay"))
    assert "Ms Hill" in clay.get("/tokens/").content.decode()
    assert clay.post(f"/tokens/{key}/end/").status_code == 302
    assert Token.objects.get().ended_at is not None
    assert clay.post(f"/tokens/{key}/end/").status_code == 302  # twice is once


def test_a_system_is_told_changed_and_ended() -> None:
    federation()
    clay = browser_of(person("Desmond Clay"))
    told = {"name": "Their system", "address": "https://hooks.example/key-of-theirs", "events": ["person_added"]}
    with patch.object(asking, "_addresses", return_value=("1.1.1.1",)):
        page = clay.post("/hooks/", told).content.decode()
    assert SECRET.search(page)
    hook = Hook.objects.get()
    shown = clay.get(f"/hooks/{hook.pk}/").content.decode()
    assert "hooks.example" in shown
    assert "key-of-theirs" not in shown
    assert not SECRET.search(shown)
    assert clay.post(f"/hooks/{hook.pk}/", {"events": ["role_given", "role_ended"]}).status_code == 302
    hook.refresh_from_db()
    assert sorted(hook.events) == ["role_ended", "role_given"]
    assert SECRET.search(clay.post(f"/hooks/{hook.pk}/secret/").content.decode())
    assert clay.post(f"/hooks/{hook.pk}/start/").status_code == 302
    assert clay.post(f"/hooks/{hook.pk}/end/").status_code == 302
    assert clay.get(f"/hooks/{hook.pk}/").status_code == 404


def test_an_address_inside_is_refused_in_words() -> None:
    federation()
    told = {"name": "x", "address": "https://127.0.0.1/", "events": ["person_added"]}
    page = browser_of(person("Desmond Clay")).post("/hooks/", told).content.decode()
    assert "inside a network of its own" in page


def test_the_reference_shows_every_operation_and_the_schema_is_beside_it() -> None:
    federation()
    hill = browser_of(person("Rowena Hill"))
    page, schema = hill.get("/api/").content.decode(), hill.get("/api/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            assert f"{method.upper()} {path.replace('<', '')}" in page
            assert told["x-action"] in page
    for name in ("SentDraft", "Verdict", "Said"):
        assert f'id="shape-{name}"' in page
