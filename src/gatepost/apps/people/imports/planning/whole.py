"""The whole plan, part after part."""

from __future__ import annotations

from uuid import UUID

from gatepost.apps.people.imports.here import Here
from gatepost.apps.people.imports.plan import Plan
from gatepost.apps.people.imports.planning.classes import Classes, plan_schools
from gatepost.apps.people.imports.planning.families import plan_consents, plan_families
from gatepost.apps.people.imports.planning.ground import Ground
from gatepost.apps.people.imports.planning.matching import match
from gatepost.apps.people.imports.planning.roles import plan_roles
from gatepost.apps.people.imports.planning.rolls import plan_rolls
from gatepost.apps.people.imports.roster import FEDERATION, Roster


def plan(roster: Roster, here: Here, *, seed: UUID) -> Plan:
    """What reading the roster in would change. `seed` makes the ids of new people: the same for the same upload."""
    found = Plan(roster.kind, roster.system, here.today, notes=list(roster.notes), problems=roster.problems)
    found.people = here.people
    found.rows = len(roster.people) or len(roster.places)
    if not here.everywhere:  # what is missing from a file says nothing of other people's schools
        roster.whole_roll &= here.reach
        roster.whole_staff &= here.reach
    ground = Ground(roster, here, found, seed)
    _keepers(ground)
    plan_schools(ground)
    match(ground)
    classes = Classes(ground)
    plan_rolls(ground, classes)
    plan_roles(ground, classes)
    plan_families(ground)
    plan_consents(ground)
    classes.plan()
    found.touched = _touched(ground)
    return found


def _keepers(ground: Ground) -> None:
    """The school that keeps an adult's entry: where they work, or where their child is."""
    for role in ground.roster.roles:
        if role.school not in (FEDERATION, ""):
            ground.kept_by.setdefault(role.adult, role.school)
    at = {place.child: place.school for place in ground.roster.places}
    here = ground.here
    for bond in ground.roster.guardians:
        child = here.child_by_key.get(bond.child) or here.by_key.get(bond.child) or here.by_upn.get(bond.child_upn)
        placed = here.on_roll(child) if child else []
        school = at.get(bond.child) or (placed[0].school if placed else "")
        if school:
            ground.kept_by.setdefault(bond.adult, school)


def _touched(ground: Ground) -> frozenset[str]:
    roster = ground.roster
    named = {place.school for place in roster.places} | {role.school for role in roster.roles}
    return frozenset((named | set(ground.kept_by.values()) | {row.school for row in roster.classes}) - {FEDERATION, ""})
