"""One tap in the demonstration; and no such thing anywhere else."""

from __future__ import annotations

import pytest
from django.test import override_settings
from pytest_django import DjangoAssertNumQueries

from gatepost.demo import marker
from gatepost.web.checkup.database import of_the_demo
from gatepost.web.installation import read
from gatepost.web.unsafe import reasons
from tests.signin.doors import is_in, told, with_an_app
from tests.site_cast import child, parent, person
from tests.web.browsing import browser

CAST = "/demo/"
EVERYBODY = (
    "Rowena Hill",
    "Chidi Okoro",
    "Imelda Pace",
    "Judith Penfold",
    "Desmond Clay",
    "Marian Webb",
    "Tina Fairweather",
)


def test_elsewhere_there_is_no_such_page() -> None:
    okoro = person("Chidi Okoro")
    assert browser().get(CAST).status_code == 404
    client = browser()
    assert client.get(f"{CAST}{okoro.pk}/").status_code == 404
    assert client.post(f"{CAST}{okoro.pk}/").status_code == 404
    assert not is_in(client)
    assert b"demonstration" not in client.get("/accounts/login/").content


@override_settings(DEMO=True, PRODUCTION=True)
def test_nor_in_production_whatever_else_is_set() -> None:
    assert browser().get(CAST).status_code == 404


def test_production_does_not_even_start_as_a_demonstration() -> None:
    told_why = reasons(read({"GATEPOST_PRODUCTION": "yes", "GATEPOST_DEMO": "yes"}))
    assert any("GATEPOST_DEMO" in why for why in told_why)


@override_settings(DEMO=True)
@pytest.mark.parametrize("name", EVERYBODY)
def test_one_tap_is_enough_for_everybody(name: str) -> None:
    parent(child("Will Fairweather"))
    who = person(name)
    client = browser()
    assert who.polite_name in client.get(CAST).content.decode()
    assert client.post(f"{CAST}{who.pk}/").headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert told("signed_in")[-1].says == {"way": "demo"}


@override_settings(DEMO=True)
def test_neither_a_second_factor_nor_a_fresh_sign_in_is_asked() -> None:
    clay = person("Desmond Clay")
    with_an_app(clay)
    client = browser()
    client.post(f"{CAST}{clay.pk}/")
    assert client.get("/sign-in/groups/").status_code == 200


@pytest.mark.parametrize("name", EVERYBODY)
def test_such_a_session_is_worth_nothing_once_it_is_no_demonstration_any_more(name: str) -> None:
    client, who = browser(), person(name)
    with override_settings(DEMO=True):
        client.post(f"{CAST}{who.pk}/")
        assert client.get("/").status_code == 200
    assert client.get("/").headers["Location"] == "/accounts/login/"
    with override_settings(DEMO=True):
        assert not is_in(client)


@override_settings(DEMO=True)
def test_a_look_at_the_address_signs_nobody_in() -> None:
    client = browser()
    assert client.get(f"{CAST}{person('Rowena Hill').pk}/").status_code == 405
    assert not is_in(client)


@override_settings(DEMO=True)
def test_the_page_asks_the_database_few_questions(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for name in EVERYBODY:
        person(name)
    with django_assert_max_num_queries(8):
        assert b"teaches 4J at Saltmarsh" in browser().get(CAST).content


@override_settings(DEMO=True)
def test_children_are_nobody_to_be() -> None:
    grace = child("Grace Tolliver")
    assert grace.full_name not in browser().get(CAST).content.decode()
    assert browser().post(f"{CAST}{grace.pk}/").status_code == 404


@override_settings(DEMO=True)
def test_one_becomes_somebody_else_in_one_tap() -> None:
    client = browser()
    client.post(f"{CAST}{person('Rowena Hill').pk}/")
    client.post(f"{CAST}{person('Alan Wren').pk}/")
    assert b"Wren" in client.get("/").content


@override_settings(DEMO=True)
def test_every_page_says_that_it_is_a_demonstration() -> None:
    assert b"This is a demonstration" in browser().get("/accounts/login/").content


@override_settings(DEMO=True)
def test_a_database_of_real_people_is_not_served_as_a_demonstration() -> None:
    person("Rowena Hill")
    assert [lack.stops for lack in of_the_demo()] == [True]
    marker.mark("this one")
    assert not list(of_the_demo())


def test_without_the_demonstration_any_database_is_served() -> None:
    person("Rowena Hill")
    assert not list(of_the_demo())
