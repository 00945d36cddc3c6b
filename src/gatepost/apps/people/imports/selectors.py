"""What somebody who reads files in may see: their uploads, saved mappings, their schools, and the imports so far."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.authority import reach
from gatepost.apps.people.imports.problems import Problems
from gatepost.apps.people.imports.sources import OneFile
from gatepost.apps.people.imports.stocktaking import ACTION
from gatepost.apps.people.imports.tables import Table
from gatepost.apps.people.imports.uploads import path_of
from gatepost.apps.people.models import Person, SavedMapping, School, Upload

_LAST = 20


def uploads(by: Person) -> QuerySet[Upload]:
    """One's own: nobody else opens a file on its way in."""
    return Upload.objects.filter(by=by).select_related("school")


def schools(by: Person, action: str = ACTION) -> QuerySet[School]:
    """The schools whose people one may read in (or whatever the action is)."""
    far = reach(by, action)
    return School.objects.all() if far.everywhere else School.objects.filter(pk__in=far.schools)


def mappings(by: Person, kind: str = "") -> QuerySet[SavedMapping]:
    """Saved mappings of no school, or of one within reach."""
    far = reach(by, ACTION)
    found = SavedMapping.objects.filter(kind=kind) if kind else SavedMapping.objects.all()
    return found if far.everywhere else found.filter(Q(school=None) | Q(school__in=far.schools))


def imports_so_far(by: Person) -> list[Entry]:
    """The last imports: all of them for whoever looks after the federation, else one's own."""
    found = Entry.objects.filter(event="import_run").order_by("-number")
    return list((found if reach(by, ACTION).everywhere else found.filter(by=by.pk))[:_LAST])


def headings(upload: Upload) -> list[str]:
    """The headings of a CSV; UnusableFile if it is none."""
    table = Table(OneFile(path_of(upload), upload.file_name), Problems())
    return [heading for heading in table.headings if heading]
