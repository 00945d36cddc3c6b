"""`gatepost import`: the same as on the site, and never a name on the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatepost.apps.people.models import Enrolment, SavedMapping
from tests.apps.people.imports.files import (
    BJORN,
    GRACE,
    MARK,
    PUPILS,
    fernleigh,
    folder_of,
    three_schools,
    written,
    zip_of,
)
from tests.cli.command import gatepost
from tests.cli.installation import installed
from tests.site_cast import school

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def schools() -> None:
    three_schools()


def test_a_csv_is_read_in(tmp_path: Path) -> None:
    done = gatepost("import", written(tmp_path, PUPILS, GRACE, BJORN), "--as", "pupils", "--yes")
    assert done.exit_code == 0, done.stderr
    assert "2 people in the file" in done.stdout
    assert "2  pupils new here" in done.stdout
    assert done.stdout.endswith("Done.\n")
    assert Enrolment.objects.count() == 2
    assert not [name for name in ("Grace", "Tolliver", "Björn") if name in done.stdout + done.stderr]


def test_a_zip_or_folder_is_a_oneroster_without_being_told(tmp_path: Path) -> None:
    assert gatepost("import", zip_of(tmp_path / "roster.zip", fernleigh()), "--yes").exit_code == 0
    done = gatepost("import", folder_of(tmp_path / "roster", fernleigh()), "--yes")
    assert done.exit_code == 0
    assert "Nothing changes." in done.stdout


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    done = gatepost("import", written(tmp_path, PUPILS, GRACE), "--as", "pupils", "--dry-run")
    assert done.exit_code == 0
    assert "1  pupil new here" in done.stdout
    assert not Enrolment.objects.exists()


def test_without_anybody_to_agree_nothing_is_read_in(tmp_path: Path) -> None:
    done = gatepost("import", written(tmp_path, PUPILS, GRACE), "--as", "pupils")
    assert done.exit_code == 2
    assert "add --yes" in done.stderr
    assert not Enrolment.objects.exists()


def test_mistakes_are_told_with_line_and_column_and_nothing_is_read_in(tmp_path: Path) -> None:
    done = gatepost("import", written(tmp_path, PUPILS, GRACE, "1002,,,Ashdown,,SMP,5A,5"), "--as", "pupils", "--yes")
    assert done.exit_code == 2
    assert "pupils.csv:3: Legal Forename: empty; hint: every line needs it" in done.stderr
    assert not Enrolment.objects.exists()


def test_many_leavers_are_asked_about(tmp_path: Path) -> None:
    gatepost("import", written(tmp_path, PUPILS, GRACE, MARK), "--as", "pupils", "--yes")
    less = written(tmp_path, PUPILS, GRACE)
    done = gatepost("import", less, "--as", "pupils", "--whole", "--yes")
    assert done.exit_code == 2
    assert "1 of the 2 pupils of SMP would leave" in done.stdout
    assert "--many-leavers" in done.stderr
    assert gatepost("import", less, "--as", "pupils", "--whole", "--yes", "--many-leavers").exit_code == 0
    assert Enrolment.objects.filter(ends=None).count() == 1


def test_a_saved_mapping_tells_columns_school_and_system(tmp_path: Path) -> None:
    columns = {"id": "No", "first": "A", "last": "B", "class": "C"}
    SavedMapping.objects.create(name="Odd", kind="pupils", columns=columns, school=school("SMP"), system="odd")
    path = written(tmp_path, "No,A,B,C", "1,Grace,Tolliver,4J")
    done = gatepost("import", path, "--as", "pupils", "--mapping", "Odd", "--yes")
    assert done.exit_code == 0, done.stderr
    assert Enrolment.objects.get().child.external_ids.get().system == "odd-pupils"
    done = gatepost("import", path, "--as", "pupils", "--mapping", "None", "--yes")
    assert "no such mapping for pupils; expected one of: Odd" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--as", "wizards"], "--as wizards: expected pupils, contacts, staff, oneroster"),
        ([], "--as …: expected pupils, contacts, staff, oneroster"),
        (["--as", "contacts"], "it is not said which column is: The child's number in the school's system"),
    ],
)
def test_what_cannot_be_meant_is_told(tmp_path: Path, words: list[str], told: str) -> None:
    done = gatepost("import", written(tmp_path, "Forename,Surname", "Tina,Fairweather"), *words, "--yes")
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = gatepost("import", tmp_path / "none.csv", "--as", "pupils")
    assert done.exit_code == 2
    assert "no such file" in done.stderr


@pytest.mark.database
def test_an_installation_without_a_database_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, PUPILS, GRACE)
    with installed(tmp_path / "data") as site:
        done = site.gatepost("import", str(path), "--as", "pupils", "--yes")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
