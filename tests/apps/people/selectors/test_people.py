"""Who is found, by whom, and in what order."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gatepost.apps.people.models import Person, RoleHeld
from gatepost.apps.people.selectors import paging, people
from tests.apps.people.days import today
from tests.site_cast import LONG_AGO, child, parent, person, school

pytestmark = pytest.mark.django_db


def names(found: object) -> list[str]:
    return [one.full_name for one in found]  # type: ignore[attr-defined]


def add(given_name: str, family_name: str, **more: str) -> Person:
    """Somebody whose entry Saltmarsh keeps."""
    return Person.objects.create(given_name=given_name, family_name=family_name, kept_by=school(), **more)


def test_the_office_of_a_school_finds_its_own_people_and_no_others() -> None:
    person("Rowena Hill"), person("Anders Holm"), person("Chidi Okoro")
    savage = person("Patricia Savage")
    assert names(people.listed(savage)) == ["Rowena Hill", "Patricia Savage"]


def test_the_executive_head_finds_everybody_but_children() -> None:
    person("Rowena Hill"), person("Anders Holm"), child("Grace Tolliver")
    assert names(people.listed(person("Imelda Pace"))) == ["Rowena Hill", "Anders Holm", "Imelda Pace"]


def test_a_parent_of_a_child_at_the_school_is_one_of_its_people() -> None:
    parent(child("Grace Tolliver"), "Olive Baker")
    assert "Olive Baker" in names(people.listed(person("Patricia Savage")))


@pytest.mark.parametrize("who", ["Rowena Hill", "Tina Fairweather", "Alan Wren", "Marian Webb"])
def test_a_teacher_the_ptfa_a_volunteer_and_a_governor_list_nobody(who: str) -> None:
    person("Sandra Cope")
    assert names(people.listed(person(who))) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("zieliński", True),
        ("ZIELINSKI", True),
        ("ziel", True),
        ("miko ziel", True),
        ("ziel miko", True),
        ("o'hara", True),
        ("OHara", True),
        ("hara", False),
        ("elinski", False),
        ("zielinski smith", False),
        ("100%", False),
        ("_", False),
    ],
)
def test_a_name_is_found_by_the_start_of_its_words_however_it_is_written(words: str, *, found: bool) -> None:
    add("Mikołaj", "Zieliński-O’Hara")
    assert (names(people.listed(person("Patricia Savage"), words=words)) == ["Mikołaj Zieliński-O’Hara"]) is found


def test_the_name_somebody_goes_by_is_a_name_of_theirs() -> None:
    add("William", "Strand", known_as="Bill")
    for words in ("bill strand", "william"):
        assert names(people.listed(person("Patricia Savage"), words=words)) == ["Bill Strand"]


def test_the_list_is_narrowed_by_school_and_role_as_held_today() -> None:
    hill = person("Rowena Hill")
    RoleHeld.objects.create(person=person("Sandra Cope"), role="teacher", school=school(), starts=today(1))
    pace = person("Imelda Pace")
    assert list(people.listed(pace, role="teacher")) == [hill]
    assert list(people.listed(pace, role="teacher", school=school("WEN"))) == []


def test_a_role_in_another_school_is_not_what_the_office_finds_by() -> None:
    person("Rowena Hill")
    RoleHeld.objects.create(person=person("Rowena Hill"), role="volunteer", school=school("WEN"), starts=LONG_AGO)
    assert list(people.listed(person("Patricia Savage"), role="volunteer")) == []


def test_an_erased_entry_is_on_no_list() -> None:
    person("Rowena Hill")
    Person.objects.filter(family_name="Hill").update(erased_at=timezone.now())
    assert "Rowena Hill" not in names(people.listed(person("Imelda Pace")))


def test_pages_follow_one_another_without_a_gap_or_anybody_twice() -> None:
    Person.objects.bulk_create(
        Person(given_name=f"{'Ann' if n % 3 else 'Åsa'}", family_name=f"Name{n % 40}", kept_by=school())
        for n in range(230)
    )
    savage = person("Patricia Savage")
    seen: list[Person] = []
    after = None
    for _ in range(6):
        page = paging.page(people.listed(savage), after)
        seen += page.people
        after = page.after
        if after is None:
            break
    assert len(seen) == len({one.pk for one in seen}) == 231
    assert [one.pk for one in seen] == [one.pk for one in people.listed(savage)]


def test_people_made_many_at_once_are_found_by_name_too() -> None:
    Person.objects.bulk_create([Person(given_name="Zoë", family_name="Quill", kept_by=school())])
    assert names(people.listed(person("Patricia Savage"), words="zoe")) == ["Zoë Quill"]


def test_an_entry_shows_all_that_somebody_is() -> None:
    mother = parent(child("Will Fairweather"))
    RoleHeld.objects.create(person=mother, role="governor", starts=LONG_AGO)
    RoleHeld.objects.create(person=mother, role="volunteer", school=school(), starts=LONG_AGO, ends=today(-1))
    RoleHeld.objects.create(person=mother, role="teaching_assistant", school=school(), starts=today(1))
    entry = people.entry(mother)
    assert {held.role for held in entry.now} == {"governor", "parent", "ptfa"}
    assert [held.role for held in entry.earlier] == ["volunteer"]
    assert [held.role for held in entry.coming] == ["teaching_assistant"]
    assert [bond.child.full_name for bond in entry.children] == ["Will Fairweather"]


def test_the_place_of_an_entry_is_the_persons_own() -> None:
    mother = parent(child("Will Fairweather"))
    assert people.entry(mother).place() == mother.place()
