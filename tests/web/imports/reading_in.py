"""An office reading a file in at its browser, page by page."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gatepost.apps.people.imports import uploads
from gatepost.apps.people.models import Upload
from tests.apps.people.imports.files import GRACE, MARK, PUPILS, WILL, three_schools
from tests.site_cast import child, person
from tests.web.people.pages import hidden

CHOSEN = {
    "column_id": "Adno", "column_upn": "UPN", "column_first": "Legal Forename", "column_last": "Legal Surname",
    "column_known_as": "Preferred Forename", "column_school": "School", "column_class": "Reg Group", "column_year": "Year",
}  # fmt: skip


def send(client: Client, content: bytes | str, kind: str = "pupils", name: str = "pupils.csv") -> Any:
    """Choose a file."""
    data = content.encode() if isinstance(content, str) else content
    return client.post(reverse("imports"), {"kind": kind, "file": SimpleUploadedFile(name, data)})


def the_upload() -> Upload:
    """The one that is on its way in."""
    return Upload.objects.get()


def choose(client: Client, **more: str) -> Any:
    """Say which column is what, and go on."""
    return client.post(reverse("import_columns", args=[the_upload().pk]), {**CHOSEN, **more}, follow=True)


def agree(client: Client, **more: str) -> Any:
    """Say yes to what the page shows."""
    url = reverse("import_changes", args=[the_upload().pk])
    return client.post(url, {"shown": hidden(client, url, "shown"), **more}, follow=True)


def an_upload(**columns: str) -> Upload:
    """A file of the office's on its way in, with a child to join and one to move; its columns are chosen."""
    three_schools()
    child("Grace Tolliver")
    content = "\n".join((PUPILS, GRACE.replace("4J,4", "5A,5"), MARK, WILL)) + "\n"
    found = uploads.keep(by=person("Patricia Savage"), kind="pupils", file_name="roll.csv", chunks=[content.encode()])
    chosen = {name.removeprefix("column_"): heading for name, heading in CHOSEN.items()}
    found.columns, found.system = {**chosen, **columns}, "csv-smp"
    found.save()
    return found
