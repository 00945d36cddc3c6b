"""A roll and its families, read in as on the site: by the import, from files of the schools' own system."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from gatepost.apps.people.imports import services as imports
from gatepost.apps.people.imports.services import Order
from gatepost.demo.files import CONTACTS, PUPILS, Files
from gatepost.demo.happenings import ReadIn
from gatepost.demo.ids import id_of
from gatepost.demo.stage import Stage

_SYSTEM = "fernleigh"


def read_in(what: ReadIn, stage: Stage) -> None:
    """Both files, the children first."""
    by = stage.person(what.by)
    with TemporaryDirectory() as folder:
        pupils, contacts = Files(stage.people, stage.story, what.time).write(Path(folder))
        imports.run(by=by, order=_order(pupils, "pupils", PUPILS), many_leavers=True)
        imports.run(by=by, order=_order(contacts, "contacts", CONTACTS))


def _order(path: Path, kind: str, columns: dict[str, str]) -> Order:
    number = id_of(path.stem)  # makes the ids of new people, so those are the same every time too
    return Order(path, path.name, kind, system=_SYSTEM, columns=columns, whole=True, number=number)
