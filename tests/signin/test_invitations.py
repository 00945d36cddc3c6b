"""Accounts are made by invitation alone: who is invited, by whom, and what the link is good for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import Account, OneTimeLink, Person, RoleHeld
from gatepost.apps.people.signin import services
from tests.signin.doors import account_of, is_in, link_in_letter, told, try_password
from tests.site_cast import LONG_AGO, child, parent, person, school
from tests.web.browsing import browser, browser_of

NEW_PASSWORD = "seven tall herons fishing"


def newcomer() -> Person:
    """A teacher of Saltmarsh who has no account yet."""
    found = Person.objects.create(
        title="Mrs", given_name="Lorna", family_name="Banks", email="l.banks@fernleigh.example"
    )
    RoleHeld.objects.create(person=found, role="teacher", school=school("SMP"), starts=LONG_AGO)
    return found


def invited(somebody: Person | None = None) -> tuple[Person, str]:
    who = somebody or newcomer()
    services.invite(by=person("Patricia Savage"), person=who, email=who.email)
    return who, link_in_letter()


def test_the_letter_says_that_one_is_invited_and_nothing_else() -> None:
    who, link = invited()
    letter = mail.outbox[-1]
    assert letter.to == ["l.banks@fernleigh.example"]
    for word in (who.given_name, who.family_name, "Saltmarsh", "Fernleigh", "teacher", "Savage"):
        assert word not in letter.subject + str(letter.body)
    assert str(letter.body).count("http") == 1
    assert link.startswith("/sign-in/invitation/")


def test_an_invitation_opens_an_account_with_a_password_and_signs_in() -> None:
    who, link = invited()
    assert not account_of(who).is_active
    client = browser()
    assert "Welcome" in client.get(link).content.decode()
    assert client.post(link, {"password": NEW_PASSWORD}).status_code == 302
    assert is_in(client)
    assert account_of(who).check_password(NEW_PASSWORD)
    assert [entry.says for entry in told("account_opened")] == [{"way": "password"}]


def test_a_link_works_once() -> None:
    _who, link = invited()
    browser().post(link, {"password": NEW_PASSWORD})
    again = browser()
    assert again.get(link).status_code == 410
    assert again.post(link, {"password": "another good long one"}).status_code == 410
    assert not is_in(again)


def test_looking_at_a_link_uses_nothing_up() -> None:
    _who, link = invited()
    for _ in range(3):
        assert browser().get(link).status_code == 200


def test_a_link_runs_out_after_seven_days() -> None:
    _who, link = invited()
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert browser().get(link).status_code == 410


def test_a_new_invitation_takes_the_place_of_the_last_one() -> None:
    who, first = invited()
    _who, second = invited(who)
    assert browser().get(first).status_code == 410
    assert browser().get(second).status_code == 200


def test_the_database_holds_nothing_that_the_link_could_be_made_from() -> None:
    _who, link = invited()
    secret = link.split("/")[-2]
    assert secret not in str(list(OneTimeLink.objects.values()))


def test_an_account_that_was_never_opened_cannot_be_signed_in_to() -> None:
    who, _link = invited()
    account_of(who).set_password(NEW_PASSWORD)
    client = browser()
    try_password(client, who.email, NEW_PASSWORD)
    assert not is_in(client)


@pytest.mark.parametrize("weak", ["short", "password1234", "l.banks@fernleigh.example", "123456789012"])
def test_a_weak_password_is_not_taken(weak: str) -> None:
    who, link = invited()
    assert browser().post(link, {"password": weak}).status_code == 200
    assert not account_of(who).is_active


def test_a_parent_opens_their_account_with_nothing_more_than_the_link() -> None:
    mother = parent(child("Will Fairweather"))
    account_of(mother).delete()
    _who, link = invited(mother)
    client = browser()
    assert client.post(link).status_code == 302
    assert is_in(client)
    assert not account_of(mother).has_usable_password()


def test_a_teacher_needs_a_password_or_the_school_account() -> None:
    _who, link = invited()
    client = browser()
    assert client.post(link).status_code == 200
    assert not is_in(client)


def test_following_an_invitation_as_somebody_else_leaves_their_session() -> None:
    _who, link = invited()
    client = browser_of(person("Rowena Hill"))
    client.post(link, {"password": NEW_PASSWORD})
    assert b"Banks" in client.get("/").content


# -- who may be invited, and by whom --


def test_a_pupil_can_never_be_invited() -> None:
    with pytest.raises(ValidationError, match="never sign in"):
        services.invite(by=person("Patricia Savage"), person=child("Grace Tolliver"), email="g@fernleigh.example")


def test_nor_can_a_former_pupil() -> None:
    gone = child("Grace Tolliver")
    gone.enrolments.update(ends=LONG_AGO)
    RoleHeld.objects.create(person=gone, role="volunteer", school=school("SMP"), starts=LONG_AGO)
    with pytest.raises(ValidationError, match="never sign in"):
        services.invite(by=person("Patricia Savage"), person=gone, email="g@fernleigh.example")


def test_nor_can_somebody_whose_entry_was_erased() -> None:
    who = newcomer()
    who.erased_at = timezone.now()
    who.save()
    with pytest.raises(ValidationError, match="never sign in"):
        services.invite(by=person("Imelda Pace"), person=who, email=who.email)


def test_somebody_with_nothing_to_do_here_is_given_a_role_first() -> None:
    stranger = Person.objects.create(given_name="Sam", family_name="Pole", kept_by=school("SMP"))
    with pytest.raises(ValidationError, match="no role"):
        services.invite(by=person("Patricia Savage"), person=stranger, email="s.pole@fernleigh.example")


def test_two_people_never_share_a_sign_in() -> None:
    with pytest.raises(ValidationError, match="somebody else"):
        services.invite(by=person("Patricia Savage"), person=newcomer(), email=person("Rowena Hill").email.upper())


def test_the_office_invites_in_its_own_school_only() -> None:
    elsewhere = person("Bryony Rudd")
    with pytest.raises(Refused):
        services.invite(by=person("Patricia Savage"), person=elsewhere, email=elsewhere.email)


def test_the_office_cannot_invite_whoever_must_have_a_second_factor() -> None:
    head = person("Judith Penfold")
    with pytest.raises(Refused):
        services.invite(by=person("Patricia Savage"), person=head, email="p.savage.two@fernleigh.example")
    with pytest.raises(Refused):
        services.invite(by=person("Desmond Clay"), person=head, email="d.clay.two@fernleigh.example")
    services.invite(by=person("Imelda Pace"), person=head, email=head.email)


def test_nobody_invites_themselves() -> None:
    with pytest.raises(Refused):
        services.invite(by=person("Desmond Clay"), person=person("Desmond Clay"), email="d@fernleigh.example")


# -- another address, and the end of it --


def test_another_address_closes_every_old_way_in() -> None:
    hill = person("Rowena Hill")
    old = browser_of(hill)
    services.invite(by=person("Patricia Savage"), person=hill, email="rowena@fernleigh.example")
    assert not is_in(old)
    client = browser()
    try_password(client, "r.hill@fernleigh.example")
    try_password(client, "rowena@fernleigh.example")
    assert not is_in(client)


def test_a_withdrawn_account_is_shut_at_once_and_everywhere() -> None:
    hill = person("Rowena Hill")
    open_still = browser_of(hill)
    services.withdraw(by=person("Patricia Savage"), person=hill)
    assert not is_in(open_still)
    client = browser()
    try_password(client, hill.email)
    assert not is_in(client)
    assert [str(entry.by) for entry in told("invitation_withdrawn")] == [str(person("Patricia Savage").pk)]


def test_an_unanswered_invitation_that_is_withdrawn_opens_nothing() -> None:
    who, link = invited()
    services.withdraw(by=person("Patricia Savage"), person=who)
    assert browser().get(link).status_code == 410


def test_whoever_was_withdrawn_can_be_invited_again() -> None:
    hill = person("Rowena Hill")
    services.withdraw(by=person("Patricia Savage"), person=hill)
    services.invite(by=person("Patricia Savage"), person=hill, email=hill.email)
    client = browser()
    client.post(link_in_letter(), {"password": NEW_PASSWORD})
    assert is_in(client)


# -- on the pages --


def test_the_office_invites_on_a_page() -> None:
    who, client = newcomer(), browser_of(person("Patricia Savage"))
    assert b"None yet" in client.get(f"/people/{who.pk}/sign-in/").content
    answer = client.post(f"/people/{who.pk}/sign-in/invite/", {"email": who.email})
    assert answer.status_code == 302
    assert b"not answered yet" in client.get(f"/people/{who.pk}/sign-in/").content
    assert mail.outbox[-1].to == [who.email]


def test_a_problem_is_told_at_the_form() -> None:
    who, client = newcomer(), browser_of(person("Patricia Savage"))
    answer = client.post(f"/people/{who.pk}/sign-in/invite/", {"email": person("Rowena Hill").email})
    assert b"somebody else" in answer.content


def test_somebody_of_another_school_is_not_there_at_all() -> None:
    client = browser_of(person("Patricia Savage"))
    for page in ("", "invite/", "withdraw/", "reset/"):
        assert client.get(f"/people/{person('Bryony Rudd').pk}/sign-in/{page}").status_code == 404


def test_the_page_of_a_senior_is_not_the_offices() -> None:
    client = browser_of(person("Patricia Savage"))
    for page in ("invite/", "withdraw/", "reset/"):
        assert client.get(f"/people/{person('Judith Penfold').pk}/sign-in/{page}").status_code == 404


def test_the_office_closes_an_account_on_a_page() -> None:
    hill, client = person("Rowena Hill"), browser_of(person("Patricia Savage"))
    assert b"Close the account of Ms Hill?" in client.get(f"/people/{hill.pk}/sign-in/withdraw/").content
    client.post(f"/people/{hill.pk}/sign-in/withdraw/")
    assert Account.objects.get(person=hill).withdrawn_at is not None
