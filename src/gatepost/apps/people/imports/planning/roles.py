"""Roles that a file may give, and the end of those that an earlier file of the same system gave."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from gatepost.apps.people.imports.here import Held
from gatepost.apps.people.imports.plan import ByHand, Ended, Given
from gatepost.apps.people.imports.planning.classes import Classes
from gatepost.apps.people.imports.planning.ground import Ground
from gatepost.apps.people.imports.roster import FEDERATION, RoleRow


def plan_roles(ground: Ground, classes: Classes) -> None:
    """All changes of roles. What somebody gave by hand, or a sign-in by its groups, is nobody's here to take."""
    _Roles(ground, classes).plan()


class _Roles:
    def __init__(self, ground: Ground, classes: Classes) -> None:
        self.ground, self.here, self.classes = ground, ground.here, classes
        self.wanted: set[tuple[UUID, str, str]] = set()
        self.over: set[int] = set()
        self.asked: set[tuple[UUID, str, str]] = set()

    def plan(self) -> None:
        for row in self.ground.roster.roles:
            person = self.ground.person(row.adult)
            if person is None:
                self.ground.wrong(row.at, "", _("nobody of this number is known"), _("send the people first"))
            elif self._within_reach(row, person):
                self._read(row, person)
        gone = [person.key for person in self.ground.roster.people if person.gone and person.adult]
        for key in (*gone, *self.ground.roster.without_roles):
            person = self.ground.person(key)
            if person is not None:
                self._end_all(person, self.here.roles.get(person, ()))
        if self.ground.roster.whole_staff:
            for person, held in self.here.roles.items():
                self._end_all(person, (one for one in held if one.school in self.ground.roster.whole_staff))

    def _within_reach(self, row: RoleRow, person: UUID) -> bool:
        """Somebody whom the file only names, and says nothing else of, must be within reach as well."""
        if row.school not in (FEDERATION, "") and not self.ground.may_touch_school(row.at, row.school):
            return False
        return row.adult in self.ground.who or self.ground.may_touch(row.at, person)

    def _read(self, row: RoleRow, person: UUID) -> None:
        held = [one for one in self.here.roles.get(person, ()) if one.school == row.school]
        if row.out:
            self._end_all(person, (one for one in held if one.role == row.role))
            return
        if not row.role and not row.title:
            return  # the line says where somebody belongs, and nothing of what they do
        self.wanted.add((person, row.role, row.school))
        same = [one for one in held if one.role == row.role]
        if same or (held and not row.role):
            self._compare(row, person, same)
        elif self._is_for_hands(row, person):
            if (person, row.role, row.school) not in self.asked:
                self.asked.add((person, row.role, row.school))
                self.ground.plan.by_hand.append(ByHand(person, row.at, row.role, row.school, row.title))
        else:
            self._give(row, person)

    def _is_for_hands(self, row: RoleRow, person: UUID) -> bool:
        """Senior roles, those over the whole federation, those that could read files in, and one's own."""
        return row.role not in self.here.importable or row.school in (FEDERATION, "") or person == self.here.by

    def _give(self, row: RoleRow, person: UUID) -> None:
        if (person, row.role, row.school) in self.asked:
            return
        self.asked.add((person, row.role, row.school))
        room = self.classes.name(row.school, row.class_name)
        starts = max(row.starts or self.here.today, self.here.today)  # a file gives no leave to act in the past
        self.ground.plan.given.append(Given(person, row.at, row.role, row.school, room, row.title, starts, row.ends))

    def _compare(self, row: RoleRow, person: UUID, same: list[Held]) -> None:
        """A role of ours whose class or last day has changed ends, and is given anew."""
        ours = [one for one in same if one.system == self.ground.roster.system]
        for one in ours[:1]:
            was_in = self.classes.called(one.school, one.class_name)
            room = self.classes.name(row.school, row.class_name) or was_in
            title, ends = row.title or one.title, row.ends or one.ends
            changed = (room.casefold(), title, ends) != (was_in.casefold(), one.title, one.ends)
            if changed and person != self.here.by:
                self._end(person, one)
                starts = max(one.starts, self.here.today)
                self.ground.plan.given.append(Given(person, row.at, row.role, row.school, room, title, starts, ends))

    def _end_all(self, person: UUID, held: Iterable[Held]) -> None:
        for one in held:
            wanted = (person, one.role, one.school) in self.wanted
            reached = self.here.everywhere or one.school in self.here.reach
            if one.system == self.ground.roster.system and not wanted and reached:
                self._end(person, one)

    def _end(self, person: UUID, one: Held) -> None:
        if one.pk not in self.over:
            self.over.add(one.pk)
            last = None if one.starts >= self.here.today else self.ground.yesterday
            self.ground.plan.ended.append(Ended(person, one.pk, one.role, one.school, last))
