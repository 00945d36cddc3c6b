"""Who may do what, told by the cast."""

from __future__ import annotations

import pytest

from gatepost.apps.people.authority import Refused, may, require
from tests.site_cast import child, parent, person, school

pytestmark = pytest.mark.django_db


def test_a_teacher_sees_the_pupils_of_her_own_school_only() -> None:
    hill = person("Rowena Hill")
    assert may(hill, "pupil.see", child("Grace Tolliver"))
    assert not may(hill, "pupil.see", child("Björn Halvorsen"))


def test_a_parent_sees_their_own_child_only() -> None:
    will = child("Will Fairweather")
    mother = parent(will)
    assert may(mother, "pupil.see", will)
    assert not may(mother, "pupil.see", child("Grace Tolliver"))


def test_an_action_that_nobody_named_is_denied_to_everybody() -> None:
    with pytest.raises(Refused):
        require(person("Imelda Pace"), "no.such_action")


def test_a_head_of_school_gives_roles_in_her_own_school_only_and_never_to_herself() -> None:
    penfold = person("Judith Penfold")
    assert may(penfold, "role.give", person("Rowena Hill"))
    assert not may(penfold, "role.give", school("WEN"))
    assert not may(penfold, "role.give", penfold)


def test_nobody_at_all_may_only_what_is_public() -> None:
    assert may(None, "site.public")
    assert not may(None, "site.open")
