"""What a person could do on a day, role by role: for whoever must tell, long after, on what grounds something was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gatepost.apps.people.authority import lets
from gatepost.apps.people.models import School
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.standing import Held, Standing
from gatepost.policy.clause import Action


@dataclass(frozen=True)
class Could:
    """A role held on that day: where (nothing for the whole federation), since when, and all that it let them do."""

    title: str
    held: Held
    school: str
    actions: tuple[Action, ...]

    @property
    def recorded_later(self) -> bool:
        """Whether the site came to know of it after its first day, so that it did not count from that day."""
        return self.held.recorded > self.held.since


def could(stands: Standing) -> tuple[Could, ...]:
    """Every role that counted on the day of the standing."""
    policy = in_force()
    schools = School.objects.in_bulk({held.school for held in stands.roles if held.school})
    return tuple(
        Could(
            policy.roles[held.role].title if held.role in policy.roles else held.role,
            held,
            schools[held.school].name if held.school else "",
            tuple(action for action in policy.actions if lets(held, action)),
        )
        for held in stands.roles
    )


def by_itself(stands: Standing) -> Iterator[Action]:
    """What they could do without any role: as one who signs in, for themselves, for their children."""
    if stands.is_gone:
        return
    relations = {"signed_in", "self", "public", *(("guardian",) if stands.children else ())}
    yield from (action for action in in_force().actions if relations.intersection(action.allowed))
