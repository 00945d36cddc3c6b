"""Who joins, moves class, leaves or comes back."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from gatepost.apps.people.imports.here import Placed
from gatepost.apps.people.imports.plan import Joined, Left, ManyLeavers, Moved
from gatepost.apps.people.imports.planning.classes import Classes
from gatepost.apps.people.imports.planning.ground import Ground
from gatepost.apps.people.imports.problems import At
from gatepost.apps.people.imports.roster import PlaceRow

LIKELY = 4  # of a school's roll, at most one in so many leaves at a time without a second look


def plan_rolls(ground: Ground, classes: Classes) -> None:
    """All changes of rolls."""
    _Rolls(ground, classes).plan()


class _Rolls:
    def __init__(self, ground: Ground, classes: Classes) -> None:
        self.ground, self.here, self.classes = ground, ground.here, classes
        self.placed: dict[tuple[UUID, str], int] = {}
        self.now_at: dict[UUID, str] = {}
        self.off: set[int] = set()

    def plan(self) -> None:
        for row in self.ground.roster.places:
            child = self.ground.person(row.child)
            if child is None:
                self.ground.wrong(row.at, "", _("nobody of this number is known"), _("send the pupils first"))
            elif self._within_reach(row, child) and self._once(row, child):
                self._place(row, child)
        for person in self.ground.roster.people:
            if person.gone and not person.adult and (child := self.ground.person(person.key)):
                for placed in self.here.on_roll(child):
                    if self.here.everywhere or placed.school in self.here.reach:
                        self._leave(child, placed, person.at)
        self._leave_who_is_missing()
        self._count_leavers()

    def _within_reach(self, row: PlaceRow, child: UUID) -> bool:
        if not self.ground.may_touch_school(row.at, row.school):
            return False
        return row.child in self.ground.who or self.ground.may_touch(row.at, child)

    def _once(self, row: PlaceRow, child: UUID) -> bool:
        first = self.placed.setdefault((child, row.school), row.at.line)
        return first == row.at.line

    def _place(self, row: PlaceRow, child: UUID) -> None:
        open_ones = [one for one in self.here.on_roll(child) if one.school == row.school]
        now = max(open_ones, key=lambda one: one.starts, default=None)
        over = row.out or (row.ends is not None and row.ends < self.here.today)
        if over and now is not None:
            self._leave(child, now, row.at, row.ends)
        elif over:
            self._was_here(row, child)
        elif now is None:
            self.now_at[child] = row.school
            self._join(row, child)
        else:
            self.now_at[child] = row.school
            self._move(row, child, now)

    def _join(self, row: PlaceRow, child: UUID) -> None:
        before = self.here.enrolments.get(child, ())
        last = max((one.ends for one in before if one.school == row.school and one.ends), default=None)
        starts = row.starts or self.here.today
        if last is not None and starts <= last:
            starts = self.here.today
        room = self.classes.name(row.school, row.class_name)
        year = row.year or self.classes.year(row.school, room)
        joined = Joined(child, row.at, row.school, room, year, starts, row.ends, again=bool(before))
        self.ground.plan.joined.append(joined)
        if row.ends is not None and row.ends < starts:
            self.ground.wrong(row.at, "", _("the child leaves before it joins"), _("look at both days"))

    def _was_here(self, row: PlaceRow, child: UUID) -> None:
        """An ex-pupil of whom the site knew nothing: protected all the same."""
        if row.ends is None or any(one.school == row.school for one in self.here.enrolments.get(child, ())):
            return
        room = self.classes.name(row.school, row.class_name)
        starts = min(row.starts or row.ends, row.ends)
        joined = Joined(child, row.at, row.school, room, row.year, starts, row.ends, again=False)
        self.ground.plan.joined.append(joined)

    def _move(self, row: PlaceRow, child: UUID, now: Placed) -> None:
        was_in = self.classes.called(now.school, now.class_name)
        room = self.classes.name(row.school, row.class_name) or was_in
        year, ends = row.year or now.year, row.ends or now.ends
        elsewhere = (room.casefold(), year) != (was_in.casefold(), now.year)
        if not elsewhere and ends == now.ends:
            return
        anew = elsewhere and now.starts < self.here.today
        was = now.class_name, now.year
        self.ground.plan.moved.append(Moved(child, row.at, now.pk, row.school, was, room, year, ends, anew))

    def _leave(self, child: UUID, placed: Placed, at: At, ends: date | None = None) -> None:
        if placed.pk in self.off:
            return
        self.off.add(placed.pk)
        last = max(placed.starts, ends or self.ground.yesterday)
        self.ground.plan.left.append(Left(child, at, placed.pk, placed.school, last, ""))

    def _leave_who_is_missing(self) -> None:
        """Of a school that is in the file in full, whoever of this system is not in it. Others are only counted."""
        whole = self.ground.roster.whole_roll
        numbered = any(person.key for person in self.ground.roster.people)
        known = set((self.here.by_key if numbered else self.here.by_upn).values())
        unknown: Counter[str] = Counter()
        for child in self.here.enrolments if whole else ():
            for placed in self.here.on_roll(child):
                if placed.school not in whole or (child, placed.school) in self.placed:
                    continue
                if child in known:
                    self._leave(child, placed, At("", 0))
                else:
                    unknown[placed.school] += 1
        for school, count in sorted(unknown.items()):
            what = _("%(count)s on the roll of %(school)s are not known to this system: they stay as they are.")
            self.ground.plan.notes.append(what % {"count": count, "school": school})

    def _count_leavers(self) -> None:
        plan = self.ground.plan
        plan.left[:] = [one._replace(to=self._gone_to(one)) for one in plan.left]
        leaving = Counter(one.school for one in plan.left if not one.to)
        if not leaving:
            return
        rolls = Counter(placed.school for child in self.here.enrolments for placed in self.here.on_roll(child))
        for school, count in sorted(leaving.items()):
            if count * LIKELY > rolls[school]:
                plan.many_leavers.append(ManyLeavers(school, count, rolls[school]))

    def _gone_to(self, left: Left) -> str:
        now = self.now_at.get(left.child, "")
        return now if now != left.school else ""
