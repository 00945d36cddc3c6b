"""users.csv and, since 1.2, roles.csv: pupils, staff and families, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from gatepost.apps.people.imports.oneroster.cells import is_gone, many, one_year, upn_in
from gatepost.apps.people.imports.oneroster.orgs import Orgs
from gatepost.apps.people.imports.problems import At
from gatepost.apps.people.imports.roster import Elsewhere, Facts, GuardianRow, PersonRow, PlaceRow, RoleRow, Roster
from gatepost.apps.people.imports.tables import Line
from gatepost.apps.people.imports.words import yes_or_no

_FAMILY = {"parent": "parent", "guardian": "guardian", "relative": "relative"}
# What the policy has no safe equal for ("administrator" may be a head or a clerk in the office) is given by hand.
_ROLES = {"teacher": "teacher", "aide": "teaching_assistant"}
_BY_HAND = {"administrator", "counselor", "districtadministrator", "principal", "proctor", "siteadministrator", "systemadministrator"}  # fmt: skip


@dataclass(slots=True)
class _User:
    at: At
    roles: dict[tuple[str, str], None] = field(default_factory=dict)  # OneRoster's role, school
    rooms: dict[str, dict[str, bool]] = field(default_factory=dict)  # school -> its classes, and whether a homeroom
    starts: dict[str, date] = field(default_factory=dict)
    out_of: list[tuple[str, str]] = field(default_factory=list)  # roles that end, as above
    person: PersonRow | None = None
    year: str = ""
    agents: tuple[str, ...] = ()
    enabled: bool = True
    schools: tuple[str, ...] = ()

    def is_child(self) -> bool:
        return any(role == "student" for role, _school in self.roles)


class Users:
    """Everybody whom the file names, gathered over its tables."""

    def __init__(self, roster: Roster, elsewhere: Elsewhere, orgs: Orgs, *, bulk: bool) -> None:
        self._roster, self._elsewhere, self._orgs, self._bulk = roster, elsewhere, orgs, bulk
        self._by_key: dict[str, _User] = {}
        self._agents: list[tuple[Line, str, str]] = []

    def read(self, lines: Iterable[Line], *, split: bool) -> None:
        """users.csv; in version 1.2 (`split`) the roles stand in a file of their own."""
        for line in lines:
            key = line.text("sourcedid")
            user = _User(line.at, year=one_year(line), agents=tuple(many(line, "agentsourcedids")))
            self._by_key[key] = user
            enabled = yes_or_no(line.text("enableduser") or "true")
            if enabled is None:
                line.wrong("enabledUser", _("neither true nor false"), _("write one of them"))
            user.enabled = enabled is not False
            user.person = PersonRow(line.at, key, adult=True, facts=_facts(line), upn=upn_in(line), gone=is_gone(line))
            self._agents.extend((line, key, agent) for agent in user.agents)
            if not split:
                self._read_role(line, user)

    def _read_role(self, line: Line, user: _User) -> None:
        role = _role(line)
        schools = self._orgs.codes(line, "orgSourcedIds", many(line, "orgsourcedids"))
        user.roles.update(dict.fromkeys((role, school) for school in schools or [""]))

    def read_roles(self, lines: Iterable[Line], today: date) -> None:
        """roles.csv: one line a role and organisation, from a day to a day."""
        for line in lines:
            role, key = _role(line), self.known(line, "usersourcedid")
            schools = self._orgs.codes(line, "orgSourcedId", [line.need("orgsourcedid")])
            ends = line.day("enddate")
            if not key:
                continue
            user = self._by_key.setdefault(key, _User(line.at))
            if not (is_gone(line) or (ends and ends < today)):
                user.roles.update(dict.fromkeys((role, school) for school in schools or [""]))
            else:
                user.out_of.extend((role, school) for school in schools)

    def known(self, line: Line, column: str) -> str:
        """The key of a user in a cell; "" and a mistake where nobody is called so."""
        key = line.need(column)
        if not key or key in self._by_key or (not self._bulk and key in self._elsewhere.users):
            return key
        line.wrong(column, _("no such user in users.csv"), _("export the users too"))
        return ""

    def enrolled(self, line: Line, key: str, school: str, room: str, *, homeroom: bool) -> None:
        """A line of enrollments.csv; only its room and school matter, what somebody is stands with the user."""
        role = _role(line)
        user = self._by_key.setdefault(key, _User(line.at))
        if not user.roles or (role == "student" and user.is_child()):
            user.roles[role, school] = None
        user.rooms.setdefault(school, {})[room] = homeroom
        begins = line.day("begindate")
        if begins:
            user.starts[school] = min(begins, user.starts.get(school, begins))

    def finish(self) -> None:
        """Everybody's rows, now that all tables are read."""
        for key, user in self._by_key.items():
            child = self._is_child(key)
            if user.person is not None:
                if not user.roles and not user.out_of and key not in self._elsewhere.users:
                    self._roster.problems.add(user.at, "role", _("nothing tells what this user is"), _("export the roles too"))  # fmt: skip
                self._roster.people.append(user.person._replace(adult=not child))
                if user.person.gone:
                    continue
            (self._place if child else self._employ)(key, user)
        for line, key, agent in self._agents:
            self._relate(line, key, agent)

    def _is_child(self, key: str) -> bool:
        user = self._by_key.get(key)
        if user is not None and (user.roles or user.out_of):
            return user.is_child() or any(role == "student" for role, _school in user.out_of)
        return not self._elsewhere.users.get(key, True)

    def _place(self, key: str, user: _User) -> None:
        places = self._roster.places
        places.extend(PlaceRow(user.at, key, school, out=True) for role, school in user.out_of if role == "student")
        schools = dict.fromkeys(school for role, school in user.roles if role == "student" and school)
        if not schools and not user.out_of and user.person and key not in self._elsewhere.users:
            self._roster.problems.add(user.at, "orgSourcedIds", _("a pupil without a school"), _("name the school"))
        for school in schools:
            rooms = self._rooms(user, school)
            places.append(PlaceRow(user.at, key, school, rooms[0] if rooms else "", user.year, user.starts.get(school)))

    def _rooms(self, user: _User, school: str) -> list[str]:
        """Somebody's homerooms; without any the only class they have, if all of them can be seen."""
        rooms = user.rooms.get(school, {})
        homerooms = [room for room, is_home in rooms.items() if is_home]
        return homerooms or (list(rooms) if len(rooms) == 1 and self._bulk else [])

    def _employ(self, key: str, user: _User) -> None:
        if not user.enabled:
            self._roster.without_roles.add(key)
            return
        for role, school in user.out_of:
            self._roster.roles.append(RoleRow(user.at, key, _ROLES.get(role, ""), school, out=True))
        for role, school in user.roles:
            if role in _FAMILY:
                continue
            rooms = self._rooms(user, school)
            room = rooms[0] if len(rooms) == 1 else ""
            self._roster.roles.append(RoleRow(user.at, key, _ROLES.get(role, ""), school, room, role if role in _BY_HAND else ""))  # fmt: skip

    def _relate(self, line: Line, key: str, agent: str) -> None:
        """An adult to a child, whichever of the two names the other; siblings and couples are nobody's guardians."""
        if agent not in self._by_key and (self._bulk or agent not in self._elsewhere.users):
            line.wrong("agentSourcedIds", _("no such user in users.csv"), _("export parents and carers too"))
            return
        if self._is_child(key) == self._is_child(agent) or self._gone(key) or self._gone(agent):
            return
        child, adult = (key, agent) if self._is_child(key) else (agent, key)
        user = self._by_key.get(adult)
        relation = next((_FAMILY[role] for role, _school in (user.roles if user else ()) if role in _FAMILY), "")
        self._roster.guardians.append(GuardianRow(line.at, adult, child, relation))

    def _gone(self, key: str) -> bool:
        user = self._by_key.get(key)
        return user is not None and user.person is not None and user.person.gone


def _role(line: Line) -> str:
    role = line.need("role").lower()
    if role and role not in {"student", *_FAMILY, *_ROLES, *_BY_HAND}:
        line.wrong("role", _("no role of the standard"), _("student, teacher, aide, administrator, parent, guardian …"))
    return role


def _facts(line: Line) -> Facts:
    given = line.need("givenname", 100)
    family = line.need("familyname", 100)
    preferred = line.text("preferredgivenname", 100)
    return Facts(
        given_name=given,
        family_name=family,
        known_as=preferred if preferred != given else "",
        email=line.email("email"),
        telephone=line.text("phone", 40) or line.text("sms", 40),
    )
