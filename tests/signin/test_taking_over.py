"""Nobody becomes another by a chain of allowed steps: the office, the network manager, nor one senior alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import Account, Person, RoleHeld
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.signin import company, services
from gatepost.apps.people.signin.claims import NotWelcome, Reason, Vouched
from tests.signin.doors import account_of, code_of, is_in, link_in_letter, signed_in, told, with_an_app
from tests.site_cast import LONG_AGO, child, parent, person, school
from tests.web.browsing import browser, browser_of

ELSEWHERE = "somebody.else@fernleigh.example"
NEW_PASSWORD = "seven tall herons fishing"


def clerk() -> Person:
    """Mrs Webb, who is clerk here."""
    webb = person("Marian Webb")
    RoleHeld.objects.get_or_create(person=webb, role="clerk", defaults={"starts": LONG_AGO})
    return webb


def newcomer(role: str, *, days: int = 0) -> Person:
    """Somebody with a role and no account yet."""
    new = Person.objects.create(given_name="Lorna", family_name="Banks", email="l.banks@fernleigh.example")
    starts = timezone.localdate() + timedelta(days=days)
    RoleHeld.objects.create(person=new, role=role, school=school("SMP"), starts=starts)
    new.kept_by = school("SMP")
    new.save()
    return new


# -- whose role asks for a second step --


def test_whoever_may_give_senior_roles_or_let_seniors_in_has_a_second_step() -> None:
    policy = in_force()
    for name in ("role.give_senior", "account.invite_senior", "account.reset_factor_senior"):
        for role in set(policy.action_by_id[name].allowed) & policy.roles.keys():
            assert policy.roles[role].second_factor, role


@pytest.mark.parametrize("by", ["Desmond Clay", "Patricia Savage", "Judith Penfold"])
def test_only_executive_head_and_clerk_say_where_a_senior_signs_in(by: str) -> None:
    for senior in (person("Imelda Pace"), person("Chidi Okoro"), clerk()):
        with pytest.raises(Refused):
            services.invite(by=person(by), person=senior, email=ELSEWHERE)
        with pytest.raises(Refused):
            services.withdraw(by=person(by), person=senior)
        with pytest.raises(Refused):
            services.reset_factor(by=person(by), person=senior)


def test_whoever_will_be_a_senior_next_month_is_one_for_the_office_today() -> None:
    with pytest.raises(Refused):
        services.invite(by=person("Patricia Savage"), person=newcomer("dso", days=30), email=ELSEWHERE)


# -- one senior alone --


def test_whoever_invited_a_senior_anew_does_not_take_their_second_step_too() -> None:
    pace = person("Imelda Pace")
    with_an_app(pace)
    services.invite(by=clerk(), person=pace, email=ELSEWHERE)
    with pytest.raises(ValidationError, match="Somebody else"):
        services.reset_factor(by=clerk(), person=pace)


def test_nor_the_other_way_about() -> None:
    okoro = person("Chidi Okoro")
    with_an_app(okoro)
    services.reset_factor(by=person("Imelda Pace"), person=okoro)
    with pytest.raises(ValidationError, match="Somebody else"):
        services.invite(by=person("Imelda Pace"), person=okoro, email=ELSEWHERE)
    services.invite(by=clerk(), person=okoro, email=ELSEWHERE)


def test_once_the_senior_has_set_one_up_again_it_counts_no_longer() -> None:
    okoro = person("Chidi Okoro")
    services.invite(by=person("Imelda Pace"), person=okoro, email=okoro.email)
    client = signed_in(okoro)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    services.reset_factor(by=person("Imelda Pace"), person=okoro)
    assert told("factor_reset")


def test_whoever_is_moved_to_another_address_is_told_at_the_old_one() -> None:
    okoro = person("Chidi Okoro")
    services.invite(by=person("Imelda Pace"), person=okoro, email=ELSEWHERE)
    told_of_it = [letter for letter in mail.outbox if letter.to == ["c.okoro@fernleigh.example"]]
    assert [letter.subject for letter in told_of_it] == ["Your sign-in was moved"]
    assert "http" not in str(told_of_it[0].body)
    assert ELSEWHERE not in str(told_of_it[0].body)


# -- an invitation from before --


def test_an_invitation_of_the_office_opens_nothing_once_its_person_is_a_senior() -> None:
    banks = newcomer("teacher")
    services.invite(by=person("Patricia Savage"), person=banks, email=ELSEWHERE)
    RoleHeld.objects.create(person=banks, role="dso", starts=timezone.localdate())
    client = browser()
    assert client.post(link_in_letter(), {"password": NEW_PASSWORD}).status_code == 410
    assert not account_of(banks).is_active
    assert not is_in(client)


# -- an address in an entry --


def test_a_school_account_alone_lets_no_senior_in_whatever_address_the_office_wrote_down() -> None:
    banks = newcomer("dso")
    with pytest.raises(NotWelcome) as refused:
        company.admit(Vouched("l.banks@fernleigh.example"), None)
    assert refused.value.reason == Reason.UNINVITED
    assert not Account.objects.filter(person=banks).exists()
    services.invite(by=person("Imelda Pace"), person=banks, email=banks.email)
    assert company.admit(Vouched("l.banks@fernleigh.example"), None).person == banks


def test_nor_does_one_at_the_address_of_an_invitation_from_before() -> None:
    banks = newcomer("teacher")
    services.invite(by=person("Patricia Savage"), person=banks, email=ELSEWHERE)
    RoleHeld.objects.create(person=banks, role="dso", starts=timezone.localdate())
    with pytest.raises(NotWelcome):
        company.admit(Vouched(ELSEWHERE), None)


# -- another school --


def test_the_office_of_a_childs_school_does_not_get_at_what_its_mother_does_elsewhere() -> None:
    rudd = parent(child("Grace Tolliver"), "Bryony Rudd")
    with_an_app(rudd)
    client = browser_of(person("Patricia Savage"))
    assert b"Invite" not in client.get(f"/people/{rudd.pk}/sign-in/").content
    for verb in ("invite", "withdraw", "reset"):
        assert client.get(f"/people/{rudd.pk}/sign-in/{verb}/").status_code == 404
    with pytest.raises(Refused):
        services.invite(by=person("Patricia Savage"), person=rudd, email=ELSEWHERE)
    services.invite(by=person("Desmond Clay"), person=rudd, email=ELSEWHERE)
