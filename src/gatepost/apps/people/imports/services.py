"""The verbs: look at what a file would change, and read it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people import roll
from gatepost.apps.people.authority import Leave, require
from gatepost.apps.people.imports import mapped, oneroster, uploads
from gatepost.apps.people.imports.applying import apply
from gatepost.apps.people.imports.mapped import Mapped
from gatepost.apps.people.imports.plan import Plan
from gatepost.apps.people.imports.planning import plan
from gatepost.apps.people.imports.problems import UnusableFile
from gatepost.apps.people.imports.roster import Elsewhere, Roster
from gatepost.apps.people.imports.sources import OneFile, files_in
from gatepost.apps.people.imports.stocktaking import ACTION, Stock
from gatepost.apps.people.imports.writing_down import happened
from gatepost.apps.people.models import Federation, Person, SavedMapping, School, Upload
from gatepost.apps.people.policy import in_force

ONEROSTER = "oneroster"


@dataclass(frozen=True)
class Order:
    """A file and how to read it. `number` makes the ids of new people, so the same order plans the same."""

    path: Path
    name: str
    kind: str
    system: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    school: str = ""
    whole: bool = False
    number: UUID = field(default_factory=uuid4)

    @property
    def of(self) -> str:
        """Whose numbers the file uses: told, or by its kind and school."""
        return self.system or (ONEROSTER if self.kind == ONEROSTER else slugify(f"csv-{self.school}")[:30])

    @property
    def systems(self) -> tuple[str, ...]:
        """The names under which people of this file are known: a CSV's pupils and adults are numbered apart."""
        return (self.of,) if self.kind == ONEROSTER else (f"{self.of}-{self.kind}", f"{self.of}-pupils")


class Refusal(Exception):  # noqa: N818 (each reads as a sentence: raise Stale)
    """A file that is not read in, as things stand. Nothing has been changed."""


class Mistaken(Refusal):
    """The file has mistakes."""

    def __init__(self, made: Plan) -> None:
        super().__init__(_("The file has mistakes: nothing was changed."))
        self.plan = made


class Stale(Refusal):
    """The people here have changed since the preview."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has changed people here since you looked: look at the changes again."))


class TooManyLeavers(Refusal):
    """More would leave than is likely, and nobody has said that it is right."""

    def __init__(self, made: Plan) -> None:
        super().__init__(_("More than a quarter of a school would leave: say that this is right, or look at the file."))
        self.plan = made


def look(*, by: Person, order: Order) -> Plan:
    """What reading the file in would change; UnusableFile if it cannot be read at all."""
    require(by, ACTION)
    return _planned(by, order)


def run(*, by: Person, order: Order, shown: str = "", many_leavers: bool = False) -> Plan:
    """Read the file in, all or nothing: exactly what was `shown` (the digest of a plan), if something was."""
    with transaction.atomic():
        if Federation.objects.select_for_update().filter(pk=1).first() is None:  # and so one import after the other
            raise UnusableFile(_("the federation is not set up yet"), _("set it up first"))
        require(by, ACTION)
        made = _planned(by, order)
        if made.problems:
            raise Mistaken(made)
        leave = _leave(by, made)
        if shown and made.digest() != shown:
            raise Stale
        if made.many_leavers and not many_leavers:
            raise TooManyLeavers(made)
        places = apply(made)
        if not made.is_empty:
            roll.touch()
        entries = happened(made, places, number=order.number, sha256=uploads.hash_of(order.path))
        ledger.record_many(entries, by=by.pk, leave=leave)
    return made


def save_mapping(
    *, by: Person, name: str, kind: str, columns: Mapping[str, str], school: School | None, system: str
) -> SavedMapping:
    """Keep how the columns of a file are read; the same name again replaces it."""
    with transaction.atomic():
        leave = require(by, ACTION, school)
        wanted = {"kind": kind, "columns": dict(columns), "school": school, "system": system}
        before = SavedMapping.objects.filter(name=name).select_related("school").first()
        if before is not None:
            require(by, ACTION, before.school)
        saved, _new = SavedMapping.objects.update_or_create(name=name, defaults=wanted)
        about = subject("mapping", saved.pk)
        ledger.record("mapping_saved", by=by.pk, leave=leave, subject=about, says={"kind": kind})
    return saved


def delete_mapping(*, by: Person, mapping: SavedMapping) -> None:
    """Forget a saved mapping."""
    with transaction.atomic():
        leave = require(by, ACTION, mapping.school)
        about, kind = subject("mapping", mapping.pk), mapping.kind
        mapping.delete()
        ledger.record("mapping_deleted", by=by.pk, leave=leave, subject=about, says={"kind": kind})


def order_of(upload: Upload) -> Order:
    """The order that an upload is."""
    return Order(
        path=uploads.path_of(upload),
        name=upload.file_name,
        kind=upload.kind,
        system=upload.system,
        columns=upload.columns,
        school=upload.school.code if upload.school else "",
        whole=upload.whole,
        number=upload.pk,
    )


def _planned(by: Person, order: Order) -> Plan:
    stock = Stock(*order.systems)
    roster = _read(order, stock.elsewhere(order.of if order.kind == ONEROSTER else ""))
    return plan(roster, stock.here(by, roster), seed=order.number)


def _read(order: Order, known: Elsewhere) -> Roster:
    if not order.path.exists():
        raise UnusableFile(_("the file is no longer here"), _("choose it again"))
    if order.kind == ONEROSTER:
        with files_in(order.path) as files:
            return oneroster.read(files, system=order.of, elsewhere=known)
    if order.path.is_dir():
        raise UnusableFile(_("this is a folder"), _("name one CSV, or read it as OneRoster"))
    how = Mapped(order.kind, order.columns, order.of, order.school, order.whole, frozenset(in_force().roles))
    return mapped.read(OneFile(order.path, order.name), how, known)


def _leave(by: Person, made: Plan) -> Leave:
    """Leave for every school that it touches."""
    leaves = [require(by, ACTION, school) for school in School.objects.filter(code__in=made.touched)]
    return leaves[0] if leaves else require(by, ACTION)
