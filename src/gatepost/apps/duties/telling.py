"""What somebody can tell of, and who would be told: so that the one whom it is about can be passed over."""

from __future__ import annotations

from collections.abc import Iterable

from gatepost.apps.duties.asked import ALARM
from gatepost.apps.people.authority import action_named, lets
from gatepost.apps.people.models import Person, School
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.selectors.duty import there_now
from gatepost.apps.people.standing import standing
from gatepost.policy.clause import Happening


def may_tell(by: Person) -> list[Happening]:
    """What somebody in their roles can tell of, in the policy's order."""
    policy, action = in_force(), action_named("duty.tell")
    groups = frozenset().union(*(policy.groups_of(held.role) for held in standing(by).roles if lets(held, action)))
    return [one for one in policy.happenings if groups & frozenset(one.told_by)]


def who_would_be_told(event: Happening, schools: Iterable[School]) -> list[Person]:
    """Whoever could be asked because of it, sooner or later, at these schools."""
    policy = in_force()
    duties = [duty for duty in policy.duties if event.id in duty.raised_by]
    names = {name for duty in duties for name in (*duty.owes, *duty.then)}
    return there_now({*policy.roles_named(names), *ALARM}, [school.pk for school in schools])
