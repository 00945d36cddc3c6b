"""Forms about people: what they change, what they refuse, and two people at once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.models import Guardianship, Person, RoleHeld, School
from gatepost.apps.people.services import roles
from tests.apps.people.days import happened, today
from tests.site_cast import child, parent, person, school, school_class
from tests.web.browsing import browser_of
from tests.web.people.pages import read, send, text_of

pytestmark = pytest.mark.django_db

HILL = {
    "title": "Ms",
    "given_name": "Rowena",
    "family_name": "Hill",
    "known_as": "",
    "email": "r.hill@fernleigh.example",
}


def office() -> Client:
    return browser_of(person("Patricia Savage"))


# -- two people at once --


def test_the_second_of_two_who_change_an_entry_is_shown_both_values_and_decides() -> None:
    hill = person("Rowena Hill")
    first, second = office(), browser_of(person("Judith Penfold"))
    both = {**HILL, "version": 1}
    assert send(first, "change_person", hill.pk, **{**both, "telephone": "01632 960 411"}).status_code == 302
    answer = send(second, "change_person", hill.pk, **{**both, "telephone": "01632 960 999"})
    assert answer.status_code == 409
    said = text_of(answer)
    assert "now “01632 960 411”, you wrote “01632 960 999”" in said
    assert "It was changed by Mrs Savage" in said
    assert Person.objects.get(pk=hill.pk).telephone == "01632 960 411"
    assert 'name="version" value="2"' in answer.content.decode()
    assert 'value="01632 960 999"' in answer.content.decode(), "what was written is still in the form"
    send(second, "change_person", hill.pk, **{**both, "telephone": "01632 960 999", "version": 2})
    assert Person.objects.get(pk=hill.pk).telephone == "01632 960 999"
    assert happened() == ["person_changed", "person_changed"]


def test_the_same_for_a_childs_family() -> None:
    will = child("Will Fairweather")
    parent(will)
    bond = will.guardians.get()
    told = {"relation": "mother", "contact_order": 1, "version": 1}
    assert send(office(), "change_guardian", will.pk, bond.pk, **told).status_code == 302
    answer = send(
        browser_of(person("Judith Penfold")), "change_guardian", will.pk, bond.pk, **{**told, "relation": "aunt"}
    )
    assert answer.status_code == 409
    assert "now “mother”, you wrote “aunt”" in text_of(answer)
    assert Guardianship.objects.get().relation == "mother"


def test_the_same_for_the_end_of_a_role() -> None:
    hill = person("Rowena Hill")
    key = hill.roles.get().pk
    penfold, pace = browser_of(person("Judith Penfold")), browser_of(person("Imelda Pace"))
    assert send(penfold, "end_role", hill.pk, key, on=today(5), version=1).status_code == 302
    answer = send(pace, "end_role", hill.pk, key, on=today(9), version=1)
    assert answer.status_code == 409
    now, wanted = (f"{day.day} {day:%B %Y}" for day in (today(5), today(9)))
    assert f"Last day: now “{now}”, you wrote “{wanted}”" in text_of(answer)
    assert RoleHeld.objects.get(pk=key).ends == today(5)


# -- what a form may change --


def test_fields_that_a_form_does_not_have_change_nothing() -> None:
    hill = person("Rowena Hill")
    before = Person.objects.filter(pk=hill.pk).values().get()
    extra = {
        "id": "0b1e0b1e-0b1e-0b1e-0b1e-0b1e0b1e0b1e", "pk": "1", "erased_at": "2026-01-01", "kept_by": "WEN",
        "kept_by_id": school("WEN").pk, "folded": "x", "role": "executive_head", "roles": "dso", "is_active": "0",
        "by": str(person("Imelda Pace").pk), "person": str(person("Imelda Pace").pk),
    }  # fmt: skip
    assert (
        send(office(), "change_person", hill.pk, **{**HILL, "telephone": "", "version": 1, **extra}).status_code == 302
    )
    after = Person.objects.filter(pk=hill.pk).values().get()
    assert after == before
    assert {held.role for held in hill.roles.all()} == {"teacher"}


def test_adding_a_person_takes_no_role_no_id_and_no_other_school_along() -> None:
    school("WEN")
    told = {"given_name": "Nia", "family_name": "Newcombe", "kept_by": "SMP"}
    extra = {"id": "0b1e0b1e-0b1e-0b1e-0b1e-0b1e0b1e0b1e", "version": 77, "role": "dso", "source": "import"}
    answer = send(office(), "add_person", **told, **extra)
    made = Person.objects.get(family_name="Newcombe")
    assert answer["Location"] == reverse("person", args=[made.pk])
    assert (made.version, made.kept_by, made.roles.count()) == (1, school(), 0)
    assert str(made.pk) != extra["id"]
    assert send(office(), "add_person", **{**told, "kept_by": "WEN"}).status_code == 200
    assert Person.objects.filter(family_name="Newcombe").count() == 1


def test_a_role_is_given_to_the_person_of_the_address_by_whoever_has_signed_in() -> None:
    hill, penfold = person("Rowena Hill"), person("Judith Penfold")
    told = {"role": "volunteer", "school": "SMP", "starts": today()}
    extra = {"person": penfold.pk, "by": penfold.pk, "source": "group", "counts": "away", "recorded_at": "2020-01-01"}
    assert send(browser_of(penfold), "give_role", hill.pk, **told, **extra).status_code == 302
    held = hill.roles.get(role="volunteer")
    assert (held.source, held.counts, held.recorded_at.date()) == ("hand", "always", today())
    assert Entry.objects.get().by == penfold.pk


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"role": "dso"}, "Select a valid choice"),
        ({"role": "parent"}, "Select a valid choice"),
        ({"school": "WEN"}, "Select a valid choice"),
        ({"starts": "2020-01-01"}, "A role begins today or later"),
        ({"starts": "31/02/2026"}, "Enter a valid date"),
        ({"ends": "2020-01-01"}, "The last day comes before the first"),
    ],
)
def test_a_form_says_what_is_wrong_with_a_role_and_gives_none(told: dict[str, str], said: str) -> None:
    school("WEN")
    hill = person("Rowena Hill")
    usual = {"role": "volunteer", "school": "SMP", "starts": today()}
    answer = send(browser_of(person("Judith Penfold")), "give_role", hill.pk, **{**usual, **told})
    assert answer.status_code == 200
    assert said in text_of(answer)
    assert hill.roles.count() == 1


def test_a_plain_role_in_one_school_is_not_given_as_a_senior_one() -> None:
    hill = person("Rowena Hill")
    pace = browser_of(person("Imelda Pace"))
    answer = send(pace, "give_senior_role", hill.pk, role="governor", school="SMP", starts=today())
    assert "for its head to give" in text_of(answer)
    assert send(pace, "give_senior_role", hill.pk, role="governor", starts=today()).status_code == 302
    assert hill.roles.get(role="governor").school is None


def test_a_role_begun_today_is_taken_back_and_an_older_one_is_ended() -> None:
    hill, penfold = person("Rowena Hill"), browser_of(person("Judith Penfold"))
    send(penfold, "give_role", hill.pk, role="volunteer", school="SMP", starts=today())
    assert send(penfold, "end_role", hill.pk, hill.roles.get(role="volunteer").pk).status_code == 302
    assert send(penfold, "end_role", hill.pk, hill.roles.get().pk, on=today(), version=None).status_code == 302
    assert hill.roles.get().ends == today()
    assert happened() == ["role_given", "role_withdrawn", "role_ended"]


def test_a_deputy_is_named_on_their_own_page() -> None:
    hill, okoro, pace = person("Rowena Hill"), person("Chidi Okoro"), browser_of(person("Imelda Pace"))
    told = {"principal": okoro.roles.get(role="dso").pk, "counts": "away", "starts": today()}
    assert send(pace, "name_deputy", hill.pk, **told).status_code == 302
    assert hill.roles.get(role="dso").deputises == okoro.roles.get(role="dso")
    assert "Select a valid choice" in text_of(send(pace, "name_deputy", okoro.pk, **told)), "not one's own"


def test_one_says_oneself_that_one_is_away_and_that_one_is_there_again() -> None:
    hill = person("Rowena Hill")
    browser = browser_of(hill)
    assert send(browser, "away", hill.pk, starts=today(), ends=today(3)).status_code == 302
    assert "Away until" in read(hill, "person", hill.pk)
    assert send(browser, "there_again", hill.pk, hill.absences.get().pk).status_code == 302
    assert "Away" not in read(hill, "person", hill.pk)


# -- pupils and families --


def test_a_pupil_joins_moves_leaves_and_returns_by_the_pages() -> None:
    school_class("5A"), school_class("4J")
    savage = office()
    told = {"given_name": "Ida", "family_name": "Quill", "school": "SMP", "school_class": school_class("4J").pk}
    assert send(savage, "add_pupil", **told, starts=today(-30)).status_code == 302
    ida = Person.objects.get(family_name="Quill")
    assert send(savage, "move_pupil", ida.pk, school_class=school_class("5A").pk, on=today(-3)).status_code == 302
    assert send(savage, "pupil_leaves", ida.pk, on=today(-2)).status_code == 302
    assert "on no roll today" in read(person("Patricia Savage"), "pupil", ida.pk)
    assert send(savage, "pupil_joins", ida.pk, school="SMP", starts=today()).status_code == 302
    assert happened() == ["pupil_enrolled", "pupil_moved", "pupil_left", "pupil_enrolled"]


def test_a_child_is_put_into_no_class_of_another_school() -> None:
    told = {"given_name": "Ida", "family_name": "Quill", "school": "SMP", "starts": today()}
    answer = send(office(), "add_pupil", **told, school_class=school_class("Kestrels", "WEN").pk)
    assert "Select a valid choice" in text_of(answer)
    answer = send(
        browser_of(person("Imelda Pace")), "add_pupil", **told, school_class=school_class("Kestrels", "WEN").pk
    )
    assert "This class is in another school" in text_of(answer)
    assert not Person.objects.filter(family_name="Quill").exists()


def test_a_parent_whom_the_school_knows_is_found_by_name_and_chosen() -> None:
    will, savage = child("Will Fairweather"), office()
    tina = person("Tina Fairweather")
    asked = send(savage, "add_guardian", will.pk, words="tina fair")
    assert "Mrs Tina Fairweather" in text_of(asked)
    told = {"words": "tina fair", "adult": tina.pk, "relation": "mother", "parental_responsibility": "on"}
    assert send(savage, "add_guardian", will.pk, **told, starts=today()).status_code == 302
    assert will.guardians.get().adult == tina
    assert "may consent" in read(person("Patricia Savage"), "pupil", will.pk)


def test_a_parent_who_is_new_gets_an_entry_of_their_own() -> None:
    will, savage = child("Will Fairweather"), office()
    told = {"words": "Ted Fairweather", "adult": "new", "given_name": "Ted", "family_name": "Fairweather"}
    assert send(savage, "add_guardian", will.pk, **told, starts=today()).status_code == 302
    assert will.guardians.get().adult.full_name == "Ted Fairweather"
    assert will.guardians.get().parental_responsibility is False
    nameless = {"words": "x", "adult": "new", "starts": today()}
    assert "Somebody new needs a name" in text_of(send(savage, "add_guardian", will.pk, **nameless))


def test_nobody_whom_the_office_may_not_list_becomes_a_guardian_by_their_id() -> None:
    will, rudd = child("Will Fairweather"), person("Bryony Rudd")
    told = {"words": "rudd", "adult": rudd.pk, "starts": today()}
    assert "Select a valid choice" in text_of(send(office(), "add_guardian", will.pk, **told))
    assert not will.guardians.exists()


def test_a_guardian_is_ended_and_no_longer_sees_the_child() -> None:
    will = child("Will Fairweather")
    mother = parent(will)
    bond = will.guardians.get().pk
    assert send(office(), "end_guardian", will.pk, bond, on=today(-1), version=None).status_code == 302
    assert browser_of(mother).get(reverse("pupil", args=[will.pk])).status_code in (403, 404)


# -- schools and classes --


def test_schools_and_classes_are_added_changed_and_closed_by_the_pages() -> None:
    pace = browser_of(person("Imelda Pace"))
    assert send(pace, "add_school", code="NEW", name="Newhaven Primary").status_code == 302
    assert send(pace, "change_school", "NEW", name="Newhaven", version=None).status_code == 302
    assert send(pace, "add_class", "NEW", name="1A").status_code == 302
    room = School.objects.get(code="NEW").classes.get()
    assert send(pace, "close_class", room.pk, on=today()).status_code == 302
    assert happened() == ["school_added", "school_changed", "class_added", "class_closed"]
    assert "already" in text_of(send(pace, "add_class", "NEW", name="1A"))


# -- safety of forms --


@pytest.mark.parametrize("page", ["add_person", "add_pupil", "people", "pupils"])
def test_a_form_sent_from_elsewhere_changes_nothing(page: str) -> None:
    savage = browser_of(person("Patricia Savage"), enforce_csrf_checks=True)
    assert savage.post(reverse(page), {"given_name": "Nia", "family_name": "Newcombe"}).status_code == 403
    assert not Person.objects.filter(family_name="Newcombe").exists()


def test_what_somebody_writes_into_any_field_is_shown_as_words_and_never_run() -> None:
    nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7|add:7 }}"
    hill, grace = person("Rowena Hill"), child("Grace Tolliver")
    Person.objects.filter(pk=hill.pk).update(
        title="<b>Ms</b>",
        given_name=nasty,
        family_name=nasty,
        known_as=nasty,
        telephone='"><script>',
        email="x@y.example",
    )
    hill.roles.update(title=nasty)
    Person.objects.filter(pk=grace.pk).update(given_name=nasty, family_name=nasty, known_as=nasty)
    Guardianship.objects.create(adult=hill, child=grace, relation=nasty[:60], starts=today())
    School.objects.update(name=nasty, short_name=nasty)
    school_class().__class__.objects.update(name=nasty[:60], year_group="<b>4</b>")
    grace.legacy_consents.create(words=nasty, system="old", imported_at="2026-09-01T00:00Z")
    savage = office()
    room = grace.enrolments.get().school_class_id
    pages: list[tuple[str, *tuple[object, ...]]] = [
        ("people",), ("person", hill.pk), ("change_person", hill.pk), ("pupils",), ("pupil", grace.pk), ("schools",),
        ("school", "SMP"), ("class", room), ("change_pupil", grace.pk), ("add_pupil",), ("move_pupil", grace.pk),
        ("change_guardian", grace.pk, grace.guardians.get().pk),
    ]  # fmt: skip
    for name, *args in pages:
        body = savage.get(reverse(name, args=args)).content.decode()
        for bad in ("<script>alert", "<img src=x", "<b>Ms", "<b>4", '"><script>', "14}}"):
            assert bad not in body, f"{name}: {bad}"
    mother = browser_of(hill).get(reverse("family")).content.decode()
    assert "<script>alert" not in mother
    again = send(savage, "people", words=nasty).content.decode()
    assert "<script>alert" not in again
    assert "<img src=x" not in again


def test_a_head_ends_the_deputy_that_she_named() -> None:
    penfold, banks = person("Judith Penfold"), person("Lorna Banks")
    held = roles.name_deputy(by=penfold, principal=penfold.roles.get(), person=banks, starts=today())
    client = browser_of(penfold)
    address = reverse("end_deputy", args=[banks.pk, held.pk])
    assert address in client.get(reverse("person", args=[banks.pk])).content.decode()
    assert client.post(address).status_code == 302
    assert not banks.roles.filter(deputises__isnull=False).exists()
    assert client.get(reverse("end_role", args=[banks.pk, banks.roles.get().pk])).status_code == 200


def test_a_school_is_closed_once_it_is_empty() -> None:
    pace, there = browser_of(person("Imelda Pace")), school("FXG")
    person("Lily Rowntree")
    address = reverse("close_school", args=["FXG"])
    assert address in pace.get(reverse("school", args=["FXG"])).content.decode()
    assert "Roles are held there" in pace.post(address, {"on": today()}).content.decode()
    RoleHeld.objects.filter(school=there).update(ends=today(-1))
    assert pace.post(address, {"on": today()}).status_code == 302
    assert School.objects.get(pk=there.pk).closed == today()
    assert pace.get(address).status_code == 404
    assert browser_of(person("Judith Penfold")).get(reverse("close_school", args=["SMP"])).status_code == 403
