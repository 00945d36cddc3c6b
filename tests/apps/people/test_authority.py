"""Who may do what, told by the cast."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from gatepost.apps.people.authority import Refused, may, reach, require
from gatepost.apps.people.models import Absence, Person, RoleHeld, the_site
from gatepost.apps.people.standing import standing
from tests.site_cast import LONG_AGO, child, federation, parent, person, school

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def again(somebody: Person) -> Person:
    """The same person as the next request finds them."""
    return Person.objects.get(pk=somebody.pk)


def deputy_of(name: str, principal: str, counts: str = RoleHeld.When.AWAY) -> Person:
    """Somebody who stands in for another's role; of two roles, for the DSO's."""
    role = person(principal).roles.order_by("role").first()
    assert role is not None
    stand_in = person(name)
    RoleHeld.objects.create(
        person=stand_in, role=role.role, school=role.school, deputises=role, counts=counts, starts=LONG_AGO
    )
    return stand_in


# -- where a role counts --


def test_a_teacher_sees_the_pupils_of_her_own_school_only() -> None:
    hill = person("Rowena Hill")
    assert may(hill, "pupil.see", child("Grace Tolliver"))
    assert not may(hill, "pupil.see", child("Björn Halvorsen"))


def test_a_parent_sees_their_own_child_only() -> None:
    will = child("Will Fairweather")
    mother = parent(will)
    assert may(mother, "pupil.see", will)
    assert not may(mother, "pupil.see", child("Grace Tolliver"))


def test_a_parent_is_one_until_the_day_that_it_ends() -> None:
    will = child("Will Fairweather")
    mother = parent(will)
    mother.children.update(ends=TODAY - timedelta(days=1))
    assert not may(mother, "pupil.see", will)
    assert may(mother, "pupil.see", will, on=TODAY - timedelta(days=1))


def test_an_action_that_nobody_named_is_denied_to_everybody() -> None:
    for somebody in (person("Imelda Pace"), the_site(), None):
        assert not may(somebody, "no.such_action")
        with pytest.raises(Refused) as refused:
            require(somebody, "no.such_action")
        assert refused.value.hidden


def test_a_head_of_school_gives_roles_in_her_own_school_only_and_never_to_herself() -> None:
    penfold = person("Judith Penfold")
    assert may(penfold, "role.give", person("Rowena Hill"))
    assert not may(penfold, "role.give", school("WEN"))
    assert not may(penfold, "role.give", penfold)


def test_the_executive_head_acts_in_every_school_and_never_for_herself() -> None:
    pace = person("Imelda Pace")
    assert may(pace, "role.give", school("WEN"))
    assert may(pace, "role.give", federation())
    assert not may(pace, "role.give", pace)
    assert not may(pace, "person.erase", pace)


def test_a_role_held_in_one_school_never_does_what_needs_the_whole_federation() -> None:
    penfold = person("Judith Penfold")
    RoleHeld.objects.create(person=penfold, role="executive_head", school=school("SMP"), starts=LONG_AGO)
    assert not may(penfold, "federation.change")
    assert not may(penfold, "federation.change", school("SMP"))


def test_a_role_that_the_policy_does_not_know_lets_nobody_do_anything() -> None:
    wren = person("Alan Wren")
    RoleHeld.objects.create(person=wren, role="wizard", school=None, starts=LONG_AGO)
    assert not may(wren, "person.list")
    assert not may(wren, "pupil.see", child("Grace Tolliver"))


# -- who asks --


def test_nobody_at_all_may_only_what_is_public() -> None:
    assert may(None, "site.public")
    assert not may(None, "site.open")
    with pytest.raises(Refused) as refused:
        require(None, "person.see", person("Rowena Hill"))
    assert refused.value.hidden


def test_what_is_not_for_this_person_at_all_is_no_secret_but_a_subject_is() -> None:
    hill = person("Rowena Hill")
    with pytest.raises(Refused) as refused:
        require(hill, "role.give")
    assert not refused.value.hidden
    with pytest.raises(Refused) as refused:
        require(hill, "pupil.see", child("Björn Halvorsen"))
    assert refused.value.hidden


def test_whoever_was_erased_may_nothing_from_that_day_on_and_could_before() -> None:
    pace = person("Imelda Pace")
    Person.objects.filter(pk=pace.pk).update(erased_at=timezone.now())
    gone = again(pace)
    assert not may(gone, "site.open")
    assert not may(gone, "person.see", gone)
    assert not reach(gone, "person.list")
    assert may(gone, "person.list", on=TODAY - timedelta(days=1))
    assert not may(gone, "person.list", on=TODAY + timedelta(days=1))


def test_the_site_itself_does_only_what_names_it_and_asks_the_database_for_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    grace = child("Grace Tolliver")
    with django_assert_num_queries(0):
        assert require(the_site(), "import.run").role == "system"
        assert not may(the_site(), "site.open")
        assert not may(the_site(), "family.see")
    assert not may(the_site(), "pupil.see", grace)


def test_nobody_else_is_the_site() -> None:
    stranger = Person(pk=UUID(int=1), given_name="Gatepost itself")
    assert not may(stranger, "import.run")


# -- deputies --


def test_a_deputy_for_absences_acts_only_while_the_other_is_away() -> None:
    stand_in = deputy_of("Alan Wren", "Chidi Okoro")
    assert not may(stand_in, "person.list")
    Absence.objects.create(person=person("Chidi Okoro"), starts=TODAY, ends=TODAY)
    assert may(again(stand_in), "person.list")
    assert not may(again(stand_in), "person.list", on=TODAY + timedelta(days=1))


def test_a_standing_deputy_acts_at_any_time_and_no_longer_than_the_other_holds_the_role() -> None:
    stand_in = deputy_of("Alan Wren", "Chidi Okoro", RoleHeld.When.ALWAYS)
    assert may(stand_in, "person.list")
    person("Chidi Okoro").roles.filter(role="dso").update(ends=TODAY - timedelta(days=1))
    assert not may(again(stand_in), "person.list")


def test_a_deputys_deputy_has_nothing() -> None:
    first = deputy_of("Alan Wren", "Chidi Okoro", RoleHeld.When.ALWAYS)
    role = first.roles.get(role="dso")
    second = person("Tina Fairweather")
    RoleHeld.objects.create(person=second, role="dso", deputises=role, counts=RoleHeld.When.ALWAYS, starts=LONG_AGO)
    assert not may(second, "person.list")


def test_a_deputy_never_goes_further_than_the_one_they_stand_in_for() -> None:
    penfold = person("Judith Penfold").roles.get()
    wren = person("Alan Wren")
    everywhere = {"person": wren, "deputises": penfold, "counts": RoleHeld.When.ALWAYS, "starts": LONG_AGO}
    RoleHeld.objects.create(role="head_of_school_slt", school=None, **everywhere)
    RoleHeld.objects.create(role="executive_head", school=penfold.school, **everywhere)
    assert not may(wren, "person.list")


def test_what_one_does_oneself_is_not_put_down_to_a_deputys_role() -> None:
    deputy_of("Imelda Pace", "Judith Penfold", RoleHeld.When.ALWAYS)
    assert require(person("Imelda Pace"), "person.list").role == "executive_head"


# -- days --


def test_a_role_counts_on_its_first_and_last_day_and_on_none_outside() -> None:
    webb = person("Marian Webb")
    webb.roles.all().delete()
    RoleHeld.objects.create(person=webb, role="clerk", starts=date(2026, 1, 5), ends=date(2026, 3, 31))
    on = {day: may(webb, "person.list", on=day) for day in (
        date(2026, 1, 4), date(2026, 1, 5), date(2026, 3, 31), date(2026, 4, 1))}  # fmt: skip
    assert list(on.values()) == [False, True, True, False]


def test_a_persons_standing_takes_two_queries_however_many_roles_and_deputies(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    stand_in = deputy_of("Alan Wren", "Chidi Okoro")
    deputy_of("Alan Wren", "Judith Penfold")
    deputy_of("Alan Wren", "Desmond Clay")
    with django_assert_num_queries(2):
        standing(stand_in)
        assert not may(stand_in, "person.list")
        assert may(stand_in, "site.open")
