"""`gatepost policy lint` on who may do what: a name that leads nowhere would be a permission that nobody meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command import gatepost
from .small_pack import changed, small_pack

PUBLIC, SEE, GIVE = "allowed: [public]", "allowed: [self, crew]", "allowed: [coach]"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (GIVE, "allowed: [coash]",
         "authority.yaml:12: role.give: nobody is 'coash'; expected a role or group of policy.yaml, or self, guardian, signed_in, public, system; hint: did you mean 'coach'?"),
        (SEE, "allowed: [sefl, crew]", "authority.yaml:11: person.see: nobody is 'sefl'; expected a role or group of policy.yaml, or self, "),
        (SEE, "allowed: [crew, crew]", "authority.yaml:11: person.see: somebody is named twice"),
        ("clauses: [SC.2]", "clauses: [SC.7]", "authority.yaml:12: role.give: there is no clause 'SC.7'; expected an id of a clause; hint: did you mean 'SC.2'?"),
        ("id: person.see", "id: role.give", "authority.yaml:12: 'role.give' stands twice; expected each id once"),
        ("id: person.see", "id: person.sea", "authority.yaml:11: person.sea: the site has no such action; expected one that it has; hint: did you mean 'person.see'?"),
        (PUBLIC, "allowed: [public], fresh: true", "authority.yaml:10: site.public: open to everybody, and yet `fresh`"),
        (SEE, "allowed: [self], not_own: true", "authority.yaml:11: person.see: for oneself alone, and never for oneself"),
        (SEE, "allowed: [self], everywhere: true", "authority.yaml:11: person.see: `everywhere` speaks of roles, and none is allowed"),
        (SEE, "allowed: [helper], fresh: true, everywhere: true",
         "authority.yaml:11: person.see: helper may do it with a password alone; expected roles with `second_factor: true`"),
        ("id: person.see", "id: See a person", "authority.yaml:11: actions.1.id: 'See a person'"),
        (SEE, "allowed: [crew], frehs: true", "authority.yaml:11: actions.1.frehs: unknown key"),
    ],
)  # fmt: skip
def test_each_mistake_names_its_place(old: str, new: str, told: str, tmp_path: Path) -> None:
    result = gatepost("policy", "lint", changed(tmp_path, "authority.yaml", old, new))
    assert result.exit_code == 1
    assert told in result.stdout


def test_a_role_cannot_be_called_like_a_relation(tmp_path: Path) -> None:
    result = gatepost("policy", "lint", changed(tmp_path, "policy.yaml", "groups: [crew]", "groups: [crew, self]"))
    assert result.exit_code == 1
    assert "policy.yaml:8: 'self' is a relation, not a role; expected a name other than guardian, self" in result.stdout


def test_a_pack_may_name_no_actions_at_all(tmp_path: Path) -> None:
    pack = small_pack(tmp_path)
    file = pack / "authority.yaml"
    file.write_text(file.read_text("utf-8").partition("actions:")[0], "utf-8")
    assert gatepost("policy", "lint", pack).exit_code == 0
    assert "names no actions, so nobody may do anything" in gatepost("who-does-what", "--policy", pack).stdout


def test_who_does_what_is_told_in_the_packs_own_words(tmp_path: Path) -> None:
    lines = gatepost("who-does-what", "--policy", small_pack(tmp_path), width=120).stdout
    told = " ".join(lines.split())
    assert "Sailing club notice policy, 1 site.public Look at the board everybody, without signing in" in told
    assert "person.see See a sailor's entry Coach, whoever it is about" in told
    assert "role.give Give a role [SC.2] Coach signs in again first, never for oneself, with a role in" in told
