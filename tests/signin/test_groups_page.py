"""The page on which a group comes to mean a role."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import GroupRole, RoleHeld
from gatepost.apps.people.signin import groups
from tests.signin.doors import told
from tests.site_cast import person, school
from tests.web.browsing import browser_of

PAGE = "/sign-in/groups/"


def test_the_network_manager_lets_a_group_mean_teacher_of_a_school() -> None:
    client = browser_of(person("Desmond Clay"))
    answer = client.post(PAGE, {"group": "teachers-wen", "role": "teacher", "school": school("WEN").pk})
    assert answer.status_code == 302
    assert b"teachers-wen" in client.get(PAGE).content
    made = GroupRole.objects.get()
    assert (made.group, made.role, made.school, made.may_be_senior) == ("teachers-wen", "teacher", school("WEN"), False)
    assert told("group_mapped")[-1].says == {"role": "teacher"}


@pytest.mark.parametrize(("role", "where"), [("dso", ""), ("head_of_school_slt", "SMP"), ("teacher", "")])
def test_but_not_a_senior_role_nor_one_in_the_whole_federation(role: str, where: str) -> None:
    client = browser_of(person("Desmond Clay"))
    answer = client.post(PAGE, {"group": "heads", "role": role, "school": school(where).pk if where else ""})
    assert "may give this role by hand" in answer.content.decode()
    assert not GroupRole.objects.exists()
    with pytest.raises(Refused):
        groups.map_group(by=person("Desmond Clay"), group="heads", role=role, school=school(where) if where else None)


def test_the_executive_head_does() -> None:
    client = browser_of(person("Imelda Pace"))
    client.post(PAGE, {"group": "safeguarding", "role": "dso", "school": ""})
    assert GroupRole.objects.get().may_be_senior


@pytest.mark.parametrize("role", ["pupil", "public", "parent", "emperor"])
def test_no_group_means_a_role_that_nobody_is_given(role: str) -> None:
    with pytest.raises(ValidationError):
        groups.map_group(by=person("Imelda Pace"), group="all", role=role, school=school("SMP"))


def test_the_same_twice_is_told() -> None:
    client = browser_of(person("Imelda Pace"))
    for _ in range(2):
        answer = client.post(PAGE, {"group": "safeguarding", "role": "dso", "school": ""})
    assert b"means that role already" in answer.content


def test_others_do_not_even_see_the_page() -> None:
    assert browser_of(person("Judith Penfold")).get(PAGE).status_code == 403


def test_removing_a_mapping_ends_the_roles_that_came_from_it() -> None:
    made = groups.map_group(by=person("Imelda Pace"), group="readers", role="volunteer", school=school("SMP"))
    hill = person("Rowena Hill")
    groups.apply(hill, frozenset({"readers"}))
    assert RoleHeld.objects.filter(person=hill, source="group").exists()
    client = browser_of(person("Desmond Clay"))
    assert client.post(f"{PAGE}{made.pk}/remove/").status_code == 302
    assert not RoleHeld.objects.filter(person=hill, source="group", ends=None).exists()
    assert not GroupRole.objects.exists()


def test_the_network_manager_cannot_remove_a_senior_one() -> None:
    made = groups.map_group(by=person("Imelda Pace"), group="safeguarding", role="dso", school=None)
    assert browser_of(person("Desmond Clay")).post(f"{PAGE}{made.pk}/remove/").status_code in (403, 404)
    assert GroupRole.objects.exists()


def test_a_role_that_was_held_for_long_ends_yesterday_and_stays_in_the_past() -> None:
    groups.map_group(by=person("Imelda Pace"), group="readers", role="volunteer", school=school("SMP"))
    hill = person("Rowena Hill")
    groups.apply(hill, frozenset({"readers"}))
    RoleHeld.objects.filter(source="group").update(starts=timezone.localdate() - timedelta(days=30))
    groups.apply(hill, frozenset())
    held = RoleHeld.objects.get(source="group")
    assert held.ends == timezone.localdate() - timedelta(days=1)


def test_a_role_given_by_hand_is_neither_doubled_nor_taken() -> None:
    groups.map_group(by=person("Imelda Pace"), group="teachers", role="teacher", school=school("SMP"))
    hill = person("Rowena Hill")
    groups.apply(hill, frozenset({"teachers"}))
    groups.apply(hill, frozenset())
    assert [(one.role, one.source, one.ends) for one in hill.roles.all()] == [("teacher", "hand", None)]
