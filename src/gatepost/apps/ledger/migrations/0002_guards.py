"""The database itself keeps the ledger: it refuses to change or delete, and an entry that does not follow the last."""

from typing import Any

from django.db import migrations

from gatepost.apps.ledger import guards


def put_up(_apps: Any, schema_editor: Any) -> None:
    guards.put_up(schema_editor.connection)


def take_down(_apps: Any, schema_editor: Any) -> None:
    guards.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
