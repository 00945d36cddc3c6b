"""Which children somebody may know of."""

from __future__ import annotations

import pytest

from gatepost.apps.people.models import Enrolment, Person
from gatepost.apps.people.selectors import pupils, schools
from tests.apps.people.days import today
from tests.site_cast import child, parent, person, school, school_class

pytestmark = pytest.mark.django_db


def test_a_teacher_lists_her_own_schools_pupils() -> None:
    grace = child("Grace Tolliver")
    child("Björn Halvorsen")
    assert list(pupils.listed(person("Rowena Hill"))) == [grace]


@pytest.mark.parametrize("who", ["Alan Wren", "Tina Fairweather", "Marian Webb", "Desmond Clay", "Beryl Foot"])
def test_volunteers_the_ptfa_governors_and_the_network_manager_know_of_no_pupil(who: str) -> None:
    child("Grace Tolliver"), child("Björn Halvorsen")
    somebody = person(who)
    for found in (
        pupils.listed(somebody), pupils.listed(somebody, left=True), pupils.pupils(somebody), pupils.ever(somebody),
    ):  # fmt: skip
        assert list(found) == []


def test_a_parent_sees_their_own_child_and_lists_nobody() -> None:
    will = child("Will Fairweather")
    child("Grace Tolliver")
    mother = parent(will)
    assert list(pupils.pupils(mother)) == [will]
    assert list(pupils.listed(mother)) == []
    assert [bond.child for bond in pupils.children_of(mother)] == [will]


def test_a_child_yet_to_come_is_for_the_office_and_the_leadership() -> None:
    coming = Person.objects.create(given_name="Ida", family_name="Quill")
    Enrolment.objects.create(child=coming, school=school(), starts=today(30))
    assert coming in pupils.ever(person("Patricia Savage"))
    assert coming in pupils.ever(person("Judith Penfold"))
    for who in ("Rowena Hill", "Gemma Pike", "Anders Holm"):
        assert coming not in pupils.ever(person(who))
    assert coming not in pupils.ex_pupils(person("Patricia Savage"))


def test_ex_pupils_are_those_of_ones_own_school() -> None:
    grace = child("Grace Tolliver")
    grace.enrolments.update(ends=today(-1))
    assert list(pupils.ex_pupils(person("Patricia Savage"))) == [grace]
    assert list(pupils.listed(person("Imelda Pace"), left=True, school=school())) == [grace]
    assert list(pupils.ex_pupils(person("Gemma Pike"))) == []


def test_who_moved_to_a_sister_school_is_that_schools_pupil_and_no_ex_pupil() -> None:
    grace = child("Grace Tolliver")
    grace.enrolments.update(ends=today(-1))
    Enrolment.objects.create(child=grace, school=school("WEN"), starts=today())
    assert list(pupils.ex_pupils(person("Patricia Savage"))) == []
    assert grace not in pupils.ever(person("Patricia Savage"))
    assert grace in pupils.ever(person("Gemma Pike"))


def test_the_class_is_counted_as_it_is_today() -> None:
    child("Grace Tolliver")
    child("Ivy King").enrolments.update(school_class=school_class("4J"), ends=today(-1))
    assert {room.name: room.size for room in schools.classes_of(school())}["4J"] == 1  # type: ignore[attr-defined]


def test_schools_and_classes_are_those_within_reach() -> None:
    school("SMP"), school("WEN"), school_class("Kestrels", "WEN")
    assert [one.code for one in schools.schools(person("Rowena Hill"))] == ["SMP"]
    assert list(schools.classes(person("Rowena Hill"))) == []
    assert list(schools.schools(person("Beryl Foot"))) == []
    assert {one.code for one in schools.schools(person("Marian Webb"))} == {"SMP", "WEN"}
