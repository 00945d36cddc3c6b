"""What the database itself refuses: changing, deleting or replacing an entry, and an entry that does not follow the last.

Migration 0002 puts these up. Whoever owns the database can take them down; `gatepost ledger verify` then says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

Guards = dict[str, str]  # by name, the statement that puts it up

_LOCK = 0x6761_7465_706F_7374  # the advisory lock of whoever adds an entry
_WAIT = "10s"
_KEPT = {"entry": "an entry", "sealed": "sealed values", "knot": "a hash of the tree", "checkpoint": "a checkpoint"}
_TWICE = {  # INSERT OR REPLACE of SQLite deletes without asking the guard against deleting
    "sealed": "id = NEW.id OR (entry_id = NEW.entry_id AND person = NEW.person)",
    "knot": 'id = NEW.id OR (level = NEW.level AND "index" = NEW."index")',
    "checkpoint": "id = NEW.id",
    "personkey": "person = NEW.person",
}


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Put the guards up, those that stand already anew."""
    take_down(connection)
    with connection.cursor() as cursor:
        for statement in [*_functions(connection), *guards(connection).values()]:
            cursor.execute(statement)


def put_back(using: str, **_: object) -> None:
    """After every migration: SQLite rebuilds a table to change it, and so loses what guards it."""
    connection = connections[using]
    if "ledger_entry" in connection.introspection.table_names() and missing(connection):
        put_up(connection)


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Take the guards down: to undo the migration, and for tests that clear the tables after them."""
    with connection.cursor() as cursor:
        for name in guards(connection):
            table = f" ON ledger_{name.split('_')[1]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of guards that should stand and do not."""
    return sorted(guards(connection).keys() - set(_standing(connection)))


def guards(connection: BaseDatabaseWrapper) -> Guards:
    """Every guard of this engine."""
    if connection.vendor == "sqlite":
        return dict(_of_sqlite())
    if connection.vendor == "postgresql":
        return dict(_of_postgresql())
    raise NotImplementedError(f"the ledger is kept on SQLite or PostgreSQL, not on {connection.vendor}")


def _standing(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        listed = r"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger\_%' ESCAPE '\'"
    else:  # one that is there but disabled does not stand
        listed = (
            r"SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname LIKE 'ledger\_%' "
            r"AND tgenabled IN ('O', 'A') AND pg_table_is_visible(pg_class.oid)"
        )
    with connection.cursor() as cursor:
        cursor.execute(listed)
        return [name for (name,) in cursor.fetchall()]


def _of_sqlite() -> Iterator[tuple[str, str]]:
    for table, what in _KEPT.items():
        for verb in ("UPDATE", "DELETE"):
            yield _sqlite(table, verb, f"the ledger: {what} is kept as it is")
    yield _sqlite("personkey", "DELETE", "the ledger: a key is destroyed, not deleted")
    yield _sqlite(
        "personkey", "UPDATE", "the ledger: a destroyed key stays destroyed",
        "OLD.destroyed_at IS NOT NULL OR NEW.person IS NOT OLD.person",
    )  # fmt: skip
    for table, twice in _TWICE.items():
        there = f"EXISTS (SELECT 1 FROM ledger_{table} WHERE {twice})"  # noqa: S608 (all of it stands above)
        yield _sqlite(table, "INSERT", "the ledger: nothing is replaced", there)
    yield _sqlite(
        "entry", "INSERT", "the ledger: this entry does not follow the last",
        "NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM ledger_entry)"
        " OR NEW.previous IS NOT coalesce((SELECT hash FROM ledger_entry ORDER BY number DESC LIMIT 1), '')"
        " OR NEW.at < (SELECT at FROM ledger_entry ORDER BY number DESC LIMIT 1)"
        " OR EXISTS (SELECT 1 FROM ledger_entry WHERE hash = NEW.hash)",
    )  # fmt: skip


def _sqlite(table: str, verb: str, says: str, when: str = "1") -> tuple[str, str]:
    name = f"ledger_{table}_{verb.lower()}"
    return (
        name,
        f"CREATE TRIGGER {name} BEFORE {verb} ON ledger_{table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{says}'); END",
    )


def _of_postgresql() -> Iterator[tuple[str, str]]:
    for table in (*_KEPT, "personkey"):
        verbs = ("DELETE", "TRUNCATE") if table == "personkey" else ("UPDATE", "DELETE", "TRUNCATE")
        for verb in verbs:
            each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
            name = f"ledger_{table}_{verb.lower()}"
            yield (
                name,
                f"CREATE TRIGGER {name} BEFORE {verb} ON ledger_{table} FOR EACH {each} EXECUTE FUNCTION ledger_refuse()",
            )
    yield (
        "ledger_personkey_update",
        (
            "CREATE TRIGGER ledger_personkey_update BEFORE UPDATE ON ledger_personkey FOR EACH ROW"
            " WHEN (OLD.destroyed_at IS NOT NULL OR NEW.person IS DISTINCT FROM OLD.person) EXECUTE FUNCTION ledger_refuse()"
        ),
    )
    yield (
        "ledger_entry_insert",
        (
            "CREATE TRIGGER ledger_entry_insert BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_follows()"
        ),
    )


def _functions(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    return (_REFUSE, _FOLLOWS, _HEAD) if connection.vendor == "postgresql" else ()


_REFUSE = """
    CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'the ledger: % of % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END $$"""
_FOLLOWS = """
    CREATE OR REPLACE FUNCTION ledger_follows() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE last record; BEGIN
        SELECT number, hash, at INTO last FROM ledger_entry ORDER BY number DESC LIMIT 1;
        IF NEW.number <> coalesce(last.number, 0) + 1 OR NEW.previous <> coalesce(last.hash, '') OR NEW.at < last.at
        THEN
            RAISE EXCEPTION 'the ledger: this entry does not follow the last'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$"""
# The last entry, under lock, in one round trip: a VOLATILE function reads anew after it has waited.
_HEAD = f"""
    CREATE OR REPLACE FUNCTION ledger_head() RETURNS TABLE (number bigint, at timestamptz, hash varchar)
    LANGUAGE plpgsql VOLATILE SET lock_timeout = '{_WAIT}' AS $$ BEGIN
        PERFORM pg_advisory_xact_lock({_LOCK});
        RETURN QUERY SELECT e.number, e.at, e.hash FROM ledger_entry e ORDER BY e.number DESC LIMIT 1;
    END $$"""  # noqa: S608 (all of it stands here)
