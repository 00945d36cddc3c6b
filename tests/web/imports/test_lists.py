"""Lists taken away: only whom one may export, no cell that a spreadsheet runs, and back in without a change."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.urls import reverse

from gatepost.apps.cells import plain_cell, safe_cell
from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.exports import LISTS
from gatepost.apps.people.models import Enrolment, Person
from tests.apps.people.imports.files import look, run, three_schools, written
from tests.site_cast import child, parent, person, school
from tests.web.browsing import browser_of
from tests.web.people.pages import text_of

pytestmark = pytest.mark.django_db
FORMULAS = [
    "=1+1",
    "+44 1632 960123",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\u200b=1",
    "|x",
    "%0A=1",
]


@pytest.fixture(autouse=True)
def fernleigh() -> None:
    three_schools()
    will = child("Will Fairweather")
    child("Björn Halvorsen")
    parent(will)
    for name in ("Rowena Hill", "Patricia Savage", "Imelda Pace", "Anders Holm", "Desmond Clay"):
        person(name)


def taken(name: str, by: str = "Imelda Pace", **query: str) -> str:
    answer = browser_of(person(by)).get(reverse("take_list", args=[name]), query)
    assert answer.status_code == 200
    assert answer.streaming
    return b"".join(answer).decode("utf-8-sig")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("value", FORMULAS)
def test_no_cell_is_a_formula_and_each_finds_its_way_back(value: str) -> None:
    assert safe_cell(value).startswith("'")
    assert plain_cell(safe_cell(value)) == value


@pytest.mark.parametrize("value", ["Tolliver", "O'Connell", "'t Hooft", "4J", "", "Zieliński", "a=b", "''"])
def test_an_ordinary_cell_stays_as_it_is(value: str) -> None:
    assert safe_cell(value) == value
    assert plain_cell(value) == value


@pytest.mark.parametrize("value", FORMULAS)
def test_a_name_that_is_a_formula_is_text_in_the_file(value: str) -> None:
    Person.objects.filter(given_name="William").update(given_name=value)
    (cell,) = [row["legal_first"] for row in rows(taken("pupils")) if row["legal_last"] == "Fairweather"]
    assert cell == f"'{value}"


@pytest.mark.parametrize(
    ("name", "kind"), [("pupils", "pupils"), ("roll", "pupils"), ("people", "staff"), ("families", "contacts")]
)
def test_a_list_read_in_again_changes_nothing(tmp_path: Path, name: str, kind: str) -> None:
    Enrolment.objects.filter(child__given_name="Björn").update(ends="2026-07-20")
    Person.objects.filter(given_name="William").update(known_as="=Will")
    Person.objects.filter(given_name="Tina").update(telephone="+44 1632 960123")
    path = written(tmp_path, *taken(name).splitlines(), name=f"{name}.csv")
    made = look(path, kind, system="gatepost")
    assert not list(made.problems)
    assert made.is_empty, made.counts()


def test_an_office_takes_its_own_school_and_no_other() -> None:
    mine = taken("pupils", by="Patricia Savage")
    assert "Fairweather" in mine
    assert "Halvorsen" not in mine
    answer = browser_of(person("Patricia Savage")).get(reverse("take_list", args=["pupils"]), {"school": "WEN"})
    assert answer.status_code == 404


def test_one_school_can_be_chosen() -> None:
    assert [row["legal_last"] for row in rows(taken("pupils", school="WEN"))] == ["Halvorsen"]


def test_adults_stand_with_each_role_that_they_hold() -> None:
    found = {(row["last"], row["school"], row["duties"]) for row in rows(taken("people"))}
    assert {
        ("Hill", "SMP", "teacher"),
        ("Pace", "FED", "executive_head"),
        ("Holm", "WEN", "head_of_school_slt"),
    } <= found


def test_families_say_who_may_consent() -> None:
    (row,) = rows(taken("families"))
    assert (row["last"], row["parental_responsibility"], row["contact_order"]) == ("Fairweather", "yes", "1")


def test_ex_pupils_stand_on_the_whole_roll_alone() -> None:
    Enrolment.objects.filter(child__given_name="Björn").update(ends="2026-07-20")
    assert "Halvorsen" not in taken("pupils")
    assert [row["leaving_date"] for row in rows(taken("roll")) if row["legal_last"] == "Halvorsen"] == ["2026-07-20"]


def test_whoever_was_erased_stands_on_no_list() -> None:
    Person.objects.filter(given_name__in=["William", "Tina", "Rowena"]).update(erased_at="2026-01-01T00:00Z")
    everything = "".join(taken(name) for name in LISTS)
    assert "Fairweather" not in everything
    assert "Rowena" not in everything


@pytest.mark.parametrize("name", ["Rowena Hill", "Anders Holm", "Chidi Okoro", "Marian Webb", "Tina Fairweather"])
def test_others_take_nothing_away(name: str) -> None:
    browser = browser_of(person(name))
    assert browser.get(reverse("lists")).status_code == 403
    assert browser.get(reverse("take_list", args=["pupils"])).status_code == 403


def test_that_somebody_took_a_list_stands_in_the_ledger() -> None:
    taken("pupils", school="SMP")
    entry = Entry.objects.get(event="list_taken")
    assert (entry.by, entry.subject, entry.says) == (
        person("Imelda Pace").pk,
        f"school:{school().pk}",
        {"list": "pupils"},
    )


def test_the_page_names_every_list_and_school_and_no_list_is_kept_by_the_browser() -> None:
    pace = browser_of(person("Imelda Pace"))
    page = text_of(pace.get(reverse("lists")))
    assert all(str(one.title) in page for one in LISTS.values())
    assert pace.get(reverse("take_list", args=["pupils"]))["Cache-Control"] == "no-store"
    assert pace.get(reverse("take_list", args=["wizards"])).status_code == 404


def test_a_list_of_many_costs_few_queries(django_assert_max_num_queries: object) -> None:
    room = school("SMP")
    Person.objects.bulk_create(Person(given_name=f"Child {number}", family_name="Made") for number in range(300))
    made = [Enrolment(child=one, school=room, starts="2024-09-01") for one in Person.objects.filter(family_name="Made")]
    Enrolment.objects.bulk_create(made)
    pace = browser_of(person("Imelda Pace"))
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        answer = pace.get(reverse("take_list", args=["pupils"]))
        assert len(b"".join(answer).splitlines()) == 303


def test_reading_in_a_list_twice_gives_nobody_twice(tmp_path: Path) -> None:
    path = written(tmp_path, *taken("people").splitlines(), name="people.csv")
    before = Person.objects.count()
    run(path, "staff", system="gatepost")
    assert Person.objects.count() == before
