"""Lists of people taken away as CSV: only whom one may export, line by line, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.cells import safe_cell
from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people.authority import Reach, may, reach, require
from gatepost.apps.people.models import Enrolment, Guardianship, Person, RoleHeld, School
from gatepost.apps.people.models.dated import holds

ACTION = "person.export"
BEGINNING = "\ufeff"  # without it Excel reads é as Ã©
_CHUNK = 2_000

__all__ = ["LISTS", "safe_cell", "take"]


@dataclass(frozen=True)
class List:
    """A list: its name in the address, what it is, what one must be able to see anyway, its headings and its lines."""

    name: str
    title: Promise
    sees: str
    columns: str
    rows: Callable[[Reach, School | None, date], Iterable[tuple[Any, ...]]]


def take(*, by: Person, name: str, school: School | None = None) -> Iterator[str]:
    """The lines of a list, of one school or of all within reach. That somebody took it stands in the ledger."""
    chosen = LISTS[name]
    far = reach(by, ACTION)
    with transaction.atomic():
        leave = require(by, ACTION, school)
        require(by, chosen.sees, school)
        about = subject("school", school.pk) if school else subject("federation", 1)
        ledger.record("list_taken", by=by.pk, leave=leave, subject=about, says={"list": name})
    return _lines(chosen, chosen.rows(far, school, timezone.localdate()))


def lists_of(by: Person) -> list[List]:
    """The lists that somebody may take away: of what they may see on the pages too."""
    return [one for one in LISTS.values() if may(by, one.sees)]


def _lines(chosen: List, rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BEGINNING + str(writer.writerow(chosen.columns.split()))
    for row in rows:
        yield str(writer.writerow([safe_cell(cell) for cell in row]))


class _Line:
    """A file that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _within(far: Reach, school: School | None, field: str) -> Q:
    """Rows of the chosen school, or of all within reach."""
    if school is not None:
        return Q(**{field: school.pk})
    return Q() if far.everywhere else Q(**{f"{field}__in": far.schools})


def _enrolments(far: Reach, school: School | None) -> QuerySet[Enrolment]:
    found = Enrolment.objects.filter(_within(far, school, "school"), child__erased_at=None)
    return found.select_related("child", "school", "school_class")


def _pupils(far: Reach, school: School | None, today: date) -> Iterator[tuple[Any, ...]]:
    """Those who are on the roll today."""
    rows = _enrolments(far, school).filter(holds(today)).order_by("school__code", "school_class__name", "pk")
    return map(_pupil, rows.iterator(_CHUNK))


def _roll(far: Reach, school: School | None, _today: date) -> Iterator[tuple[Any, ...]]:
    """Everybody who is, will be or was on the roll: each child's last enrolment at each school."""
    last: Enrolment | None = None
    for one in _enrolments(far, school).order_by("school__code", "child_id", "starts", "pk").iterator(_CHUNK):
        if last is not None and (last.child_id, last.school_id) != (one.child_id, one.school_id):
            yield _pupil(last)
        last = one
    if last is not None:
        yield _pupil(last)


def _pupil(one: Enrolment) -> tuple[Any, ...]:
    child, room = one.child, one.school_class
    return (
        child.pk, one.school.code, room.name if room else "", one.year_group, child.given_name, child.family_name,
        child.known_as, one.ends,
    )  # fmt: skip


def _people(far: Reach, school: School | None, today: date) -> Iterator[tuple[Any, ...]]:
    """Adults by the roles they hold today, a line a role; and whoever a school keeps without one."""
    held = RoleHeld.objects.filter(_within(far, school, "school"), holds(today), person__erased_at=None)
    for one in held.select_related("person", "school").order_by("person__family_name", "pk").iterator(_CHUNK):
        yield *_adult(one.person), one.title, one.school.code if one.school else "FED", one.role
    kept = Person.objects.filter(_within(far, school, "kept_by"), erased_at=None).exclude(roles__in=held)
    kept = kept.exclude(kept_by=None).filter(children=None).select_related("kept_by")
    for person in kept.order_by("family_name", "pk").iterator(_CHUNK):
        yield *_adult(person), "", person.kept_by.code if person.kept_by else "", ""


def _families(far: Reach, school: School | None, today: date) -> Iterator[tuple[Any, ...]]:
    """Whoever answers for a child that is on the roll today."""
    children = _enrolments(far, school).filter(holds(today)).values("child")
    rows = Guardianship.objects.filter(holds(today), child__in=children, adult__erased_at=None)
    for one in rows.select_related("adult").order_by("child_id", "contact_order", "pk").iterator(_CHUNK):
        yield one.child_id, *_adult(one.adult), one.relation, _yes(one), one.contact_order


def _adult(person: Person) -> tuple[Any, ...]:
    return person.pk, person.title, person.given_name, person.family_name, person.email, person.telephone


def _yes(bond: Guardianship) -> str:
    return "yes" if bond.parental_responsibility else "no"


LISTS = {
    one.name: one
    for one in (
        List("pupils", _("Pupils on the roll today"), "pupil.list",
             "pupil_id school class year_group legal_first legal_last known_as leaving_date", _pupils),
        List("roll", _("The whole roll, ex-pupils too"), "pupil.off_roll",
             "pupil_id school class year_group legal_first legal_last known_as leaving_date", _roll),
        List("people", _("Adults and the roles they hold"), "person.list",
             "staff_id title first last school_email telephone role school duties", _people),
        List("families", _("Who answers for which child"), "family.see",
             "pupil_id contact_id title first last email telephone relation parental_responsibility contact_order", _families),
    )
}  # fmt: skip
