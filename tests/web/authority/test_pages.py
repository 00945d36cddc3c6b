"""Who may do what, as pages: from the pack, and for a day; and what is said to whoever may not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gatepost.apps.people.models import Absence, Person, RoleHeld
from gatepost.apps.people.policy import in_force
from gatepost.web.checkup import authority
from tests.policy.conftest import BROOK_GREEN
from tests.site_cast import LONG_AGO, child, federation, parent, person, school
from tests.web.browsing import browser, browser_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _set_up() -> None:
    federation()


def words(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def could(by: Person, whom: Person, on: date | str = "") -> str:
    return words(browser_of(by), f"/people/{whom.pk}/could/" + (f"?on={on}" if on else ""))


@pytest.fixture
def brook_green(settings: Settings) -> Iterator[None]:
    """An installation with a policy of its own."""
    settings.POLICY_PACK = str(BROOK_GREEN)
    in_force.cache_clear()
    yield
    in_force.cache_clear()


# -- who does what --


def test_everybody_who_has_signed_in_sees_who_may_do_what() -> None:
    page = words(browser_of(person("Alan Wren")), "/who-does-what/")
    assert "Give or end a role in a school" in page
    assert "Head of school or other SLT member, Executive Head" in page
    assert "asks to sign in again, never for oneself" in page
    assert 'href="/policy/KP-3/">KP-3</a>' in page


def test_every_action_and_every_role_that_may_anything_is_on_the_page() -> None:
    page = words(browser_of(person("Rowena Hill")), "/who-does-what/").replace("&#x27;", "'")
    for action in in_force().actions:
        assert action.title in page
    for role in ("Teacher", "Office staff", "Clerk to the governors"):
        assert f"<summary>{role}</summary>" in page


@pytest.mark.usefixtures("brook_green")
def test_another_policys_words_are_on_the_page_and_none_of_ours() -> None:
    trustee = person("Marian Webb")
    RoleHeld.objects.create(person=trustee, role="trustee", starts=LONG_AGO)
    page = words(browser_of(trustee), "/who-does-what/")
    assert "Prove the ledger</th>" in page
    assert "Trustee" in page
    assert "Executive Head" not in page


# -- what somebody could do --


def test_one_sees_what_one_may_do_oneself() -> None:
    hill = person("Rowena Hill")
    page = could(hill, hill)
    assert "What you could do on a day" in page
    assert "<h3>Teacher</h3>" in page
    assert "Saltmarsh Primary School" in page


def test_the_head_sees_it_of_her_own_staff_and_of_nobody_else() -> None:
    penfold = person("Judith Penfold")
    assert "What Ms Hill could do on a day" in could(penfold, person("Rowena Hill"))
    words(browser_of(penfold), f"/people/{person('Anders Holm').pk}/could/", 404)


def test_only_the_roles_of_that_day_count() -> None:
    pace, webb = person("Imelda Pace"), person("Marian Webb")
    RoleHeld.objects.create(person=webb, role="clerk", starts=date(2026, 1, 5), ends=date(2026, 3, 31))
    assert "Clerk to the governors" in could(pace, webb, "2026-03-31")
    assert "Clerk to the governors" not in could(pace, webb, "2026-04-01")
    assert "No role counted on that day." in could(pace, webb, "1999-01-01")


def test_a_day_to_come_is_told_by_what_is_known_today() -> None:
    pace, webb = person("Imelda Pace"), person("Marian Webb")
    RoleHeld.objects.create(person=webb, role="clerk", starts=TODAY + timedelta(days=30))
    page = could(pace, webb, TODAY + timedelta(days=30))
    assert "By what is known today:" in page
    assert "Clerk to the governors" in page


def test_a_deputys_role_counts_on_the_days_of_absence() -> None:
    pace, wren = person("Imelda Pace"), person("Alan Wren")
    role = person("Chidi Okoro").roles.get(role="dso")
    RoleHeld.objects.create(person=wren, role="dso", deputises=role, counts="away", starts=LONG_AGO)
    Absence.objects.create(person=role.person, starts=date(2026, 5, 4), ends=date(2026, 5, 8))
    assert "Designated safeguarding officer or deputy" in could(pace, wren, "2026-05-08")
    assert "Designated safeguarding officer or deputy" not in could(pace, wren, "2026-05-09")


def test_a_role_that_was_entered_later_than_it_began_says_so() -> None:
    pace, webb = person("Imelda Pace"), person("Marian Webb")
    RoleHeld.objects.create(person=webb, role="clerk", starts=TODAY - timedelta(days=9))
    assert "Gatepost has known of it since" in could(pace, webb, TODAY - timedelta(days=5))


@pytest.mark.parametrize("typed", ["2026-02-30", "tomorrow", "", "99999-1-1", "<b>"])
def test_what_is_no_day_is_told(typed: str) -> None:
    hill = person("Rowena Hill")
    page = words(browser_of(hill), f"/people/{hill.pk}/could/?on={typed}")
    assert "There is a problem" in page
    assert "<h2>On that day:" not in page


@pytest.mark.parametrize("typed", ["27/11/2026", "27 November 2026", "2026-11-27"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    hill = person("Rowena Hill")
    assert 'datetime="2026-11-27"' in words(browser_of(hill), f"/people/{hill.pk}/could/?on={typed}")


def test_a_parents_children_are_told_without_a_role() -> None:
    mother = parent(child("Will Fairweather"))
    assert "See who answers for a child" in could(mother, mother)
    assert "See who answers for a child" not in could(person("Rowena Hill"), person("Rowena Hill"))


# -- refusals --


def test_a_refusal_says_what_was_asked_and_who_may() -> None:
    page = words(browser_of(person("Rowena Hill")), "/federation/", 403)
    assert "This is not yours to do" in page
    assert "Change the federation&#x27;s names, colours and crest" in page
    assert "Executive Head, Network manager" in page


def test_what_is_not_there_and_what_is_not_ones_own_look_the_same() -> None:
    penfold = browser_of(person("Judith Penfold"))
    for url in (
        "/nowhere/",
        f"/people/{person('Anders Holm').pk}/could/",
        f"/people/{child('Björn Halvorsen').pk}/could/",
    ):
        assert "There is no such page here for you" in words(penfold, url, 404)


@pytest.fixture
def bare_pack(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """An installation whose policy names no actions."""
    pack = copytree(BROOK_GREEN, tmp_path / "pack")
    grants = pack / "authority.yaml"
    grants.write_text(grants.read_text("utf-8").partition("actions:")[0], "utf-8")
    settings.POLICY_PACK = str(pack)
    in_force.cache_clear()
    yield
    in_force.cache_clear()


@pytest.mark.usefixtures("bare_pack")
def test_a_policy_without_actions_lets_nobody_in_and_says_so() -> None:
    for client in (browser(), browser_of(person("Imelda Pace"))):
        for url in ("/", "/accounts/login/", "/policy/"):
            assert "The policy of this installation does not say who may do what" in words(client, url, 503)
    (lack,) = authority.actions_named()
    assert lack.stops
    assert "nobody may do anything here" in lack.what


@pytest.mark.usefixtures("brook_green")
def test_a_policy_that_lacks_some_actions_shuts_their_pages_and_the_doctor_says_which() -> None:
    hill = person("Rowena Hill")
    words(browser_of(hill), "/federation/", 404)
    lacking = [lack.what for lack in authority.actions_named()]
    assert "The policy does not name federation.change, so its pages are shut to everybody" in lacking
    assert not [what for what in lacking if "role.give," in what]


def test_a_school_is_named_by_its_own_name_only() -> None:
    hill = person("Rowena Hill")
    RoleHeld.objects.create(person=hill, role="clerk", school=school("WEN"), starts=LONG_AGO)
    page = could(hill, hill)
    assert "Saltmarsh Primary School" in page
    assert "St Wenna" in page
