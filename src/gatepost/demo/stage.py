"""Where the story is played: who is who in the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from gatepost.apps.people.models import ExternalId, Person, School, SchoolClass, the_site
from gatepost.demo.ids import Ids
from gatepost.demo.nouns import Grownup, People, Place
from gatepost.demo.terms import Story


@dataclass
class Stage:
    """The people of the tables, and which rows of the database they have become."""

    people: People
    story: Story
    ids: Ids
    rows: dict[str, UUID] = field(default_factory=dict)
    _actors: dict[str, Person] = field(default_factory=dict)
    _schools: dict[str, School] = field(default_factory=dict)
    _rooms: dict[tuple[str, str], SchoolClass] = field(default_factory=dict)

    def person(self, key: str) -> Person:
        """Somebody as the database has them now; without an id, the site itself."""
        return Person.objects.get(pk=self.rows[key]) if key else the_site()

    def actor(self, key: str) -> Person:
        """Somebody who does something; what they may do is looked up once, until somebody's roles change."""
        if key not in self._actors:
            self._actors[key] = self.person(key)
        return self._actors[key]

    def roles_changed(self) -> None:
        """What actors may do is to be looked up anew."""
        self._actors.clear()

    def grownup(self, key: str) -> Grownup:
        """An adult as the tables have them."""
        return self.people.grownups[key]

    def school(self, code: str) -> School | None:
        """A school by its code; none is the whole federation."""
        if code and code not in self._schools:
            self._schools[code] = School.objects.get(code=code)
        return self._schools[code] if code else None

    def known_school(self, code: str) -> School:
        """A school that must be there."""
        found = self.school(code)
        if found is None:
            raise LookupError("no school is named")
        return found

    def school_of(self, place: Place) -> School:
        """The school of a place on the roll."""
        return self.known_school(place.school)

    def room(self, school: str, name: str) -> SchoolClass | None:
        """A class by its school and name."""
        if name and (school, name) not in self._rooms:
            self._rooms[school, name] = SchoolClass.objects.get(school__code=school, name=name)
        return self._rooms[school, name] if name else None

    def find_those_read_in(self) -> None:
        """Learn who the people of a file have become: the file called each by their id of the tables."""
        keys = {*self.people.grownups, *(child.id for child in self.people.children)} - self.rows.keys()
        for value, person in ExternalId.objects.values_list("value", "person_id"):
            if value in keys:
                self.rows[value] = person
