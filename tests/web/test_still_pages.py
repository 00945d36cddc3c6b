"""With what was read kept between requests, a change by a service still shows at once, on every page, for everybody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger import still
from gatepost.apps.people.authority import Leave
from gatepost.apps.people.models import Account, RoleHeld
from gatepost.apps.people.services import roles
from gatepost.web.signin.backend import Backend
from tests.site_cast import PASSWORD, federation, person, school
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def keeping(settings: Settings) -> None:
    settings.KEEP_WHILE_NOTHING_HAPPENS = True
    still._kept.clear()
    federation()
    hill = person("Rowena Hill")
    ledger.record("person_added", by=hill.pk, leave=Leave("person.add", "system", ()), subject=f"person:{hill.pk}")


def signed_in(name: str) -> Client:
    return browser_of(person(name))


def test_the_first_page_asked_for_again_takes_few_queries() -> None:
    client = signed_in("Rowena Hill")
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/").status_code == 200
    assert len(queries) <= 7


def test_a_role_that_a_service_ends_is_gone_from_the_next_page() -> None:
    client, hill = signed_in("Rowena Hill"), person("Rowena Hill")
    office = RoleHeld.objects.create(person=hill, role="office", school=school(), starts=date(2024, 9, 1))
    assert b"Office" in client.get("/").content
    roles.end(by=person("Imelda Pace"), role_held=office, on=timezone.localdate() - timedelta(days=1))
    assert b"Office" not in client.get("/").content


def test_a_page_kept_for_one_is_never_shown_to_another() -> None:
    hill, okoro = signed_in("Rowena Hill"), signed_in("Chidi Okoro")
    assert b"Ms Hill" in hill.get("/").content
    page = okoro.get("/").content
    assert b"Ms Hill" not in page
    assert b"Mr Okoro" in page


def test_an_account_that_is_shut_is_out_at_once_although_nothing_else_happened() -> None:
    client = signed_in("Rowena Hill")
    assert client.get("/").status_code == 200
    Account.objects.filter(person=person("Rowena Hill")).update(is_active=False)
    assert client.get("/").status_code == 302


def test_a_new_password_ends_the_sessions_of_the_old_one_at_once() -> None:
    client, account = signed_in("Rowena Hill"), Account.objects.get(person=person("Rowena Hill"))
    assert client.get("/").status_code == 200
    account.set_password(PASSWORD + "-anew")
    account.save()
    assert client.get("/").status_code == 302


def test_what_a_request_does_to_its_account_is_not_seen_by_another() -> None:
    account = Account.objects.get(person=person("Rowena Hill"))
    first, second = Backend().get_user(account.pk), Backend().get_user(account.pk)
    assert first
    assert first.person
    first.person.family_name = first.email = "Somebody else"
    for other in (second, Backend().get_user(account.pk)):
        assert other
        assert other.person
        assert (other.person.family_name, other.email) == ("Hill", account.email)
