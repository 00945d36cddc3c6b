"""OneRoster 1.1 and 1.2 as CSV, bulk or delta: a zip or folder becomes a roster."""

from gatepost.apps.people.imports.oneroster.reading import read

__all__ = ["read"]
