"""Making the demo anew: all or nothing, the same every time, and never over anybody else's database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from gatepost.apps.ledger import verifying
from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.models import Person, School
from gatepost.demo import build, marker
from gatepost.demo.happenings import Happening
from gatepost.demo.stage import Stage
from tests.cli.command import gatepost
from tests.cli.installation import Installation, installed
from tests.demo.apart import file_of, on_the_database_of

TODAY = date(2026, 11, 27)
FIRST_DAYS = date(2025, 8, 27)  # set up, and the first roles given


@pytest.fixture
def here(tmp_path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Installation]:
    folder = tmp_path / "data"
    folder.mkdir()
    with django_db_blocker.unblock(), installed(folder) as made, on_the_database_of(made):
        yield made


def snapshot() -> tuple[object, ...]:
    people = sorted(Person.objects.values_list("pk", "title", "given_name", "family_name", "email"))
    entries = list(Entry.objects.order_by("number").values_list("at", "event", "by", "role", "action", "subject"))
    return people, entries


@pytest.mark.database
def test_a_reset_throws_away_what_anybody_changed_and_is_the_same_again(here: Installation) -> None:
    build.reset(TODAY, until=FIRST_DAYS)
    first = snapshot()
    School.objects.filter(code="SMP").update(name="Somewhere else")
    Person.objects.create(given_name="Alan", family_name="Wren")
    build.reset(TODAY, until=FIRST_DAYS)
    assert snapshot() == first
    assert verifying.verify(lambda fault: pytest.fail(str(fault))).size == len(Entry.objects.all())


@pytest.mark.database
def test_when_something_fails_what_was_there_stays(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    build.reset(TODAY, until=FIRST_DAYS)
    first = snapshot()

    def fails(what: Happening, stage: Stage) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(build, "do", fails)
    with pytest.raises(build.WentWrong, match="SetUp on 26 Aug 2025"):
        build.reset(TODAY)
    assert snapshot() == first
    assert marker.marked() == marker.edition()


@pytest.mark.database
def test_a_database_with_anybody_else_in_it_is_left_alone(here: Installation) -> None:
    build.reset(TODAY, until=FIRST_DAYS)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE gatepost_demo")
    first = snapshot()
    with pytest.raises(marker.NotADemo, match=r"rows in ledger_entry, .*people_person"):
        build.reset(TODAY)
    assert snapshot() == first


@pytest.mark.database
def test_tables_that_are_not_the_sites_stay(here: Installation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE elsewhere (what varchar(20))")
        cursor.execute("INSERT INTO elsewhere VALUES ('kept')")
    build.reset(TODAY, until=FIRST_DAYS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM elsewhere")
        assert cursor.fetchall() == [("kept",)]


# -- the command --


def with_a_person_in_it(folder: Path) -> Installation:
    """As some other version of Gatepost left it."""
    folder.mkdir()
    made = Installation(folder)
    with sqlite3.connect(file_of(made)) as there:
        there.execute("CREATE TABLE people_person (id char(32), given_name varchar(100))")
        there.execute("INSERT INTO people_person VALUES ('0', 'Rowena')")
    return made


def test_the_command_refuses_and_says_how_to_go_on(tmp_path: Path) -> None:
    other = with_a_person_in_it(tmp_path / "data")
    done = other.gatepost("demo")
    assert done.returncode == 2
    assert "This database was left as it is: it holds rows in people_person" in done.stderr
    assert f"GATEPOST_DATA={other.folder}-demo gatepost demo" in done.stderr
    with sqlite3.connect(file_of(other)) as there:
        assert there.execute("SELECT name FROM sqlite_master").fetchall() == [("people_person",)]
        assert there.execute("SELECT given_name FROM people_person").fetchall() == [("Rowena",)]


def test_the_command_refuses_to_serve_such_a_database_too(tmp_path: Path) -> None:
    assert with_a_person_in_it(tmp_path / "data").gatepost("demo", "--serve").returncode == 2


def test_in_production_there_is_no_demo(tmp_path: Path) -> None:
    done = gatepost("demo", GATEPOST_PRODUCTION="yes", GATEPOST_DATA=str(tmp_path))
    assert done.exit_code == 2
    assert "This is a production installation" in done.stderr
    assert list(tmp_path.iterdir()) == []
