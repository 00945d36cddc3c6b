"""Who may do what, read off a pack: nothing of it is baked in."""

from __future__ import annotations

from gatepost.policy import Policy, load
from gatepost.policy.who import actions_of, called, conditions_of, relations_of, roles_of
from tests.cast import learn_to_live
from tests.policy.conftest import BROOK_GREEN


def who(policy: Policy, action: str) -> tuple[list[str], tuple[str, ...]]:
    known = policy.action_by_id[action]
    return [role.id for role in roles_of(policy, known)], relations_of(known)


def test_a_group_stands_for_its_roles() -> None:
    assert who(load(BROOK_GREEN), "pupil.see") == (["class_teacher", "site_manager", "principal"], ("guardian",))
    assert who(learn_to_live(), "person.list")[0][:2] == ["office", "head_of_school_slt"]


def test_what_is_open_to_everybody_is_nobodys_in_particular() -> None:
    for policy in (load(BROOK_GREEN), learn_to_live()):
        assert who(policy, "site.public") == ([], ("public",))
        assert all("site.public" not in {one.id for one in actions_of(policy, role)} for role in policy.roles)


def test_what_a_role_may_is_the_other_side_of_who_may() -> None:
    for policy in (load(BROOK_GREEN), learn_to_live()):
        for role in policy.roles.values():
            assert actions_of(policy, role.id) == tuple(a for a in policy.actions if role in roles_of(policy, a))


def test_a_family_may_nothing_by_its_role_alone() -> None:
    assert actions_of(load(BROOK_GREEN), "family") == ()
    assert actions_of(learn_to_live(), "parent") == ()


def test_the_conditions_of_an_action_are_named() -> None:
    assert conditions_of(load(BROOK_GREEN).action_by_id["role.give"]) == ("fresh", "not_own")
    assert conditions_of(load(BROOK_GREEN).action_by_id["ledger.verify"]) == ("everywhere",)


def test_people_are_called_as_the_pack_calls_them() -> None:
    assert called(load(BROOK_GREEN), ["principal", "board", "self"]) == "Principal, board, whoever it is about"
    assert called(learn_to_live(), ["slt", "dso"]) == "SLT, Designated safeguarding officer or deputy"
