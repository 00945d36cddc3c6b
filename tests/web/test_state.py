"""The page that says what the installation lacks, and the looks behind it."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from gatepost.apps.ledger import services
from gatepost.apps.people.authority import Leave
from gatepost.apps.people.models import RoleHeld
from gatepost.apps.people.selectors import vacancies
from gatepost.web.checkup import federation, kept, ledger, machine, whole
from gatepost.web.checkup.looking import Lack, Look, see
from gatepost.web.work.periodic import do_what_is_due
from tests.site_cast import federation as fernleigh
from tests.site_cast import person
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    cache.clear()


def lacks(name: str) -> list[str]:
    return [lack.what for seen in whole.everything() if seen.name == name for lack in seen.lacks]


def test_the_network_manager_looks_and_sees_what_is_to_mend() -> None:
    browser = browser_of(person("Desmond Clay"))
    assert "Nobody has looked yet." in browser.get("/state/").content.decode()
    assert browser.post("/state/").status_code == 302
    page = browser.get("/state/").content.decode()
    assert "E-mails are not sent." in page
    assert "Set GATEPOST_MAIL_URL" in page
    assert "<li>Database</li>" in page


def test_the_page_itself_takes_few_queries() -> None:
    kept.look()
    browser = browser_of(person("Desmond Clay"))
    with CaptureQueriesContext(connection) as queries:
        browser.get("/state/")
    assert len(queries) <= 12


@pytest.mark.parametrize("name", ["Rowena Hill", "Judith Penfold", "Patricia Savage"])
def test_nobody_else_sees_it(name: str) -> None:
    assert browser_of(person(name)).get("/state/").status_code in (403, 404)


def test_roles_that_nobody_holds_are_named() -> None:
    today = timezone.localdate()
    assert len(vacancies.roles_without_holder(today)) == 3
    for name in ("Imelda Pace", "Chidi Okoro", "Desmond Clay"):
        person(name)
    assert vacancies.roles_without_holder(today) == []
    assert vacancies.roles_without_holder(date(2000, 1, 1)) != []


def test_an_officer_without_a_deputy_is_named() -> None:
    fernleigh()
    officer = RoleHeld.objects.get(person=person("Chidi Okoro"), role="dso")
    assert "the designated safeguarding officer has no deputy" in [lack.what for lack in federation.roles_held()]
    RoleHeld.objects.create(
        person=person("Judith Penfold"), role="dso", deputises=officer, starts=date(2024, 9, 1), school=officer.school
    )
    assert "the designated safeguarding officer has no deputy" not in [lack.what for lack in federation.roles_held()]


def test_those_who_need_a_second_factor_and_have_none_are_counted() -> None:
    person("Rowena Hill")
    assert vacancies.without_second_factor(timezone.localdate()) == 0
    person("Chidi Okoro")
    assert vacancies.without_second_factor(timezone.localdate()) == 1


def test_the_data_folder_and_the_backup_are_looked_at(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    tmp_path.chmod(0o755)
    assert [one.what for one in machine.data_folder()] == ["everybody on this machine can look into the data folder"]
    assert [one.what for one in machine.backup()] == ["no backup has been made"]
    stamp = tmp_path / "last-backup"
    stamp.touch()
    assert list(machine.backup()) == []
    long_ago = (timezone.now() - timedelta(days=3)).timestamp()
    os.utime(stamp, (long_ago, long_ago))
    assert [one.what for one in machine.backup()] == ["the last backup is more than two days old"]
    settings.DATA = tmp_path / "nowhere"
    assert [one.what for one in machine.data_folder()] == ["the data folder is not there"]


def test_a_mail_server_that_does_not_answer_is_named(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert [one.what for one in machine.mail()] == ["the mail server does not answer (ConnectionRefusedError)"]


def test_the_ledger_must_have_been_read_and_signed_of_late() -> None:
    clay = person("Desmond Clay")
    services.record("person_added", by=clay.pk, leave=Leave("person.add", "system", ()), subject=f"person:{clay.pk}")
    assert len([*ledger.unaltered(), *ledger.signed()]) == 2
    do_what_is_due()
    assert [*ledger.unaltered(), *ledger.signed()] == []
    cache.set(ledger.LEDGER_READ, {"at": timezone.now(), "faults": 2})
    assert [lack.what for lack in ledger.unaltered()] == ["the ledger was altered; faults: 2"]


def test_a_look_that_fails_is_a_lack_and_hides_no_other() -> None:
    def fails() -> list[Lack]:
        raise RuntimeError("Grace Tolliver")

    first, second = see((Look("one", fails), Look("two", list)))
    assert [lack.what for lack in first.lacks] == ["could not be looked at (RuntimeError)"]
    assert second.lacks == ()
