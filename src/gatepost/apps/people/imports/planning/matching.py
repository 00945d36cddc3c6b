"""Who is who: by the system's own number, by the unique pupil number, and for the first time by name, if only one fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from gatepost.apps.people.imports.plan import Added, Changed, ExternalKey, Matched
from gatepost.apps.people.imports.planning.ground import Ground
from gatepost.apps.people.imports.roster import Facts, PersonRow

Mark = tuple[str, ...]


def match(ground: Ground) -> None:
    """Give every person of the file their id here, or a new one, and note what changes in their entries."""
    by_name = _ByName(ground)
    taken: dict[UUID, int] = {}
    for row in ground.roster.people:
        person = _numbered(ground, row)
        if person is None and not row.gone:
            person = by_name.find(row)
        if person is None:
            if not row.gone:
                _add(ground, row)
            continue
        if person in taken:
            what = _("the same person stands in line %(line)s already") % {"line": taken[person]}
            ground.wrong(row.at, "", what, _("each person has a line of their own"))
            continue
        taken[person] = row.at.line
        ground.who[row.ref] = person
        if _fits(ground, row, person) and ground.may_touch(row.at, person):
            _compare(ground, row, person)


def _numbered(ground: Ground, row: PersonRow) -> UUID | None:
    by_key = ground.here.by_key.get(row.key) if row.key else None
    by_upn = ground.here.by_upn.get(row.upn) if row.upn else None
    if by_key and by_upn and by_key != by_upn:
        what = _("its two numbers belong to two people here")
        ground.wrong(row.at, "", what, _("find out which of the two it is, and mend the number that is wrong"))
    return by_key or by_upn


def _fits(ground: Ground, row: PersonRow, person: UUID) -> bool:
    """A child's line is about a child, an adult's about an adult. An ex-pupil may have become either."""
    here = ground.here
    if row.adult and here.on_roll(person):
        what, hint = _("this number belongs to a pupil"), _("is the file of another kind, or the number used twice?")
        ground.wrong(row.at, "", what, hint)
        return False
    if not row.adult and person in here.grown:
        what, hint = _("this number belongs to an adult"), _("is the file of another kind, or the number used twice?")
        ground.wrong(row.at, "", what, hint)
        return False
    return True


def _add(ground: Ground, row: PersonRow) -> None:
    person = uuid5(ground.seed, row.ref)
    facts = _told(row)
    ground.who[row.ref] = person
    ground.new[person] = facts
    ground.plan.added.append(Added(person, row.at, row.adult, facts, ground.kept_by.get(row.ref, "")))
    _number(ground, row, person)


def _compare(ground: Ground, row: PersonRow, person: UUID) -> None:
    _number(ground, row, person)
    before, told = ground.here.people[person], _told(row)
    changes = [
        (name, old, new) for name, old, new in zip(Facts._fields, before, told, strict=True) if new and new != old
    ]
    if row.gone or not changes:
        return
    was = tuple((name, old) for name, old, _new in changes)
    ground.plan.changed.append(Changed(person, row.at, row.adult, was, tuple((n, new) for n, _old, new in changes)))
    if {"given_name", "family_name"} <= {name for name, _old in was}:
        what = _("Line %(line)s changes both the first name and the surname: is it the same person?")
        ground.plan.notes.append(what % {"line": row.at.line})


def _told(row: PersonRow) -> Facts:
    """Of a child only the names: pupils never sign in, and nobody writes to them from here."""
    facts = row.facts._replace(email=row.facts.email.lower())
    return facts if row.adult else facts._replace(title="", email="", telephone="")


def _number(ground: Ground, row: PersonRow, person: UUID) -> None:
    if row.key and row.key not in ground.here.by_key:
        ground.plan.keys.append(ExternalKey(person, ground.roster.system, row.key))
    if row.upn and row.upn not in ground.here.by_upn:
        ground.plan.keys.append(ExternalKey(person, "upn", row.upn))


class _ByName:
    """People of this site by exact name and one thing more: a class, an address, a school, a child."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._here: dict[Mark, set[UUID]] = {}
        self._places: dict[str, Mark] = {}
        self._more: dict[str, list[Mark]] = {}
        self._known = set(ground.here.by_key.values())
        self._rows: Counter[Mark] = Counter()
        if any(self._is_new(row) for row in ground.roster.people):
            self._gather()

    def find(self, row: PersonRow) -> UUID | None:
        """The one who fits; nobody where two do, or where two lines fit the same one."""
        for mark in self._marks(row):
            fitting = {person for person in self._here.get(mark, ()) if self._ground.reaches(person)}
            if len(fitting) == 1 and self._rows[mark] == 1:
                person = next(iter(fitting))
                self._ground.plan.matched.append(Matched(person, row.at, row.adult))
                return person
            if fitting:
                what = _("Line %(line)s fits by name, but not only one person: taken as somebody new.")
                self._ground.plan.notes.append(what % {"line": row.at.line})
                return None
        return None

    def _is_new(self, row: PersonRow) -> bool:
        return not row.gone and row.key not in self._ground.here.by_key and row.upn not in self._ground.here.by_upn

    def _gather(self) -> None:
        ground = self._ground
        for place in ground.roster.places:
            if place.class_name:
                self._more.setdefault(place.child, []).append(("class", place.school, place.class_name.casefold()))
        for role in ground.roster.roles:
            self._more.setdefault(role.adult, []).append(("school", role.school))
        for bond in ground.roster.guardians:
            child = _child_of(ground, bond.child, bond.child_upn)
            if child is not None:
                self._more.setdefault(bond.adult, []).append(("child", str(child)))
        for row in filter(self._is_new, ground.roster.people):
            self._rows.update(set(self._marks(row)))
        for person, mark in self._marks_here():
            self._here.setdefault(mark, set()).add(person)

    def _marks(self, row: PersonRow) -> Iterator[Mark]:
        name = _name(row.facts)
        if row.adult and row.facts.email:
            yield (*name, "email", row.facts.email.lower())
        for more in self._more.get(row.ref, ()):
            yield (*name, *more)

    def _marks_here(self) -> Iterator[tuple[UUID, Mark]]:
        """Only of those whom this system has no number for yet, nor a pupil number of their own."""
        here = self._ground.here
        taken = self._known | (
            set(here.by_upn.values()) if any(row.upn for row in self._ground.roster.people) else set()
        )
        for person, facts in here.people.items():
            name = _name(facts)
            if person in taken:
                continue
            for placed in here.on_roll(person):
                yield person, (*name, "class", placed.school, placed.class_name.casefold())
            if here.enrolments.get(person):
                continue
            if facts.email:
                yield person, (*name, "email", facts.email.lower())
            schools = {held.school for held in here.roles.get(person, ())} | {here.kept_by.get(person, "")}
            for school in filter(None, schools):
                yield person, (*name, "school", school)
        for adult, child in here.bonds:
            if adult not in taken:
                yield adult, (*_name(here.people[adult]), "child", str(child))


def _child_of(ground: Ground, key: str, upn: str) -> UUID | None:
    here = ground.here
    return here.child_by_key.get(key) or here.by_key.get(key) or here.by_upn.get(upn)


def _name(facts: Facts) -> Mark:
    return facts.given_name.casefold(), facts.family_name.casefold()
