"""What the database itself refuses, however it is asked."""

from __future__ import annotations

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import IntegrityError, connection, transaction

from gatepost.apps.ledger import guards, services
from gatepost.apps.ledger.models import Checkpoint, Entry, Knot, PersonKey, Sealed
from tests.apps.ledger.things import GRACE, HILL, POSTED, Given, faults, post, posts, unguarded

pytestmark = pytest.mark.django_db
SQLITE = connection.vendor == "sqlite"


def refused(sql: str) -> None:
    """The database refuses, and nothing is changed."""
    with (
        pytest.raises(IntegrityError, match=r"the ledger|unique|UNIQUE"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.fixture(autouse=True)
def a_ledger() -> None:
    """Two entries, sealed values, a kept hash and a checkpoint."""
    post("the boats", email="grace@fernleigh.example")
    post("the regatta")
    Knot.objects.create(level=8, index=99, hash="00")
    services.checkpoint(HILL)
    connection.check_constraints()  # PostgreSQL would refuse what waits for it, for another reason


@pytest.mark.parametrize("column", [field.column for field in Entry._meta.concrete_fields])
def test_no_column_of_an_entry_can_be_changed(column: str) -> None:
    refused(f'UPDATE ledger_entry SET "{column}" = "{column}" WHERE number = 1')  # noqa: S608


@pytest.mark.parametrize("table", ["entry", "sealed", "knot", "checkpoint"])
def test_nothing_that_is_kept_is_changed_or_deleted(table: str) -> None:
    key = "number" if table == "entry" else "id"
    refused(f"UPDATE ledger_{table} SET {key} = {key} + 10")  # noqa: S608
    refused(f"DELETE FROM ledger_{table}")  # noqa: S608


@pytest.mark.parametrize("model", [Entry, Sealed, Knot, Checkpoint, PersonKey])
def test_nor_by_way_of_django(model: type[Entry | Sealed | Knot | Checkpoint | PersonKey]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.all()._raw_delete("default")


@pytest.mark.parametrize("table", ["entry", "sealed", "knot", "checkpoint", "personkey"])
def test_no_table_is_emptied(table: str) -> None:
    refused(f"DELETE FROM ledger_{table}" if SQLITE else f"TRUNCATE ledger_{table} CASCADE")  # noqa: S608


@pytest.mark.parametrize(
    "how",
    [
        "INSERT INTO ledger_entry SELECT number + 5, {others} FROM ledger_entry WHERE number = 2",
        "INSERT INTO ledger_entry SELECT number + 1, {others} FROM ledger_entry WHERE number = 2",
        "INSERT INTO ledger_entry SELECT number, {others} FROM ledger_entry WHERE number = 2",
    ],
    ids=["after a gap", "that follows another", "in the place of one"],
)
def test_no_entry_is_taken_that_does_not_follow_the_last(how: str) -> None:
    others = ", ".join(f'"{field.column}"' for field in Entry._meta.concrete_fields[1:])
    refused(how.format(others=others).replace("INTO ledger_entry", f"INTO ledger_entry (number, {others})"))


def test_no_entry_is_taken_that_is_dated_before_the_last() -> None:
    last = Entry.objects.get(pk=2)
    last.number, last.previous, last.hash = 3, last.hash, "0" * 64
    last.at = last.at.replace(year=2020)
    with pytest.raises(IntegrityError, match="does not follow"), transaction.atomic():
        last.save(force_insert=True)


def test_replacing_is_refused_like_deleting() -> None:
    """INSERT OR REPLACE of SQLite deletes without asking any guard against deleting; PostgreSQL updates instead."""
    for table, columns in (
        ("sealed", "id, person, nonce, ciphertext, entry_id"), ("knot", 'id, level, "index", hash'),
        ("personkey", "person, wrapped, made_at, destroyed_at"), ("checkpoint", "id, size, note, by, made_at"),
    ):  # fmt: skip
        copied = f"SELECT {columns} FROM ledger_{table} WHERE true"  # noqa: S608
        first = columns.split(",")[0]
        update = f"ON CONFLICT ({first}) DO UPDATE SET {first} = EXCLUDED.{first}"
        if SQLITE:
            refused(f"INSERT OR REPLACE INTO ledger_{table} ({columns}) {copied}")
        elif table != "personkey":
            refused(f"INSERT INTO ledger_{table} ({columns}) {copied} {update}")
    if SQLITE:
        refused(
            "INSERT OR REPLACE INTO ledger_entry SELECT number + 2, at, event, by, role, action, subject, clauses, says, "
            "sealed, policy, request_id, (SELECT hash FROM ledger_entry WHERE number = 2), hash FROM ledger_entry WHERE number = 1"
        )


def test_a_destroyed_key_stays_destroyed() -> None:
    services.destroy_key(GRACE)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonKey.objects.filter(pk=GRACE).update(wrapped=b"a new one", destroyed_at=None)


def test_a_key_belongs_to_one_person_for_good() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonKey.objects.filter(pk=GRACE).update(person=HILL)


def test_many_entries_in_one_insert_each_follow_the_one_before() -> None:
    services.record_many(
        (services.Happened(POSTED.name, "person:x", {"what": str(n)}) for n in range(700)), by=HILL, leave=Given()
    )
    assert Entry.objects.count() == 702
    assert not [fault for fault in faults() if "missing" in fault]


def test_a_guard_that_was_taken_down_is_named() -> None:
    posts(1)
    with unguarded():
        assert (
            "the ledger: the database no longer refuses what it must: its trigger ledger_entry_update is missing"
            in faults()
        )
    assert not guards.missing(connection)


def test_every_migration_puts_back_what_it_lost() -> None:
    guards.take_down(connection)
    emit_post_migrate_signal(0, False, "default")
    assert not guards.missing(connection)
    refused("DELETE FROM ledger_entry")
