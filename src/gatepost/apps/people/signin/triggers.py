"""The database itself refuses an account to a child, and to whoever was erased.

A constraint cannot look into another table, so these are triggers. They are taken down before migrations and made after
them: SQLite rebuilds a table to change it, which loses its triggers and stumbles over those that name it.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

_ON_ROLL = "EXISTS (SELECT 1 FROM people_enrolment WHERE child_id = NEW.person_id)"
_ERASED = "EXISTS (SELECT 1 FROM people_person WHERE id = NEW.person_id AND erased_at IS NOT NULL)"
_HAS_ACCOUNT = "EXISTS (SELECT 1 FROM people_account WHERE person_id = NEW.child_id)"

# name: the table, the columns that matter, the condition, what it says
_GUARDS = {
    "people_no_account_for_a_child": (
        "people_account", "person_id, is_active", f"NEW.person_id IS NOT NULL AND {_ON_ROLL}",
        "a pupil or ex-pupil never has an account"),
    "people_no_account_for_the_erased": (
        "people_account", "person_id, is_active", f"NEW.is_active AND NEW.person_id IS NOT NULL AND {_ERASED}",
        "whoever was erased has no account that works"),
    "people_no_enrolment_with_an_account": (
        "people_enrolment", "child_id", _HAS_ACCOUNT, "whoever has an account cannot be put on a roll"),
}  # fmt: skip


def install(using: str, **_: Any) -> None:
    """Make them anew: `post_migrate` calls this."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    if not {"people_account", "people_enrolment", "people_person"} <= set(tables):
        return
    make = _postgres if connection.vendor == "postgresql" else _sqlite
    remove(using)
    with connection.cursor() as cursor:
        for name, (table, columns, condition, says) in _GUARDS.items():
            for statement in make(name, table, columns, condition, says):
                cursor.execute(statement)


def remove(using: str, **_: Any) -> None:
    """Take them down: `pre_migrate` calls this."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name, (table, *_others) in _GUARDS.items():
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}" if table in tables else "SELECT 1")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}_insert")
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}_update")


def _sqlite(name: str, table: str, columns: str, condition: str, says: str) -> list[str]:
    refuse = f"ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{says}'); END"
    return [
        f"CREATE TRIGGER {name}_insert BEFORE INSERT {refuse}",
        f"CREATE TRIGGER {name}_update BEFORE UPDATE OF {columns} {refuse}",
    ]


def _postgres(name: str, table: str, columns: str, condition: str, says: str) -> list[str]:
    refuse = f"RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation'"
    body = f"BEGIN IF {condition} THEN {refuse}; END IF; RETURN NEW; END"
    when = f"BEFORE INSERT OR UPDATE OF {columns} ON {table} FOR EACH ROW"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()",
    ]
