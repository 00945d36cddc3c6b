"""The values of an entry as its reader says them: titles for roles, days as people write them, fields by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import date_format

from gatepost.apps.ledger.chain import Value
from gatepost.apps.people.models import Guardianship, Person
from gatepost.apps.people.policy import in_force

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def in_words(says: Mapping[str, Value]) -> dict[str, Value]:
    """The same values; whatever is not known stays as it was written down."""
    return {name: _said(name, value) for name, value in says.items()}


def role_title(name: str) -> str:
    """The title of a role; one that the policy in force no longer knows, by its old name."""
    known = in_force().roles.get(name)
    return str(known.title) if known else name.replace("_", " ")


def _said(name: str, value: Value) -> Value:
    if not isinstance(value, str):
        return value
    if name == "role":
        return role_title(value)
    if name == "fields":
        return ", ".join(_field(field) for field in value.split(", "))
    if _DAY.fullmatch(value):
        return date_format(date.fromisoformat(value), "j F Y")
    return value


def _field(name: str) -> str:
    for model in (Person, Guardianship):
        try:
            return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        except FieldDoesNotExist:
            continue
    return name.replace("_", " ")
