"""Links in an e-mail: for parents and carers, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from gatepost.apps.people.models import OneTimeLink, Person, RoleHeld
from tests.signin.doors import code_of, is_in, link_in_letter, told, with_an_app
from tests.site_cast import LONG_AGO, child, parent, person, school
from tests.web.browsing import browser, browser_of

ASK = "/sign-in/link/"


def mother() -> Person:
    return parent(child("Will Fairweather"))


def asked_for(who: Person) -> str:
    browser().post(ASK, {"email": who.email})
    return link_in_letter()


def test_a_mother_signs_in_by_a_link() -> None:
    link, client = asked_for(mother()), browser()
    assert b"as Mrs Fairweather" in client.get(link).content
    assert not is_in(client)
    assert client.post(link).status_code == 302
    assert is_in(client)
    assert told("signed_in")[-1].says == {"way": "link"}


def test_it_works_once_and_takes_the_others_with_it() -> None:
    first, second = asked_for(mother()), asked_for(mother())
    assert browser().post(first).status_code == 302
    for link in (first, second):
        assert browser().get(link).status_code == 410
        assert browser().post(link).status_code == 410


def test_it_runs_out_after_fifteen_minutes() -> None:
    link = asked_for(mother())
    ends = OneTimeLink.objects.get().expires_at
    assert timedelta(minutes=14) < ends - timezone.now() <= timedelta(minutes=15)
    OneTimeLink.objects.update(expires_at=timezone.now())
    assert browser().post(link).status_code == 410


def test_the_letter_names_nobody() -> None:
    asked_for(mother())
    letter = mail.outbox[-1]
    for word in ("Fairweather", "Tina", "Saltmarsh", "Fernleigh", "Will"):
        assert word not in letter.subject + str(letter.body)


def test_every_address_gets_the_same_page_and_one_letter() -> None:
    pages = {
        browser().post(ASK, {"email": email}, follow=True).content.decode().partition("<main")[2]
        for email in (mother().email, "stranger@mail.example", person("Rowena Hill").email)
    }
    assert len(pages) == 1
    assert len(mail.outbox) == 3
    assert len({letter.subject for letter in mail.outbox}) == 1


@pytest.mark.parametrize("name", ["Rowena Hill", "Chidi Okoro", "Alan Wren"])
def test_nobody_who_is_no_parent_gets_a_link(name: str) -> None:
    browser().post(ASK, {"email": person(name).email})
    assert not OneTimeLink.objects.exists()
    assert "/accounts/login/" in str(mail.outbox[-1].body)


def test_a_parent_who_is_also_a_senior_gets_none() -> None:
    mum = mother()
    RoleHeld.objects.create(person=mum, role="dso", starts=LONG_AGO)
    browser().post(ASK, {"email": mum.email})
    assert not OneTimeLink.objects.exists()


def test_a_link_that_was_sent_before_one_became_a_senior_is_worthless() -> None:
    mum = mother()
    link = asked_for(mum)
    RoleHeld.objects.create(person=mum, role="dso", starts=LONG_AGO)
    assert browser().post(link).status_code == 410


def test_a_parent_with_an_app_is_asked_for_its_code_as_well() -> None:
    mum = mother()
    secret = with_an_app(mum)
    client = browser()
    answer = client.post(asked_for(mum))
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert is_in(client)


def test_asking_often_is_stopped_for_known_and_unknown_alike() -> None:
    for email in (mother().email, "stranger@mail.example"):
        for _ in range(3):
            assert browser().post(ASK, {"email": email}).status_code == 302
        assert b"too often" in browser().post(ASK, {"email": email}).content


def test_following_it_as_somebody_else_leaves_their_session() -> None:
    link, client = asked_for(mother()), browser_of(person("Rowena Hill"))
    client.post(link)
    assert b"Fairweather" in client.get("/").content


def test_a_mother_whose_child_has_left_gets_none() -> None:
    mum = mother()
    mum.children.update(ends=LONG_AGO)
    mum.roles.filter(role="parent").update(ends=LONG_AGO)
    RoleHeld.objects.get_or_create(person=mum, role="ptfa", school=school("SMP"), defaults={"starts": LONG_AGO})
    browser().post(ASK, {"email": mum.email})
    assert not OneTimeLink.objects.exists()
