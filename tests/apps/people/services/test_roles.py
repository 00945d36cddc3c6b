"""Roles given and ended: by whom, where, from when; and the past stays as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from gatepost.apps.people.authority import Refused, may
from gatepost.apps.people.models import Person, RoleHeld, the_site
from gatepost.apps.people.selectors.people import roles_on
from gatepost.apps.people.services import people, roles
from gatepost.apps.people.services.revising import ChangedMeanwhile
from tests.apps.people.days import happened, last_entry, today
from tests.site_cast import LONG_AGO, person, school, school_class

pytestmark = pytest.mark.django_db


def somebody_new(family_name: str = "Newcombe") -> Person:
    """Somebody whom Saltmarsh's office has just added."""
    return people.add(by=person("Patricia Savage"), given_name="Nia", family_name=family_name, kept_by=school())


def give(by: str = "Judith Penfold", **told: Any) -> RoleHeld:
    """A teacher's role at Saltmarsh from today on, unless told otherwise."""
    whom = told.pop("person", None) or somebody_new()
    return roles.give(by=person(by), person=whom, **{"role": "teacher", "school": school(), "starts": today(), **told})


def fresh(somebody: Person) -> Person:
    """The same person as the next request reads them."""
    return Person.objects.get(pk=somebody.pk)


def test_a_head_of_school_gives_a_role_and_it_counts_at_once() -> None:
    held = give(title="Teacher 4J", school_class=school_class())
    assert may(fresh(held.person), "pupil.list", school())
    assert last_entry().event == "role_given"
    assert last_entry().action == "role.give"
    assert last_entry().says["role"] == "teacher"


def test_a_role_from_tomorrow_on_does_not_count_today() -> None:
    held = give(starts=today(1))
    assert not may(fresh(held.person), "pupil.list", school())
    assert may(fresh(held.person), "pupil.list", school(), on=today(1))


def test_nobody_gives_a_role_to_themselves() -> None:
    with pytest.raises(Refused):
        give(person=person("Judith Penfold"))
    pace = person("Imelda Pace")
    with pytest.raises(Refused):
        roles.give(by=pace, person=pace, role="dso", starts=today())


def test_a_head_gives_nothing_in_another_school() -> None:
    with pytest.raises(Refused):
        give(school=school("WEN"))


@pytest.mark.parametrize("role", ["dso", "head_of_school_slt", "network_manager"])
def test_a_role_with_a_second_factor_is_not_a_heads_to_give(role: str) -> None:
    with pytest.raises(Refused):
        give(role=role)
    assert roles.give(by=person("Imelda Pace"), person=somebody_new(), role=role, school=school(), starts=today()).pk
    assert last_entry().action == "role.give_senior"


def test_a_role_in_the_whole_federation_is_the_executive_heads_to_give() -> None:
    with pytest.raises(Refused):
        give(school=None)
    assert give("Imelda Pace", school=None).school is None


def test_a_role_that_the_policy_does_not_know_is_refused_with_a_hint() -> None:
    with pytest.raises(ValidationError) as refused:
        give(role="teachr")
    assert "did you mean 'teacher'?" in str(refused.value.message_dict["role"])


@pytest.mark.parametrize("role", ["pupil", "parent", "public"])
def test_pupils_and_parents_are_known_by_the_roll_and_never_by_a_role(role: str) -> None:
    with pytest.raises(ValidationError) as refused:
        give("Imelda Pace", role=role)
    assert "role" in refused.value.error_dict


def test_the_same_role_in_the_same_place_is_held_once_at_a_time() -> None:
    held = give(ends=today(30))
    for starts in (today(), today(30)):
        with pytest.raises(ValidationError):
            give(person=held.person, starts=starts)
    assert give(person=held.person, starts=today(31)).pk != held.pk


def test_a_teacher_of_two_classes_holds_the_role_twice() -> None:
    held = give(school_class=school_class("4J"))
    assert give(person=held.person, school_class=school_class("5A")).pk != held.pk


def test_a_class_of_another_school_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        give(school_class=school_class("Kestrels", "WEN"))
    assert "school_class" in refused.value.error_dict


def test_by_hand_a_role_begins_today_or_later() -> None:
    with pytest.raises(ValidationError) as refused:
        give(starts=today(-1))
    assert "starts" in refused.value.error_dict


