"""Erasing a person: nothing of them is left to read, and the ledger is as whole as before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from gatepost.apps.ledger import sealing
from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import Entry, PersonKey, Sealed
from gatepost.apps.people.authority import Refused, may
from gatepost.apps.people.models import Absence, Account, Enrolment, ExternalId, Guardianship, Person, RoleHeld
from gatepost.apps.people.services import erasing, people
from tests.apps.ledger.things import faults
from tests.site_cast import child, federation, parent, person
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def savage() -> Person:
    """Mrs Savage of the office, who left yesterday; the ledger holds something personal of her."""
    federation()
    found = person("Patricia Savage")
    version = found.version
    people.change(by=person("Imelda Pace"), person=found, version=version, telephone="01632 960 002")
    found.roles.update(ends=YESTERDAY)
    ExternalId.objects.create(person=found, system="staff-csv", value="SAV01")
    Absence.objects.create(person=found, starts=YESTERDAY, ends=YESTERDAY)
    return Person.objects.get(pk=found.pk)


def erase(somebody: Person) -> Person:
    """By the Executive Head."""
    return erasing.erase(by=person("Imelda Pace"), person=somebody)


def everything(tables: tuple[str, ...]) -> str:
    """All that these tables hold, as text."""
    with connection.cursor() as cursor:
        told = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            told += [str(row) for row in cursor.fetchall()]
    return "\n".join(told)


def test_no_table_holds_the_name_or_an_address_any_more(savage: Person) -> None:
    erase(savage)
    found = everything(tuple(connection.introspection.table_names())).lower()
    for word in ("savage", "patricia", "960 002", "sav01"):
        assert word not in found


def test_what_the_ledger_held_of_them_cannot_be_read_and_it_is_whole(savage: Person) -> None:
    assert Sealed.objects.filter(person=savage.pk).exists()
    erase(savage)
    assert sealing.opened(Sealed.objects.filter(person=savage.pk)) == [None]
    assert PersonKey.objects.get(pk=savage.pk).destroyed_at
    assert not faults()


def test_what_was_done_stays_and_that_they_were_erased_is_recorded(savage: Person) -> None:
    before = Entry.objects.count()
    erase(savage)
    last = Entry.objects.get(pk=before + 1)
    assert (last.event, last.subject, last.says) == ("person_erased", f"person:{savage.pk}", {})
    assert (last.by, last.action) == (person("Imelda Pace").pk, "person.erase")


def test_their_account_opens_nothing_any_more(savage: Person) -> None:
    browser = browser_of(savage)
    account = Account.objects.get(person=savage)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    erase(savage)
    account.refresh_from_db()
    assert not account.is_active
    assert account.email == f"{savage.pk}@erased.invalid"
    assert not EmailAddress.objects.filter(user=account).exists()
    assert browser.get("/").status_code == 302


def test_the_entry_is_there_under_no_name(savage: Person) -> None:
    gone = erase(savage)
    gone.refresh_from_db()
    assert gone.erased_at
    assert (gone.full_name, gone.email, gone.telephone, gone.title) == (erasing.NOBODY, "", "", "")
    assert not gone.folded.strip() or "savage" not in gone.folded
    assert not Absence.objects.filter(person=gone).exists()
    assert set(gone.roles.values_list("title", flat=True)) == {""}


def test_somebody_of_whom_the_ledger_holds_nothing_can_be_erased_too() -> None:
    wren = person("Alan Wren")
    wren.roles.update(ends=YESTERDAY)
    erase(Person.objects.get(pk=wren.pk))
    assert PersonKey.objects.get(pk=wren.pk).destroyed_at


def test_nobody_is_erased_twice(savage: Person) -> None:
    gone = erase(savage)
    with pytest.raises(ValidationError, match="has been erased"):
        erase(gone)


def test_nothing_is_added_to_an_erased_entry(savage: Person) -> None:
    gone = erase(savage)
    with pytest.raises(ValidationError, match="erased"):
        people.change(by=person("Imelda Pace"), person=gone, version=gone.version, telephone="01632 960 003")


def test_a_pupil_on_a_roll_is_not_erased() -> None:
    with pytest.raises(ValidationError, match="on a roll"):
        erase(child("Grace Tolliver"))


def test_nor_a_child_who_comes_later() -> None:
    grace = child("Grace Tolliver")
    Enrolment.objects.update(starts=timezone.localdate() + timedelta(days=30))
    with pytest.raises(ValidationError, match="on a roll"):
        erase(grace)


def test_an_ex_pupil_is_and_with_them_who_answered_for_them() -> None:
    grace = child("Grace Tolliver")
    mother = parent(grace)
    Enrolment.objects.update(ends=YESTERDAY)
    Guardianship.objects.update(relation="mother")
    erase(grace)
    bond = Guardianship.objects.get(child=grace)
    assert (bond.ends, bond.relation, bond.adult_id) == (timezone.localdate(), "", mother.pk)
    assert not faults()


def test_somebody_with_a_role_is_not_erased() -> None:
    with pytest.raises(ValidationError, match="still has a role"):
        erase(person("Rowena Hill"))
    assert Person.objects.get(family_name="Hill").erased_at is None


def test_a_mother_whose_child_is_here_is_not_erased() -> None:
    mother = parent(child("Grace Tolliver"))
    RoleHeld.objects.filter(person=mother).delete()
    with pytest.raises(ValidationError, match="answers for a child"):
        erase(mother)


@pytest.mark.parametrize("who", ["Judith Penfold", "Chidi Okoro", "Desmond Clay", "Marian Webb", "Rowena Hill"])
def test_only_the_executive_head_erases(savage: Person, who: str) -> None:
    with pytest.raises(Refused):
        erasing.erase(by=person(who), person=savage)


def test_nobody_erases_themselves() -> None:
    pace = person("Imelda Pace")
    assert not may(pace, "person.erase", pace)


def test_erasing_that_fails_half_way_leaves_everything(savage: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(ledger, "record", full)
    with pytest.raises(OSError, match="no space"):
        erase(savage)
    assert Person.objects.get(pk=savage.pk).family_name == "Savage"
    assert PersonKey.objects.get(pk=savage.pk).destroyed_at is None


def test_the_page_asks_once_more_and_then_erases(savage: Person) -> None:
    browser = browser_of(person("Imelda Pace"))
    address = f"/people/{savage.pk}/erase/"
    assert "cannot be undone" in browser.get(address).content.decode()
    assert browser.post(address).status_code == 200
    assert Person.objects.get(pk=savage.pk).erased_at is None
    assert browser.post(address, {"sure": "on"}).status_code == 302
    assert Person.objects.get(pk=savage.pk).erased_at
    assert browser.get(address).status_code == 404


def test_the_page_says_what_must_end_first() -> None:
    browser = browser_of(person("Imelda Pace"))
    answer = browser.post(f"/people/{person('Rowena Hill').pk}/erase/", {"sure": "on"})
    assert "still has a role" in answer.content.decode()
