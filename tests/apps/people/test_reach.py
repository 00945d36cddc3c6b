"""`require`, `may` and `reach` never disagree, nor does the query that a list is filtered by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from gatepost.apps.people.authority import Refused, may, reach, require
from gatepost.apps.people.models import Person, RoleHeld
from gatepost.apps.people.models.person import SYSTEM_ID
from gatepost.apps.people.place import Place
from gatepost.apps.people.reach import Reach
from gatepost.apps.people.selectors.within import people_within
from gatepost.apps.people.standing import Held, Standing
from tests.cast import learn_to_live
from tests.site_cast import LONG_AGO, child, parent, person, school

SCHOOLS = (1, 2, 3)
PEOPLE = (SYSTEM_ID, *(UUID(int=number) for number in range(1, 5)))
ACTIONS = tuple(learn_to_live().action_by_id)
ROLES = (*learn_to_live().roles, "wizard")


@dataclass(frozen=True)
class Thing:
    """Something that belongs somewhere."""

    there: Place

    def place(self) -> Place:
        return self.there


held = st.builds(
    Held,
    role=st.sampled_from(ROLES),
    school=st.none() | st.sampled_from(SCHOOLS),
    since=st.just(date(2026, 9, 1)),
    recorded=st.just(date(2026, 9, 1)),
)
standings = st.builds(
    Standing,
    person=st.sampled_from(PEOPLE),
    on=st.just(timezone.localdate()),
    roles=st.lists(held, max_size=3).map(tuple),
    children=st.frozensets(st.sampled_from(PEOPLE[1:]), max_size=2),
    is_gone=st.sampled_from([False, False, False, True]),
)
places = st.builds(
    Place,
    schools=st.frozensets(st.sampled_from(SCHOOLS), max_size=2),
    people=st.frozensets(st.sampled_from(PEOPLE), max_size=2),
)


def somebody(stands: Standing) -> Person:
    """A person who stands like this, with no database behind them."""
    found = Person(pk=stands.person, given_name="Somebody")
    found.__dict__["_standing"] = stands
    return found


@given(standings, st.sampled_from(ACTIONS), places)
def test_leave_is_given_exactly_where_the_reach_goes(stands: Standing, action: str, place: Place) -> None:
    by, subject = somebody(stands), Thing(place)
    allowed = reach(by, action).covers(place)
    assert may(by, action, subject) == allowed
    if allowed:
        assert require(by, action, subject).action == action
        return
    with pytest.raises(Refused) as refused:
        require(by, action, subject)
    assert refused.value.hidden


@given(standings, st.sampled_from(ACTIONS))
def test_somebody_may_in_general_exactly_where_they_reach_anything(stands: Standing, action: str) -> None:
    by = somebody(stands)
    assert may(by, action) == bool(reach(by, action))


@given(standings, st.sampled_from([name for name in ACTIONS if learn_to_live().action_by_id[name].not_own]), places)
def test_nobody_does_to_themselves_what_is_not_for_oneself(stands: Standing, action: str, place: Place) -> None:
    own = Place(place.schools, place.people | {stands.person})
    assert not may(somebody(stands), action, Thing(own))


@given(standings, st.sampled_from(ACTIONS), places)
def test_one_role_more_never_takes_anything_away(stands: Standing, action: str, place: Place) -> None:
    fewer = Standing(stands.person, stands.on, stands.roles[:-1], stands.children, stands.is_gone)
    assert may(somebody(stands), action, Thing(place)) or not may(somebody(fewer), action, Thing(place))


@pytest.mark.django_db
def test_a_list_holds_exactly_those_whom_one_may_look_at_singly() -> None:
    everybody = list(cast())
    numbers = dict(zip(everybody, count(), strict=False))
    for by in everybody:
        for action in ("person.see", "role.give", "pupil.see", "authority.past"):
            far = reach(by, action)
            listed = {numbers[one] for one in Person.objects.filter(people_within(far))}
            assert listed == {numbers[one] for one in everybody if far.covers(one.place())}


@pytest.mark.django_db
def test_nobody_is_on_the_list_of_somebody_who_reaches_nothing() -> None:
    list(cast())
    assert not Person.objects.filter(people_within(Reach())).exists()


def cast() -> Iterator[Person]:
    """Some of everybody: of two schools and of none, grown up and not, gone and to come."""
    for name in ("Rowena Hill", "Imelda Pace", "Judith Penfold", "Anders Holm", "Alan Wren", "Patricia Savage"):
        yield person(name)
    for name in ("Grace Tolliver", "Björn Halvorsen", "Will Fairweather"):
        yield child(name)
    yield parent(child("Will Fairweather"))
    left = person("Marian Webb")
    left.roles.update(ends=timezone.localdate().replace(year=2025))
    yield left
    moved = person("Sandra Cope")
    RoleHeld.objects.create(person=moved, role="teacher", school=school("WEN"), starts=LONG_AGO)
    yield moved
