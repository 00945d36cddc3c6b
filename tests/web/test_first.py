"""The first page: a greeting, what waits, who is on duty, and what is one's own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from gatepost.apps.people.models import Absence, Person, RoleHeld
from gatepost.apps.people.selectors.duty import on_duty
from tests.site_cast import LONG_AGO, child, federation, parent, person, school, school_class
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def first_page(somebody: Person) -> str:
    federation()
    return " ".join(browser_of(somebody).get("/").content.decode().split())


def away(name: str) -> None:
    Absence.objects.create(person=person(name), starts=TODAY, ends=TODAY)


def dso_deputy(name: str, counts: str = RoleHeld.When.AWAY) -> Person:
    """Somebody who stands in for Mr Okoro."""
    role = person("Chidi Okoro").roles.get(role="dso")
    stand_in = person(name)
    RoleHeld.objects.create(person=stand_in, role="dso", deputises=role, counts=counts, starts=LONG_AGO)
    return stand_in


def test_it_greets_by_name_and_says_that_nothing_waits() -> None:
    assert ", Ms Hill. Nothing waits for you.</h1>" in first_page(person("Rowena Hill"))


def test_it_names_whoever_is_on_duty_with_their_telephone() -> None:
    okoro = person("Chidi Okoro")
    Person.objects.filter(pk=okoro.pk).update(telephone="+44 1632 960 411")
    page = first_page(person("Rowena Hill"))
    assert 'On duty now: Mr Okoro, <a href="tel:+441632960411">+44 1632 960 411</a>' in page


def test_without_a_telephone_it_says_how_to_reach_them_and_to_themselves_that_it_is_they() -> None:
    person("Chidi Okoro")
    assert "On duty now: Mr Okoro, through the school office" in first_page(person("Rowena Hill"))
    own = first_page(person("Chidi Okoro"))
    assert "You are on duty now." in own
    assert "On duty now:" not in own


def test_while_the_dso_is_away_the_deputy_is_on_duty() -> None:
    deputy = dso_deputy("Yvette Laurent")
    assert on_duty("concern.receive", ()) == [person("Chidi Okoro")]
    away("Chidi Okoro")
    assert on_duty("concern.receive", ()) == [deputy]
    away("Yvette Laurent")
    assert on_duty("concern.receive", ()) == []
    assert "Nobody is on duty just now" in first_page(person("Rowena Hill"))


def test_a_deputys_duty_ends_with_the_role_that_they_stand_in_for() -> None:
    dso_deputy("Yvette Laurent", RoleHeld.When.ALWAYS)
    away("Chidi Okoro")
    person("Chidi Okoro").roles.filter(role="dso").update(ends=TODAY - timedelta(days=1))
    assert on_duty("concern.receive", ()) == []


def test_a_dso_of_another_school_is_not_named() -> None:
    rudd = person("Bryony Rudd")
    RoleHeld.objects.create(person=rudd, role="dso", school=school("WEN"), starts=LONG_AGO)
    assert on_duty("concern.receive", {school("SMP").pk}) == []
    assert on_duty("concern.receive", {school("WEN").pk}) == [rudd]


def test_whoever_was_erased_is_on_no_duty() -> None:
    Person.objects.filter(pk=person("Chidi Okoro").pk).update(erased_at=timezone.now())
    assert on_duty("concern.receive", ()) == []


def test_it_offers_what_this_person_may_do_and_nothing_else() -> None:
    hill, pace = first_page(person("Rowena Hill")), first_page(person("Imelda Pace"))
    for link in ("/check/", "/policy/"):
        assert f'class="big" href="{link}"' in hill
    for link in ("/people/", "/ledger/"):
        assert f'class="big" href="{link}"' in pace
        assert f'class="big" href="{link}"' not in hill


def test_a_teacher_finds_their_own_class() -> None:
    room = school_class("4J")
    person("Rowena Hill").roles.filter(role="teacher").update(school_class=room)
    assert f'class="big" href="/classes/{room.pk}/"><strong>Your class 4J</strong>' in first_page(person("Rowena Hill"))


def test_a_head_sees_who_of_their_school_is_away_and_nobody_else_does() -> None:
    away("Rowena Hill")
    for name, sees in (("Judith Penfold", True), ("Imelda Pace", True), ("Anders Holm", False), ("Rowena Hill", False)):
        assert ("<h2>Away today</h2>" in first_page(person(name))) is sees


def test_a_parent_finds_their_children_and_where_they_are() -> None:
    mother = parent(child("Will Fairweather"))
    page = first_page(mother)
    assert f'<a href="/pupils/{child("Will Fairweather").pk}/">Will Fairweather</a>' in page
    assert "Saltmarsh Primary School" in page
    assert "Your children" not in first_page(person("Rowena Hill"))


def test_roles_stand_with_their_school_and_since_when_and_deputies_are_told() -> None:
    page = first_page(person("Judith Penfold"))
    assert "<strong>Head of school</strong><small>Head of school or other SLT member · Saltmarsh Primary School" in page
    assert 'since <time datetime="2024-09-01">' in page
    dso_deputy("Alan Wren", RoleHeld.When.ALWAYS)
    assert '<span class="tag">as a deputy</span>' in first_page(person("Alan Wren"))


def test_it_is_quick(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    federation()
    parent(child("Will Fairweather"))
    client = browser_of(person("Tina Fairweather"))
    client.get("/")
    with django_assert_max_num_queries(11):
        client.get("/")
