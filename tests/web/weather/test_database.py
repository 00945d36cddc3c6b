"""A database that is locked, full, absent or empty: a clear page in plain words, and nothing half done."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.web.production import run

pytestmark = [
    pytest.mark.database,
    pytest.mark.one_engine("it makes its databases itself, and breaks them: the same in both passes"),
]

# A process of its own, as the site is: the given requests of somebody who has signed in, and what came of them.
SITE = """
import json, sys
import django
from django.conf import settings
django.setup()
settings.ALLOWED_HOSTS = ["localhost"]
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
from django.core.management import call_command
from django.db import connection
from django.test import Client
client = Client(headers={"host": "localhost"}, raise_request_exception=False)
told = []

def tell(response):
    told.append([response.status_code, response.headers.get("Retry-After", ""), response.content.decode()])
    return response.status_code
"""
SET_UP = """
call_command("migrate", verbosity=0)
call_command("createcachetable")
from tests.site_cast import federation, person
federation()
person("Rowena Hill"), person("Patricia Savage")
"""
WAIT_LESS = """
connection.close()
settings.DATABASES["default"]["OPTIONS"]["timeout"] = 0.3
connection.settings_dict["OPTIONS"]["timeout"] = 0.3
"""
SIGN_IN = """
from tests.cast import adult
from tests.site_cast import PASSWORD
tell(client.post("/accounts/login/", {"login": adult("Patricia Savage").email, "password": PASSWORD}))
"""
END = """
print(json.dumps(told))
"""
LATER, FULL, TRY = "Gatepost cannot reach its records just now", "There is no room left", "Nothing was half done"


def site(*parts: str, folder: Path, **given: str) -> list[Any]:
    """What the requests of these parts came to: status, when to try again, and the page."""
    done = run(
        "-c", "".join((SITE, *parts, END)), given={"GATEPOST_DATA": str(folder), "GATEPOST_LOG_LEVEL": "error", **given}
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answers: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return answers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was set up, with two people of the cast."""
    made = tmp_path_factory.mktemp("site")
    site(SET_UP, folder=made)
    return made


def rows(folder: Path) -> dict[str, int]:
    """How much stands in each table that a request could have changed."""
    with closing(sqlite3.connect(folder / "gatepost.sqlite3")) as known:
        tables = ("people_person", "people_roleheld", "ledger_entry", "django_session", "usersessions_usersession")
        return {table: known.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608


@pytest.fixture
def locked(folder: Path) -> Iterator[None]:
    """Another program that writes, and does not come to an end."""
    with closing(sqlite3.connect(folder / "gatepost.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.usefixtures("locked")
def test_while_another_program_holds_the_database_nobody_is_kept_waiting_for_nothing(folder: Path) -> None:
    before = rows(folder)
    ((status, again, page),) = site(WAIT_LESS, SIGN_IN, folder=folder)
    assert (status, again) == (503, "30")
    assert LATER in page
    assert TRY in page
    assert rows(folder) == before


def test_and_once_it_is_done_all_goes_on(folder: Path) -> None:
    ((status, again, _),) = site(WAIT_LESS, SIGN_IN, folder=folder)
    assert (status, again) == (302, "")


def test_a_full_disk_is_told_and_leaves_nothing_half_written(folder: Path) -> None:
    """The office adds people until there is no room: every person who is there has an entry in the ledger, and no other."""
    fill = """
from gatepost.apps.people.models import Person
with connection.cursor() as cursor:
    pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {pages + 2}")
long = "Foot-" * 18
person = {"given_name": "Beryl", "family_name": long, "email": "", "kept_by": "SMP", "name_again": "on"}
before = Person.objects.filter(family_name=long).count()
added = 0
for number in range(400):
    response = client.post("/people/add/", {**person, "given_name": f"Beryl {number}"})
    if response.status_code != 302:
        tell(response)
        break
    added += 1
told.append(added)
told.append(Person.objects.filter(family_name=long).count() - before)
"""
    before = rows(folder)
    signed_in, (status, again, page), added, kept = site(SIGN_IN, fill, folder=folder)
    assert signed_in[0] == 302
    assert (status, again) == (503, "30"), page
    assert FULL in page
    assert TRY in page
    after = rows(folder)
    assert kept == added == after["people_person"] - before["people_person"] > 0
    assert after["ledger_entry"] - before["ledger_entry"] == added + 1  # and that she signed in


LOOK = """
client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
for url in ("/", "/accounts/login/", "/policy/", "/nowhere/"):
    tell(client.get(url))
tell(client.post("/accounts/login/", {"login": "a@fernleigh.example", "password": "a"}))
"""


def test_without_its_tables_the_site_says_so_on_every_page(tmp_path: Path) -> None:
    answers = site(LOOK, folder=tmp_path)
    assert [status for status, _, _ in answers] == [503] * 5
    assert all(LATER in page for _, _, page in answers)


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:////nowhere/at/all/gatepost.sqlite3",
        "postgres://nobody@127.0.0.1:1/gatepost",
    ],
)
def test_without_its_database_the_site_says_so_on_every_page(address: str, tmp_path: Path) -> None:
    answers = site(LOOK, folder=tmp_path, DATABASE_URL=address)
    assert [status for status, _, _ in answers] == [503] * 5
    for _, again, page in answers:
        assert again == "30"
        assert LATER in page
        assert "nowhere/at/all" not in page
        assert "127.0.0.1" not in page


def test_a_file_that_is_no_database_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "gatepost.sqlite3").write_text("This is a letter.\n" * 500)
    answers = site(LOOK, folder=tmp_path)
    assert [status for status, _, _ in answers] == [503] * 5
