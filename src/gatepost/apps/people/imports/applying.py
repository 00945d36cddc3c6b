"""A plan carried out, in bulk and in the caller's transaction. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, Model
from django.utils import timezone

from gatepost.apps.people.imports.plan import Plan
from gatepost.apps.people.models import (
    Enrolment,
    ExternalId,
    Guardianship,
    LegacyConsent,
    Person,
    RoleHeld,
    School,
    SchoolClass,
)
from gatepost.apps.people.models.folded import folded_name

_CHUNK = 2_000
Row = TypeVar("Row", bound=Model)
One = TypeVar("One")


def apply(plan: Plan) -> Places:
    """Carry the plan out to the letter; the schools and classes that there are now."""
    places = Places(plan)
    _people(plan, places)
    _rolls(plan, places)
    _roles(plan, places)
    _families(plan)
    _create(ExternalId, (ExternalId(person_id=p, system=s, value=v) for p, s, v in plan.keys))
    now, system = timezone.now(), plan.system
    consents = (LegacyConsent(child_id=c, words=w, system=system, imported_at=now) for c, w in plan.consents)
    _create(LegacyConsent, consents)
    return places


class Places:
    """The schools and classes that a plan names, those that it makes among them."""

    def __init__(self, plan: Plan) -> None:
        for code, name, source_id in plan.schools:
            School.objects.create(code=code, name=name, source_id=source_id)
        for code, source_id in plan.linked:
            School.objects.filter(code=code).update(source_id=source_id, version=F("version") + 1)
        self.schools = dict(School.objects.values_list("code", "pk"))
        for change in plan.classes_changed:
            wanted = {"name": change.name, "year_group": change.year, "source_id": change.source_id, "closed": None}
            SchoolClass.objects.filter(pk=change.pk).update(**wanted)
        _create(SchoolClass, (SchoolClass(school_id=self.schools[one.school], name=one.name, year_group=one.year,
                                          source_id=one.source_id) for one in plan.classes))  # fmt: skip
        rooms = SchoolClass.objects.values_list("school__code", "name", "pk")
        self._rooms = {(school, name): key for school, name, key in rooms}

    def room(self, school: str, name: str) -> int | None:
        return self._rooms[school, name] if name else None


def _people(plan: Plan, places: Places) -> None:
    added = (
        Person(pk=one.person, kept_by_id=places.schools[one.kept_by] if one.kept_by else None, **one.facts._asdict())
        for one in plan.added
    )
    _create(Person, added)
    fields = sorted({name for one in plan.changed for name, _new in one.after})
    for chunk in _chunks(plan.changed):
        people = Person.objects.in_bulk([one.person for one in chunk])
        for one in chunk:
            person = people[one.person]
            for name, new in one.after:
                setattr(person, name, new)
            person.version += 1
            person.folded = folded_name(person.given_name, person.known_as, person.family_name)[:320]
        Person.objects.bulk_update(people.values(), [*fields, "version", "folded"], batch_size=500)


def _rolls(plan: Plan, places: Places) -> None:
    _end(Enrolment, [(one.pk, one.ends) for one in plan.left])
    anew = []
    yesterday = plan.day - timedelta(days=1)
    for chunk in _chunks(plan.moved):
        ended = [one.pk for one in chunk if one.anew]
        Enrolment.objects.filter(pk__in=ended).update(ends=yesterday, version=F("version") + 1)
        in_place: dict[tuple[int | None, str, date | None], list[int]] = {}
        for one in chunk:
            room = places.room(one.school, one.class_name)
            if one.anew:
                anew.append(_enrolment(one.child, places, one.school, room, one.year, plan.day, one.ends))
            else:
                in_place.setdefault((room, one.year, one.ends), []).append(one.pk)
        for (room, year, ends), keys in in_place.items():  # a class moves together
            wanted = {"school_class": room, "year_group": year, "ends": ends, "version": F("version") + 1}
            Enrolment.objects.filter(pk__in=keys).update(**wanted)
    _create(Enrolment, anew)
    joined = (
        _enrolment(
            one.child, places, one.school, places.room(one.school, one.class_name), one.year, one.starts, one.ends
        )
        for one in plan.joined
    )
    _create(Enrolment, joined)


def _enrolment(child: UUID, places: Places, school: str, room: int | None, year: str, *days: Any) -> Enrolment:
    starts, ends = days
    where = {"school_id": places.schools[school], "school_class_id": room}
    return Enrolment(child_id=child, year_group=year, starts=starts, ends=ends, **where)


def _roles(plan: Plan, places: Places) -> None:
    _end(RoleHeld, [(one.pk, one.ends) for one in plan.ended if one.ends is not None])
    RoleHeld.objects.filter(pk__in=[one.pk for one in plan.ended if one.ends is None]).delete()
    now = timezone.now()
    given = (
        RoleHeld(
            person_id=one.person, role=one.role, school_id=places.schools[one.school],
            school_class_id=places.room(one.school, one.class_name), title=one.title, starts=one.starts, ends=one.ends,
            source=RoleHeld.Source.IMPORT, system=plan.system, recorded_at=now,
        )
        for one in plan.given
    )  # fmt: skip
    _create(RoleHeld, given)


def _families(plan: Plan) -> None:
    _end(Guardianship, [(one.pk, one.ends) for one in plan.bonds_ended])
    for one in plan.bonds_changed:
        relation, responsible, order = one.after
        Guardianship.objects.filter(pk=one.pk).update(
            relation=relation, parental_responsibility=responsible, contact_order=order, version=F("version") + 1
        )
    added = (
        Guardianship(
            adult_id=one.adult, child_id=one.child, relation=one.relation, parental_responsibility=one.responsibility,
            contact_order=one.order, starts=plan.day, system=plan.system,
        )
        for one in plan.bonds_added
    )  # fmt: skip
    _create(Guardianship, added)


def _end(model: type[Enrolment] | type[RoleHeld] | type[Guardianship], rows: Iterable[tuple[int, date]]) -> None:
    """Most end on the same day, so all of a day end at once."""
    by_day: dict[date, list[int]] = {}
    for key, ends in rows:
        by_day.setdefault(ends, []).append(key)
    for ends, keys in by_day.items():
        for chunk in _chunks(keys):
            model._default_manager.filter(pk__in=chunk).update(ends=ends, version=F("version") + 1)


def _create(model: type[Row], rows: Iterable[Row]) -> None:
    """In chunks, so that memory stays flat however many there are."""
    for chunk in _chunks(rows):
        model._default_manager.bulk_create(chunk)


def _chunks(rows: Iterable[One]) -> Iterator[list[One]]:
    rest = iter(rows)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
