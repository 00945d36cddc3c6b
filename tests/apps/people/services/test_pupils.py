"""Pupils join, move class, leave, and come back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from gatepost.apps.people.authority import Refused, may
from gatepost.apps.people.models import Person
from gatepost.apps.people.selectors import pupils as selected
from gatepost.apps.people.services import pupils
from gatepost.apps.people.services.revising import ChangedMeanwhile
from tests.apps.people.days import happened, last_entry, today
from tests.site_cast import LONG_AGO, child, person, school, school_class

pytestmark = pytest.mark.django_db


def enrol(by: str = "Patricia Savage", **told: Any) -> Person:
    """A child who joins 4J at Saltmarsh today, unless told otherwise."""
    usual = {"given_name": "Ida", "family_name": "Quill", "school": school(), "school_class": school_class()}
    return pupils.enrol(by=person(by), **{**usual, "starts": today(), **told})


def test_a_child_on_the_roll_is_seen_by_the_teachers_of_the_school() -> None:
    ida = enrol(known_as="Idie")
    assert may(person("Rowena Hill"), "pupil.see", ida)
    assert last_entry().event == "pupil_enrolled"
    assert "Quill" not in str(last_entry().says)


def test_the_office_enrols_in_its_own_school_and_a_teacher_nowhere() -> None:
    with pytest.raises(Refused):
        enrol(school=school("WEN"), school_class=None)
    with pytest.raises(Refused):
        enrol("Rowena Hill")
    assert not Person.objects.filter(family_name="Quill").exists()


def test_a_class_of_another_school_is_refused_and_no_half_of_a_child_is_kept() -> None:
    with pytest.raises(ValidationError) as refused:
        enrol(school_class=school_class("Kestrels", "WEN"))
    assert "school_class" in refused.value.error_dict
    assert not Person.objects.filter(family_name="Quill").exists()


def test_moving_class_keeps_the_days_in_the_old_one() -> None:
    grace = child("Grace Tolliver")
    pupils.move_class(by=person("Patricia Savage"), child=grace, school_class=school_class("5A"), on=today())
    rolls = [(str(one.school_class), one.starts, one.ends) for one in grace.enrolments.order_by("starts")]
    assert rolls == [("4J", LONG_AGO, today(-1)), ("5A", today(), None)]


def test_a_move_on_the_first_day_leaves_one_row() -> None:
    ida = enrol()
    pupils.move_class(by=person("Patricia Savage"), child=ida, school_class=school_class("5A"), on=today())
    assert str(ida.enrolments.get().school_class) == "5A"


def test_a_move_in_september_is_told_in_july() -> None:
    grace = child("Grace Tolliver")
    pupils.move_class(by=person("Patricia Savage"), child=grace, school_class=school_class("5A"), on=today(50))
    assert grace in selected.current_pupils(person("Rowena Hill"), school_class=school_class("4J"))
    assert grace not in selected.current_pupils(person("Rowena Hill"), school_class=school_class("5A"))


def test_a_child_moves_to_no_class_of_a_school_that_it_does_not_go_to() -> None:
    with pytest.raises(ValidationError):
        pupils.move_class(
            by=person("Imelda Pace"),
            child=child("Grace Tolliver"),
            school_class=school_class("Kestrels", "WEN"),
            on=today(),
        )


def test_who_leaves_is_an_ex_pupil_from_the_next_day_on() -> None:
    grace, savage = child("Grace Tolliver"), person("Patricia Savage")
    pupils.leave(by=savage, child=grace, on=today(-1))
    assert list(selected.ex_pupils(savage)) == [grace]
    assert not may(person("Rowena Hill"), "pupil.see", grace)
    assert grace in selected.ever(savage)
    assert grace not in selected.ever(person("Rowena Hill"))
    assert last_entry().says["ends"] == today(-1).isoformat()


def test_nobody_leaves_twice_or_before_they_came() -> None:
    grace, savage = child("Grace Tolliver"), person("Patricia Savage")
    with pytest.raises(ValidationError):
        pupils.leave(by=savage, child=grace, on=LONG_AGO.replace(year=2020))
    pupils.leave(by=savage, child=grace, on=today())
    with pytest.raises(ValidationError):
        pupils.leave(by=savage, child=grace, on=today())


def test_the_office_of_another_school_takes_nobody_off_this_roll() -> None:
    with pytest.raises(Refused):
        pupils.leave(by=person("Gemma Pike"), child=child("Grace Tolliver"), on=today())


def test_an_ex_pupil_who_is_back_is_the_same_person() -> None:
    grace, savage = child("Grace Tolliver"), person("Patricia Savage")
    pupils.leave(by=savage, child=grace, on=today(-10))
    pupils.return_to_roll(by=savage, child=grace, school=school(), starts=today())
    assert may(person("Rowena Hill"), "pupil.see", grace)
    assert happened() == ["pupil_left", "pupil_enrolled"]


def test_one_school_does_not_fetch_a_child_off_another_schools_roll() -> None:
    with pytest.raises(Refused):
        pupils.return_to_roll(
            by=person("Gemma Pike"), child=child("Grace Tolliver"), school=school("WEN"), starts=today()
        )


def test_a_child_is_on_the_roll_of_a_school_once() -> None:
    with pytest.raises(ValidationError):
        pupils.return_to_roll(
            by=person("Patricia Savage"), child=child("Grace Tolliver"), school=school(), starts=today()
        )


def test_a_childs_name_is_changed_by_the_office_and_never_lost_to_another() -> None:
    grace = child("Grace Tolliver")
    pupils.change(by=person("Patricia Savage"), child=grace, version=1, known_as="Gracie")
    with pytest.raises(ChangedMeanwhile):
        pupils.change(by=person("Judith Penfold"), child=grace, version=1, known_as="Gee")
    assert Person.objects.get(pk=grace.pk).known_as == "Gracie"


def test_the_name_of_an_ex_pupil_is_still_the_offices_to_correct() -> None:
    grace, savage = child("Grace Tolliver"), person("Patricia Savage")
    pupils.leave(by=savage, child=grace, on=today(-10))
    assert (
        pupils.change(by=savage, child=grace, version=1, family_name="Tolliver-Moss").folded == " grace tolliver moss"
    )
    with pytest.raises(Refused):
        pupils.change(by=person("Gemma Pike"), child=grace, version=2, family_name="X")
