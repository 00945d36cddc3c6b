"""An import in the ledger: one entry for the file, one for everything that happened to somebody, and no names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.imports import services, uploads
from gatepost.apps.people.models import Person, the_site
from tests.apps.people.imports.files import (
    GRACE,
    HILL,
    MARK,
    PUPILS,
    STAFF,
    WILL,
    clay,
    order,
    run,
    three_schools,
    written,
)
from tests.site_cast import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fernleigh() -> None:
    three_schools()


def test_the_file_has_an_entry_with_its_counts_and_its_fingerprint(tmp_path: Path) -> None:
    path = written(tmp_path, PUPILS, GRACE, MARK)
    run(path)
    entry = Entry.objects.get(event="import_run")
    assert entry.by == clay().pk
    assert (entry.says["kind"], entry.says["rows"], entry.says["pupils_added"]) == ("pupils", 2, 2)
    assert entry.says["sha256"] == uploads.hash_of(path)


def test_who_changed_this_childs_entry_can_be_answered(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE))
    run(written(tmp_path, PUPILS, "1001,,Grace,Tolliver-Ashe,,SMP,5A,5"))
    grace = Person.objects.get(given_name="Grace")
    told = Entry.objects.filter(subject=f"person:{grace.pk}").order_by("number")
    assert [entry.event for entry in told] == ["pupil_enrolled", "pupil_changed", "pupil_moved"]
    runs = [entry.subject for entry in Entry.objects.filter(event="import_run").order_by("number")]
    assert [f"import:{entry.says['import']}" for entry in told] == [runs[0], runs[1], runs[1]]


def test_no_entry_holds_a_name(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE, WILL, name="Grace Tolliver.csv"))
    run(written(tmp_path, PUPILS, "1001,,Gracie,Tolliver,,SMP,4J,4"))
    run(written(tmp_path, STAFF, HILL, name="staff.csv"), "staff")
    everything = json.dumps([entry.says for entry in Entry.objects.all()])
    assert not [name for name in ("Grac", "Tolliver", "Fairweather", "Hill", "r.hill") if name in everything]


def test_a_role_from_a_file_stands_in_the_ledger_like_one_given_by_hand(tmp_path: Path) -> None:
    run(written(tmp_path, STAFF, HILL, name="staff.csv"), "staff")
    entry = Entry.objects.get(event="role_given")
    assert (entry.says["role"], entry.says["school"], entry.action) == ("teacher", "SMP", "import.run")


def test_an_office_acts_in_its_own_role_and_the_command_line_as_the_site(tmp_path: Path) -> None:
    path = written(tmp_path, PUPILS, GRACE)
    run(path, by=person("Patricia Savage"))
    run(path, by=the_site())
    assert [entry.role for entry in Entry.objects.filter(event="import_run").order_by("number")] == ["office", "system"]


@pytest.mark.parametrize("name", ["Rowena Hill", "Imelda Pace", "Chidi Okoro", "Marian Webb", "Alan Wren"])
def test_others_read_nothing_in(tmp_path: Path, name: str) -> None:
    what = order(written(tmp_path, PUPILS, GRACE))
    with pytest.raises(Refused):
        services.look(by=person(name), order=what)
    with pytest.raises(Refused):
        services.run(by=person(name), order=what)
