"""What every part of the planning works on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from gatepost.apps.people.imports.here import Here
from gatepost.apps.people.imports.plan import Plan
from gatepost.apps.people.imports.problems import At
from gatepost.apps.people.imports.roster import FEDERATION, Facts, Roster


@dataclass
class Ground:
    """The roster, the site, the plan as it grows, and who is who."""

    roster: Roster
    here: Here
    plan: Plan
    seed: UUID
    who: dict[str, UUID] = field(default_factory=dict)  # by the file's name for them
    new: dict[UUID, Facts] = field(default_factory=dict)
    kept_by: dict[str, str] = field(default_factory=dict)  # adults of the file: the school that will keep their entry

    def __post_init__(self) -> None:
        self.yesterday = self.here.today - timedelta(days=1)
        self._federal = {
            person for person, held in self.here.roles.items() if any(role.school == FEDERATION for role in held)
        }
        self._children: dict[UUID, list[UUID]] = {}
        if not self.here.everywhere:
            for adult, child in self.here.bonds:
                self._children.setdefault(adult, []).append(child)

    def wrong(self, at: At, column: str, what: str, hint: str) -> None:
        self.plan.problems.add(at, column, what, hint)

    def person(self, ref: str) -> UUID | None:
        """Whoever the file means: somebody in it, or (in a file of changes) somebody whom an earlier one brought."""
        return self.who.get(ref) or self.here.by_key.get(ref)

    def may_touch_school(self, at: At, school: str) -> bool:
        """Whether the school is one whose people this reader may change; if not, that is a mistake of the file."""
        if self.here.everywhere or school in self.here.reach:
            return True
        what = _("this school is not one of yours")
        self.wrong(at, "school", what, _("ask somebody who looks after the whole federation to read the file in"))
        return False

    def may_touch(self, at: At, person: UUID) -> bool:
        """Whether somebody who is here already is within reach; else that is a mistake of the file."""
        if person in self.new or self.reaches(person):
            return True
        what = _("this is somebody of another school")
        self.wrong(at, "", what, _("ask somebody who looks after the whole federation to read the file in"))
        return False

    def reaches(self, person: UUID) -> bool:
        """Whether somebody who is here already belongs to a school within reach, or to none at present."""
        if self.here.everywhere:
            return True
        schools = self._schools_of(person)
        return person not in self._federal and (not schools or bool(schools & self.here.reach))

    def _schools_of(self, person: UUID) -> frozenset[str]:
        found = {placed.school for placed in self.here.on_roll(person)}
        found.update(held.school for held in self.here.roles.get(person, ()))
        for child in self._children.get(person, ()):
            found.update(placed.school for placed in self.here.on_roll(child))
        kept_by = self.here.kept_by.get(person)
        return frozenset(found | ({kept_by} if kept_by else set()))
