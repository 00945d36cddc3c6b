"""What each of the cast finds on the pages about people."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gatepost.apps.people.models import Absence, LegacyConsent, RoleHeld
from tests.apps.people.days import today
from tests.site_cast import LONG_AGO, child, parent, person, school, school_class
from tests.web.browsing import browser_of
from tests.web.people.pages import read, send, status, text_of

pytestmark = pytest.mark.django_db


def test_a_teacher_finds_her_class_first_and_the_dso_on_duty() -> None:
    hill = person("Rowena Hill")
    person("Chidi Okoro")
    school_class("1A"), child("Grace Tolliver")
    hill.roles.update(school_class=school_class("4J"))
    page = read(hill, "school", "SMP")
    assert "Mr Okoro" in page
    assert page.index("4J your class 1 pupil") < page.index("1A 0 pupils")


def test_a_teacher_reads_the_names_of_her_class_and_nothing_of_the_families() -> None:
    hill = person("Rowena Hill")
    will = child("Will Fairweather")
    parent(will)
    room = will.enrolments.get().school_class_id
    assert "Will Fairweather" in read(hill, "class", room)
    page = read(hill, "pupil", will.pk)
    assert "Fairweather" in page
    assert "Tina" not in page
    assert "answers for" not in page


def test_a_governor_sees_the_school_without_a_single_child() -> None:
    grace = child("Grace Tolliver")
    webb = person("Marian Webb")
    page = read(webb, "school", "SMP")
    assert "4J" in page
    assert reverse("class", args=[grace.enrolments.get().school_class_id]) not in page
    assert status(webb, "class", grace.enrolments.get().school_class_id) == 403
    assert status(webb, "pupil", grace.pk) == 403


@pytest.mark.parametrize("who", ["Alan Wren", "Tina Fairweather", "Beryl Foot"])
def test_a_volunteer_and_the_ptfa_see_no_pupil_no_list_and_no_school(who: str) -> None:
    grace, somebody = child("Grace Tolliver"), person(who)
    for page in ("pupils", "people", "schools", "add_pupil", "add_person"):
        assert status(somebody, page) == 403, page
    assert status(somebody, "pupil", grace.pk) in (403, 404)
    assert status(somebody, "class", grace.enrolments.get().school_class_id) == 403


def test_a_parent_sees_their_children_where_they_are_and_who_may_consent() -> None:
    will = child("Will Fairweather")
    mother = parent(will)
    parent(will, "Peter Hare", responsible=False)
    page = read(mother, "family")
    room = will.enrolments.get()
    assert f"Will Fairweather {room.school}, {room.school_class}" in page
    assert "Mrs Tina Fairweather may consent" in page
    assert "Mr Peter Hare may not consent" in page


def test_one_parent_does_not_learn_how_to_reach_the_other() -> None:
    will = child("Will Fairweather")
    mother, father = parent(will), parent(will, "Peter Hare")
    father.telephone = "01632 960 777"
    father.save()
    for page in (read(mother, "family"), read(mother, "pupil", will.pk)):
        assert "Hare" in page
        assert "960 777" not in page
        assert father.email not in page
    assert "960 777" in read(person("Patricia Savage"), "pupil", will.pk)


def test_a_parent_opens_no_other_childs_page() -> None:
    assert status(parent(child("Will Fairweather")), "pupil", child("Grace Tolliver").pk) == 404


def test_the_entry_of_somebody_who_is_several_things_shows_them_all() -> None:
    mother = parent(child("Will Fairweather"))
    RoleHeld.objects.create(person=mother, role="governor", starts=LONG_AGO)
    RoleHeld.objects.create(person=mother, role="volunteer", school=school(), starts=LONG_AGO, ends=today(-1))
    page = read(person("Judith Penfold"), "person", mother.pk)
    for said in ("Governor", "PTFA chair", "Parent or carer", "Earlier roles Volunteer", "Will Fairweather"):
        assert said in page, said


def test_the_network_manager_and_the_clerk_see_an_entry_without_the_children() -> None:
    mother = parent(child("Will Fairweather"))
    page = read(person("Desmond Clay"), "person", mother.pk)
    assert "PTFA chair" in page
    assert "Will" not in page


def test_everybody_sees_their_own_entry() -> None:
    hill = person("Rowena Hill")
    page = read(hill, "person", hill.pk)
    assert "Teacher 4J" in page
    assert "Give a role" not in page
    assert "Record that they are away" in page


def test_an_entry_tells_who_is_away_and_who_stands_in() -> None:
    okoro = person("Chidi Okoro")
    RoleHeld.objects.create(
        person=person("Yvette Laurent"),
        role="dso",
        deputises=okoro.roles.get(role="dso"),
        counts="away",
        starts=LONG_AGO,
    )
    Absence.objects.create(person=okoro, starts=today(), ends=today(2))
    page = read(person("Imelda Pace"), "person", okoro.pk)
    assert "Away until" in page
    assert "Deputy: Mrs Laurent" in page
    assert "Stands in for Mr Okoro while they are away" in read(
        person("Imelda Pace"), "person", person("Yvette Laurent").pk
    )


def test_an_old_photo_consent_is_shown_as_not_sufficient_to_those_who_see_the_family() -> None:
    grace = child("Grace Tolliver")
    LegacyConsent.objects.create(child=grace, words="Photos: yes", system="old", imported_at="2026-09-01T00:00Z")
    assert "Photos: yes legacy, not sufficient" in read(person("Patricia Savage"), "pupil", grace.pk)
    assert "Photos: yes" not in read(person("Rowena Hill"), "pupil", grace.pk)


def test_a_person_is_found_by_a_name_that_never_stands_in_an_address() -> None:
    person("Rowena Hill"), person("Sandra Cope")
    savage = browser_of(person("Patricia Savage"))
    page = send(savage, "people", words="hill")
    assert "Hill, Ms Rowena" in text_of(page)
    assert "Cope" not in text_of(page)
    assert "Cope" in text_of(savage.get(reverse("people"), {"words": "hill"})), (
        "a name in an address counts for nothing"
    )


def test_the_list_goes_on_where_the_last_page_ended() -> None:
    from_a_to_z = [f"Name{number:03}" for number in range(120)]
    person("Rowena Hill").__class__.objects.bulk_create(
        person("Rowena Hill").__class__(given_name="Ann", family_name=name, kept_by=school()) for name in from_a_to_z
    )
    savage = browser_of(person("Patricia Savage"))
    first = send(savage, "people", words="ann")
    assert "Name049" in text_of(first)
    assert "Name050" not in text_of(first)
    after = first.content.decode().split('name="after" value="')[1].split('"')[0]
    second = text_of(send(savage, "people", words="ann", after=after))
    assert "Name049" not in second
    assert "Name050" in second
    assert "Name099" in second


@pytest.mark.parametrize("after", ["nonsense", "0b1e0b1e-0b1e-0b1e-0b1e-0b1e0b1e0b1e"])
def test_a_place_in_the_list_that_is_nobodys_begins_it_anew(after: str) -> None:
    person("Rowena Hill")
    assert "Hill" in text_of(send(browser_of(person("Patricia Savage")), "people", after=after))


def test_the_lists_of_another_school_cannot_be_asked_for() -> None:
    person("Anders Holm"), child("Björn Halvorsen")
    savage = browser_of(person("Patricia Savage"))
    for page in ("people", "pupils"):
        answer = send(savage, page, school="WEN")
        assert "Select a valid choice" in text_of(answer)
        assert "Holm" not in text_of(answer)
        assert "Halvorsen" not in text_of(answer)


def test_the_office_finds_those_who_have_left() -> None:
    child("Grace Tolliver").enrolments.update(ends=today(-1))
    assert "Tolliver" in text_of(send(browser_of(person("Patricia Savage")), "pupils", left="on"))
    assert "Tolliver" not in text_of(send(browser_of(person("Rowena Hill")), "pupils", left="on"))