def test_a_file_may_bring_older_facts_along_and_the_row_tells_when_it_was_recorded() -> None:
    held = roles.give(
        by=the_site(), person=somebody_new(), role="teacher", school=school(), starts=LONG_AGO, source="import"
    )
    assert held.starts == LONG_AGO
    assert held.recorded_at.date() > LONG_AGO


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(ValidationError):
        give(ends=today(-1))


# -- ending --


def test_a_role_ends_after_its_last_day_and_stays_true_of_every_day_before() -> None:
    hill = person("Rowena Hill")
    roles.end(by=person("Judith Penfold"), role_held=hill.roles.get(), on=today())
    assert may(hill, "pupil.list", school(), on=today())
    assert not may(hill, "pupil.list", school(), on=today(1))
    assert [held.role for held in roles_on(hill, date(2025, 3, 3))] == ["teacher"]


def test_yesterday_as_the_last_day_ends_it_at_once() -> None:
    hill = person("Rowena Hill")
    roles.end(by=person("Judith Penfold"), role_held=hill.roles.get(), on=today(-1))
    assert not may(fresh(hill), "pupil.list", school())


def test_a_last_day_long_ago_would_change_the_past_and_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        roles.end(by=person("Judith Penfold"), role_held=person("Rowena Hill").roles.get(), on=today(-2))
    assert "on" in refused.value.error_dict


def test_a_role_that_is_over_is_not_brought_back_by_a_new_last_day() -> None:
    held = person("Rowena Hill").roles.get()
    RoleHeld.objects.filter(pk=held.pk).update(ends=today(-30))
    held.refresh_from_db()
    with pytest.raises(ValidationError):
        roles.end(by=person("Judith Penfold"), role_held=held, on=today(30))


def test_two_who_end_it_on_different_days_do_not_overwrite_one_another() -> None:
    held = person("Rowena Hill").roles.get()
    roles.end(by=person("Judith Penfold"), role_held=held, on=today(10), version=1)
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        roles.end(by=person("Imelda Pace"), role_held=held, on=today(20), version=1)
    assert meanwhile.value.differs[0].now == today(10)
    assert RoleHeld.objects.get(pk=held.pk).ends == today(10)


def test_a_role_given_by_mistake_is_taken_back_and_both_stand_in_the_ledger() -> None:
    held = give()
    key = held.pk
    roles.withdraw(by=person("Judith Penfold"), role_held=held)
    assert not RoleHeld.objects.filter(pk=key).exists()
    assert happened()[-2:] == ["role_given", "role_withdrawn"]


def test_a_role_that_was_held_yesterday_is_not_taken_back() -> None:
    with pytest.raises(ValidationError):
        roles.withdraw(by=person("Judith Penfold"), role_held=person("Rowena Hill").roles.get())


def test_a_role_from_a_group_at_sign_in_ends_with_the_group() -> None:
    held = person("Rowena Hill").roles.get()
    RoleHeld.objects.filter(pk=held.pk).update(source=RoleHeld.Source.GROUP)
    held.refresh_from_db()
    with pytest.raises(ValidationError, match="group"):
        roles.end(by=person("Judith Penfold"), role_held=held, on=today())
    assert roles.end(by=the_site(), role_held=held, on=today()).ends == today()


def test_the_last_who_can_give_senior_roles_stays_until_there_is_another() -> None:
    pace = person("Imelda Pace")
    clerk = roles.give(by=pace, person=somebody_new(), role="clerk", starts=today())
    held = pace.roles.get()
    assert roles.end(by=clerk.person, role_held=held, on=today(30)).ends == today(30)
    with pytest.raises(ValidationError) as refused:
        roles.end(by=pace, role_held=clerk, on=today(30))
    assert "on" in refused.value.error_dict


def test_who_joins_a_school_has_the_entry_kept_there_once_they_have_left_the_other() -> None:
    hill = person("Rowena Hill")
    roles.end(by=person("Judith Penfold"), role_held=hill.roles.get(), on=today(-1))
    roles.give(by=person("Imelda Pace"), person=hill, role="teacher", school=school("WEN"), starts=today())
    assert fresh(hill).kept_by == school("WEN")
    assert may(person("Anders Holm"), "person.see", fresh(hill))
    assert not may(person("Judith Penfold"), "person.see", fresh(hill))
