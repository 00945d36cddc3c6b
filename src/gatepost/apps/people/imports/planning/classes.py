"""Schools and classes: the new ones, and those that the file names anew."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gatepost.apps.people.imports.plan import ClassChange, NewClass, NewSchool
from gatepost.apps.people.imports.planning.ground import Ground
from gatepost.apps.people.imports.roster import FEDERATION


def plan_schools(ground: Ground) -> None:
    """New schools need somebody who looks after the whole federation."""
    unlinked = {school.code for school in ground.here.elsewhere.schools if not school.source_id}
    for row in ground.roster.schools:
        if not row.known:
            if not ground.here.everywhere:
                what = _("a school that is not here yet")
                ground.wrong(row.at, "name", what, _("ask somebody who looks after the whole federation"))
            ground.plan.schools.append(NewSchool(row.code, row.name, row.source_id))
        elif row.code in unlinked:
            ground.plan.linked.append((row.code, row.source_id))


class Classes:
    """The classes of the site and of the file: one name each, whatever case it is written in."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._here = dict(ground.here.rooms)
        self._by_source = {room.source_id: key for key, room in self._here.items() if room.source_id}
        self._new: dict[tuple[str, str], NewClass] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._renamed: dict[tuple[str, str], str] = {}
        self._years: dict[tuple[str, str], set[str]] = {}
        for row in ground.roster.classes:
            self._read(row.school, row.name, row.year, row.source_id)

    def name(self, school: str, name: str) -> str:
        """The class's name as this site has it or will have it."""
        if not name or school == FEDERATION:
            return ""
        key = school, name.casefold()
        if key not in self._names:
            self._read(school, name, "" if key in self._here else self._only_year(key), "")
        return self._names[key]

    def year(self, school: str, name: str) -> str:
        """The year of a class; "" for a mixed one."""
        key = school, name.casefold()
        room = self._here.get(key) or self._new.get(key)
        return room.year if room else ""

    def _only_year(self, key: tuple[str, str]) -> str:
        """The year of the children whom the file puts into a class; "" where they are of several."""
        if not self._years:
            for place in self._ground.roster.places:
                self._years.setdefault((place.school, place.class_name.casefold()), set()).add(place.year)
        years = self._years.get(key, set())
        return next(iter(years)) if len(years) == 1 else ""

    def called(self, school: str, name: str) -> str:
        """What a class that is here will be called."""
        return self._renamed.get((school, name.casefold()), name)

    def plan(self) -> None:
        self._ground.plan.classes.extend(self._new.values())

    def _read(self, school: str, name: str, year: str, source_id: str) -> None:
        key = school, name.casefold()
        old = self._by_source.get(source_id) if source_id else None
        if old is not None and old[0] == school and old != key and key not in self._here:
            self._here[key] = self._here.pop(old)
            self._renamed[old] = name
        room = self._here.get(key)
        if room is None:
            made = self._new.setdefault(key, NewClass(school, name, year, source_id))
            self._names[key] = made.name
            return
        if key in self._names:
            return
        renamed = name if old is not None and old != key else room.name
        wanted = ClassChange(room.pk, renamed, year or room.year, room.source_id or source_id)
        self._names[key] = renamed
        if wanted != ClassChange(room.pk, room.name, room.year, room.source_id) or room.closed:
            self._ground.plan.classes_changed.append(wanted)
