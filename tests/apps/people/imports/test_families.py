"""Parents and carers from a file: who answers for whom, with responsibility or without."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatepost.apps.people.models import Guardianship, Person
from tests.apps.people.imports.files import (
    BJORN,
    CONTACTS,
    PUPILS,
    SUMMER,
    TINA,
    WILL,
    fernleigh,
    look,
    problems,
    run,
    three_schools,
    written,
    zip_of,
)
from tests.apps.people.imports.test_pupils import later
from tests.site_cast import child, parent, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pupils(tmp_path: Path) -> None:
    three_schools()
    run(written(tmp_path, PUPILS, WILL, SUMMER, BJORN))


def contacts(folder: Path, *lines: str, header: str = CONTACTS) -> Path:
    return written(folder, header, *lines, name="contacts.csv")


def bonds() -> list[tuple[str, str, str, bool]]:
    rows = Guardianship.objects.filter(ends=None).order_by("child__given_name", "pk")
    return [(one.child.given_name, one.adult.given_name, one.relation, one.parental_responsibility) for one in rows]


def test_a_mother_of_two_is_one_person_with_two_children(tmp_path: Path) -> None:
    made = run(contacts(tmp_path, f"1003,{TINA}", f"1004,{TINA}"), "contacts")
    assert made.counts() == {"rows": 1, "adults_added": 1, "guardians_added": 2}
    assert bonds() == [("Summer", "Tina", "Mother", True), ("William", "Tina", "Mother", True)]


def test_without_numbers_of_their_own_name_and_address_together_tell_who_is_one(tmp_path: Path) -> None:
    header = CONTACTS.replace("Contact ID,", "")
    line = TINA.removeprefix("C1,")
    path = contacts(tmp_path, f"1003,{line}", f"1004,{line}", header=header)
    run(path, "contacts")
    assert Person.objects.filter(given_name="Tina").count() == 1
    assert run(path, "contacts").is_empty


def test_without_even_an_address_a_contact_is_known_at_the_child(tmp_path: Path) -> None:
    path = contacts(tmp_path, "1003,,Mrs,Tina,Fairweather,Mother,yes,1,")
    run(path, "contacts")
    assert run(path, "contacts").is_empty


def test_the_same_twice_changes_nothing(tmp_path: Path) -> None:
    path = contacts(tmp_path, f"1003,{TINA}", f"1004,{TINA}")
    run(path, "contacts")
    assert run(path, "contacts").is_empty


@pytest.mark.parametrize(("cell", "may"), [("yes", True), ("Y", True), ("TRUE", True), ("no", False), ("", False)])
def test_only_a_plain_yes_gives_responsibility(tmp_path: Path, cell: str, *, may: bool) -> None:
    run(contacts(tmp_path, f"1003,{TINA.replace('yes', cell)}"), "contacts")
    assert bonds() == [("William", "Tina", "Mother", may)]


def test_responsibility_that_ends_ends_at_once(tmp_path: Path) -> None:
    run(contacts(tmp_path, f"1003,{TINA}"), "contacts")
    made = run(contacts(tmp_path, f"1003,{TINA.replace('yes', 'no')}"), "contacts")
    (changed,) = made.bonds_changed
    assert (changed.before[1], changed.after[1]) == (True, False)
    assert bonds() == [("William", "Tina", "Mother", False)]


def test_two_lines_that_disagree_on_responsibility_give_none(tmp_path: Path) -> None:
    run(contacts(tmp_path, f"1003,{TINA}", f"1003,{TINA.replace('yes', 'no')}"), "contacts")
    assert bonds() == [("William", "Tina", "Mother", False)]


def test_what_was_entered_by_hand_stays_whatever_the_file_says(tmp_path: Path) -> None:
    will = Person.objects.get(given_name="William")
    parent(will, responsible=False)
    line = TINA.replace("t.fairweather@home.example", "t.fairweather@fernleigh.example")
    made = run(contacts(tmp_path, f"1003,{line}"), "contacts", whole=True)
    assert made.notes == [
        "1 who answer for a child were entered by hand and differ from the file: they stay as they are."
    ]
    assert bonds() == [("William", "Tina", "", False)]


def test_who_is_no_longer_named_for_a_child_no_longer_answers_for_it(tmp_path: Path) -> None:
    run(contacts(tmp_path, f"1003,{TINA}", f"1004,{TINA}"), "contacts")
    other = "1003,C2,Mr,Alan,Fairweather,Father,yes,1,a.fairweather@home.example"
    with later():
        made = run(contacts(tmp_path, other), "contacts", whole=True)
        assert made.counts() == {"rows": 1, "adults_added": 1, "guardians_added": 1, "guardians_ended": 1}
        assert bonds() == [("Summer", "Tina", "Mother", True), ("William", "Alan", "Father", True)]


def test_a_file_of_contacts_adds_what_oneroster_never_tells(tmp_path: Path) -> None:
    run(zip_of(tmp_path / "roster.zip", fernleigh()), "oneroster")
    run(contacts(tmp_path, f"1003,{TINA}"), "contacts")
    assert bonds() == [("William", "Tina", "parent", True)]
    assert run(zip_of(tmp_path / "roster.zip", fernleigh()), "oneroster").is_empty
    assert run(contacts(tmp_path, f"1003,{TINA}"), "contacts").is_empty


def test_a_child_is_found_by_its_unique_pupil_number_too(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, WILL.replace("1003,,", "1003,H801200001001,")))
    header = "UPN,Forename,Surname,Relationship"
    run(contacts(tmp_path, "H801200001001,Tina,Fairweather,Mother", header=header), "contacts")
    assert bonds() == [("William", "Tina", "Mother", False)]


def test_mistakes_are_told(tmp_path: Path) -> None:
    made = look(
        contacts(tmp_path, f"9999,{TINA}", f",{TINA.replace('C1', 'C2')}", f"1003,{TINA.replace('yes', 'perhaps')}",
                 f"1004,{TINA.replace(',1,', ',first,')}"), "contacts")  # fmt: skip
    assert [line.partition(";")[0] for line in problems(made)] == [
        "contacts.csv:3: Adno: empty",
        "contacts.csv:4: Parental Responsibility: neither yes nor no",
        "contacts.csv:5: Priority: not a number",
        "contacts.csv:2: no child of this number is known",
        "contacts.csv:3: no child of this number is known",
    ]


def test_nobody_enters_their_own_family_by_a_file(tmp_path: Path) -> None:
    savage = person("Patricia Savage")
    line = "1003,C9,Mrs,Patricia,Savage,Mother,yes,1,p.savage@fernleigh.example"
    made = run(contacts(tmp_path, line), "contacts", by=savage)
    assert made.notes == ["Line 2 is about your own family: somebody else enters it."]
    assert bonds() == []


def test_an_office_names_nobody_for_a_child_of_another_school(tmp_path: Path) -> None:
    made = look(contacts(tmp_path, f"2001,{TINA}"), "contacts", by=person("Patricia Savage"))
    assert "this is somebody of another school" in problems(made)[0]


def test_a_child_answers_for_nobody(tmp_path: Path) -> None:
    grace = child("Grace Tolliver")
    grace.external_ids.create(system="csv-contacts", value="C1")
    assert "this number belongs to a pupil" in problems(look(contacts(tmp_path, f"1003,{TINA}"), "contacts"))[0]
