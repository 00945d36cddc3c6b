"""What was done, as somebody may see it in the ledger: everywhere, or what concerns the people of their school today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Func, Q, QuerySet

from gatepost.apps.ledger import events, sealing
from gatepost.apps.ledger.models import Entry, Sealed, subject
from gatepost.apps.people.authority import reach
from gatepost.apps.people.models import Person, School, SchoolClass
from gatepost.apps.people.models.person import SYSTEM_ID, the_site
from gatepost.apps.people.reach import Reach
from gatepost.apps.people.selectors.within import people_within
from gatepost.apps.people.selectors.wording import in_words, role_title


@dataclass(frozen=True)
class Act:
    """An entry in words: who, in what role, did what, to whom or what."""

    entry: Entry
    says: str
    role: str
    who: Person | None
    about: Person | School | SchoolClass | None
    kind: str

    @property
    def person(self) -> Person | None:
        """The person it is about, if it is about one whom the reader may know of."""
        return self.about if isinstance(self.about, Person) else None


@dataclass(frozen=True)
class Personal:
    """Personal values of one person beside an entry; None once they were erased."""

    person: Person | None
    values: dict[str, str] | None


# What domains above this one keep from whoever it is about: conditions for entries that they shall not see.
UNSEEN: list[Callable[[Person], Q]] = []


def seen_by(by: Person) -> QuerySet[Entry]:
    """The entries that somebody may see: what was done by or to people of their schools, or to these schools.

    What is about themselves and was told in confidence is as if it were not there.
    """
    found = _within(by)
    for unseen in UNSEEN:
        found = found.exclude(unseen(by))
    return found


def _within(by: Person) -> QuerySet[Entry]:
    far = reach(by, "ledger.see")
    if far.everywhere:
        return Entry.objects.all()
    here = Person.objects.filter(people_within(far)).order_by() if far.schools else Person.objects.none()
    return Entry.objects.filter(
        Q(by__in=here.values("pk"))
        | Q(subject__in=here.annotate(told=AsSubject("pk", kind="person")).values("told"))
        | Q(subject__in=[subject("school", school) for school in far.schools])
        | Q(subject__in=[subject("class", room) for room in _classes(far)])
    )


def own(by: Person) -> QuerySet[Entry]:
    """What somebody did themselves."""
    return Entry.objects.filter(by=by.pk)


def told(by: Person, entries: Iterable[Entry]) -> list[Act]:
    """The entries in words, in four queries at most. Whom the reader may not know of, they are not told of."""
    listed = list(entries)
    kinds = [_split(entry.subject) for entry in listed]
    actors = _people({entry.by for entry in listed}, Q())
    found: dict[tuple[str, str], Any] = {
        ("person", str(k)): one for k, one in _known(by, _ids(kinds, "person")).items()
    }
    for kind, model in (("school", School), ("class", SchoolClass)):
        keys = {key for was, key in kinds if was == kind and key.isdigit()}
        found |= {(kind, str(one.pk)): one for one in model._default_manager.filter(pk__in=keys)} if keys else {}
    return [
        Act(
            entry,
            events.sentence(entry.event, in_words(entry.says)),
            role_title(entry.role),
            actors.get(entry.by),
            found.get(kind),
            kind[0],
        )
        for entry, kind in zip(listed, kinds, strict=True)
    ]


def personal(by: Person, entry: Entry) -> list[Personal]:
    """The personal values beside an entry, for who may see it as one of `ledger.see`; none for anybody else."""
    everywhere = reach(by, "ledger.see").everywhere
    if not entry.sealed or not (everywhere or seen_by(by).filter(pk=entry.pk).exists()):
        return []
    known = _known(by, {UUID(key) for key in entry.sealed})
    beside = list(Sealed.objects.filter(entry=entry, person__in=known))
    return [Personal(known[row.person], values) for row, values in zip(beside, sealing.opened(beside), strict=True)]


def _known(by: Person, keys: set[UUID]) -> dict[UUID, Person]:
    """Those of these people whom somebody may know of: themselves, and whoever stands within their reach."""
    far = reach(by, "ledger.see")
    return _people(keys, people_within(far | Reach(people=frozenset({by.pk}))))


def _people(keys: set[UUID], within: Q) -> dict[UUID, Person]:
    site = {SYSTEM_ID: the_site()} if SYSTEM_ID in keys else {}
    return {one.pk: one for one in Person.objects.filter(within, pk__in=keys)} | site if keys else {}


def _classes(far: Reach) -> QuerySet[SchoolClass, int]:
    return SchoolClass.objects.filter(school__in=far.schools).values_list("pk", flat=True)


def _split(told: str) -> tuple[str, str]:
    kind, _, key = told.partition(":")
    return kind, key


def _ids(kinds: Iterable[tuple[str, str]], wanted: str) -> set[UUID]:
    return {UUID(key) for kind, key in kinds if kind == wanted and len(key) == 36}


class AsSubject(Func):
    """An id as entries name it: `person:…` of a person's. SQLite keeps an id without its hyphens."""

    template = "'%(kind)s:' || (%(expressions)s)::text"
    output_field = CharField()

    def __init__(self, key: str, *, kind: str) -> None:
        super().__init__(key, kind=kind)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        hyphened = " || '-' || ".join(f"substr(%(expressions)s, {start}, {size})" for start, size in parts)
        return self.as_sql(compiler, connection, template=f"'%(kind)s:' || {hyphened}")
