"""People by the API: who may list them, page by page; and read in from a file, exactly as was shown."""

from __future__ import annotations

from typing import Any

import pytest

from gatepost.apps.people.models import Enrolment, Person, Upload
from gatepost.apps.people.services import people
from tests.api.asking import System, is_problem, system_of
from tests.site_cast import federation, person, school

pytestmark = pytest.mark.django_db
ROLL = b"UPN,Surname,Forename,Year,Class\nX801200001002,Winter,Nell,4,4J\nL801200001003,Frost,Sam,4,4J\n"


def test_people_come_page_by_page_and_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    federation()
    for name in ("Rowena Hill", "Lorna Banks", "Joseph Tidy", "Sandra Cope", "Patricia Savage", "Judith Penfold"):
        person(name)
    monkeypatch.setattr("gatepost.apps.people.selectors.paging.SIZE", 2)
    system, found = system_of(person("Judith Penfold")), list[str]()
    cursor: str | None = ""
    while cursor is not None:
        page = system.get(f"people?cursor={cursor}").json()
        found += [one["name"] for one in page["items"]]
        if len(found) == 2:
            people.add(by=person("Patricia Savage"), kept_by=school("SMP"), given_name="Ann", family_name="Aaron")
        cursor = page["next"]
    assert found == ["Lorna Banks", "Sandra Cope", "Rowena Hill", "Judith Penfold", "Patricia Savage", "Joseph Tidy"]


def sent(by: System, body: bytes = ROLL, **more: str) -> Any:
    asked = {"kind": "pupils", "school": "SMP", "file_name": "roll.csv", **more}
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return by.post(f"people/imports?{query}", body, kind="text/csv")


def test_a_file_is_shown_before_it_is_read_in(django_capture_on_commit_callbacks: Any) -> None:
    federation()
    system = system_of(person("Patricia Savage"))
    made = sent(system)
    assert made.status_code == 201
    key = made.json()["id"]
    assert not Enrolment.objects.exists()
    shown = system.get(f"people/imports/{key}").json()
    assert shown["counts"]["pupils_added"] == 2
    assert shown["mistakes"] == []
    with django_capture_on_commit_callbacks(execute=True):
        done = system.post(f"people/imports/{key}/apply", {"shown": shown["shown"]})
    assert done.json()["counts"]["joined"] == 2
    assert Enrolment.objects.count() == 2
    assert not Upload.objects.exists()


def test_nothing_but_what_was_shown_is_read_in() -> None:
    federation()
    system = system_of(person("Patricia Savage"))
    key = sent(system).json()["id"]
    assert is_problem(system.post(f"people/imports/{key}/apply", {"shown": "0" * 64}), 409)
    assert not Enrolment.objects.exists()


def test_a_file_is_its_senders_alone_and_can_be_dropped(django_capture_on_commit_callbacks: Any) -> None:
    federation()
    system = system_of(person("Patricia Savage"))
    key = sent(system).json()["id"]
    assert is_problem(system_of(person("Gemma Pike")).get(f"people/imports/{key}"), 404)
    with django_capture_on_commit_callbacks(execute=True):
        assert system.post(f"people/imports/{key}/drop").json() == {"dropped": True}
    assert is_problem(system.get(f"people/imports/{key}"), 404)


@pytest.mark.parametrize(
    ("more", "body", "place"),
    [
        ({"school": "WEN"}, ROLL, "school"),
        ({"school": ""}, ROLL, "school"),
        ({"columns": "nobody"}, ROLL, "columns"),
        ({}, b"Colour,Shape\nred,round\n", "columns"),
        ({}, b"", "file"),
        ({"kind": "cats"}, ROLL, "kind"),
        ({"system": "two%20words"}, ROLL, "system"),
    ],
)
def test_what_cannot_be_read_is_told_and_leaves_nothing_lying(more: dict[str, str], body: bytes, place: str) -> None:
    federation()
    told = sent(system_of(person("Patricia Savage")), body, **more)
    if body:
        assert is_problem(told, 422)
        assert told.json()["errors"][0]["place"] == place
    assert not Upload.objects.exists()


def test_whoever_may_not_read_people_in_is_refused_before_the_file_is_read() -> None:
    federation()
    assert is_problem(sent(system_of(person("Rowena Hill"))), 403)
    assert is_problem(sent(system_of(person("Patricia Savage"), "people")), 403)


def test_a_preview_names_people_to_its_sender_and_the_kept_answers_do_not() -> None:
    federation()
    system = system_of(person("Patricia Savage"))
    made = sent(system)
    assert "Winter" in system.get(f"people/imports/{made.json()['id']}").content.decode()
    assert "Winter" not in made.content.decode()
    assert not Person.objects.filter(family_name="Winter").exists()
