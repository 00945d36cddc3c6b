"""`gatepost createadmin`: the first one is let in from the server's command line."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator

from gatepost.apps.people.models import Federation, Person
from gatepost.apps.people.models.person import SYSTEM_ID
from tests.cli.command import gatepost
from tests.signin.doors import is_in, told, with_an_app
from tests.site_cast import person
from tests.web.browsing import browser

CLAY = ("--email", "d.clay@fernleigh.example", "--first-name", "Desmond", "--surname", "Clay", "--title", "Mr")


def link_of(said: str) -> str:
    found = re.search(r"http://localhost:8000(/\S+)", said)
    assert found is not None, said
    return found.group(1)


def test_it_prints_a_link_by_which_the_first_network_manager_comes_in() -> None:
    said = gatepost("createadmin", *CLAY)
    assert said.exit_code == 0, said.output
    clay = Person.objects.get(family_name="Clay")
    assert [(one.role, one.school) for one in clay.roles.all()] == [("network_manager", None)]
    client = browser()
    client.post(link_of(said.output), {"password": "seven tall herons fishing"})
    assert client.get("/").headers["Location"] == "/sign-in/second-step/"
    entry = told("first_admin_named")[-1]
    assert (entry.by, entry.subject, entry.says) == (SYSTEM_ID, f"person:{clay.pk}", {"role": "network_manager"})


def test_what_is_not_given_is_asked() -> None:
    said = gatepost("createadmin", given=b"d.clay@fernleigh.example\nDesmond\nClay\n")
    assert said.exit_code == 0, said.output
    assert Person.objects.filter(given_name="Desmond", email="d.clay@fernleigh.example").exists()


def test_on_an_empty_site_it_asks_for_the_federations_name() -> None:
    Federation.objects.all().delete()
    said = gatepost("createadmin", *CLAY, "--federation", "Fernleigh Federation")
    assert said.exit_code == 0, said.output
    assert Federation.objects.get().name == "Fernleigh Federation"


def test_where_somebody_holds_the_role_it_does_nothing_unless_told_again() -> None:
    person("Desmond Clay")
    new = ("--email", "new@fernleigh.example", "--first-name", "Sam", "--surname", "Pole")
    said = gatepost("createadmin", *new)
    assert said.exit_code == 2
    assert "--again" in said.output
    assert not Person.objects.filter(family_name="Pole").exists()
    assert gatepost("createadmin", *new, "--again").exit_code == 0


def test_again_for_the_same_person_makes_a_new_link_and_no_second_entry() -> None:
    first = link_of(gatepost("createadmin", *CLAY).output)
    second = link_of(gatepost("createadmin", *CLAY, "--again").output)
    assert browser().get(first).status_code == 410
    assert browser().get(second).status_code == 200
    assert Person.objects.filter(family_name="Clay").count() == 1


@pytest.mark.parametrize("role", ["emperor", "pupil", "teacher"])
def test_only_roles_that_can_let_others_in(role: str) -> None:
    assert gatepost("createadmin", *CLAY, "--role", role).exit_code == 2
    assert not Person.objects.filter(family_name="Clay").exists()


def test_it_takes_away_a_lost_factor_where_nobody_is_left_to_do_it() -> None:
    clay = person("Desmond Clay")
    with_an_app(clay)
    said = gatepost("createadmin", "--email", "d.clay@fernleigh.example", "--reset-factor")
    assert said.exit_code == 0, said.output
    assert not Authenticator.objects.exists()
    assert told("factor_reset")[-1].by == SYSTEM_ID


def test_a_mistyped_address_is_told() -> None:
    said = gatepost("createadmin", "--email", "nobody@fernleigh.example", "--reset-factor")
    assert said.exit_code == 2
    assert "second factor" in said.output
    assert not is_in(browser())
