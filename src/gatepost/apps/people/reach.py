"""How far somebody's leave for an action goes, as a value that a selector can filter by."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gatepost.apps.people.place import Place


@dataclass(frozen=True)
class Reach:
    """The whole federation, some schools, some people (oneself, one's children); never `but_not`."""

    everywhere: bool = False
    schools: frozenset[int] = frozenset()
    people: frozenset[UUID] = frozenset()
    but_not: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.schools or self.people)

    def __or__(self, other: Reach) -> Reach:
        return Reach(
            self.everywhere or other.everywhere,
            self.schools | other.schools,
            self.people | other.people,
            self.but_not | other.but_not,
        )

    def covers(self, place: Place) -> bool:
        """Whether what belongs to this place is within reach."""
        if self.but_not & place.people:
            return False
        return self.everywhere or bool(self.schools & place.schools or self.people & place.people)
