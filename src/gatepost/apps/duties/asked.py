"""Who can be asked for a duty now: whoever holds its roles and is there, and their deputies while they are away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from gatepost.apps.duties.days import calendar_of
from gatepost.apps.people.models import Person
from gatepost.apps.people.selectors.duty import there_now
from gatepost.policy.deadlines import SchoolCalendar, due

# Whom an alarm reaches, whoever was asked before: several, so that one who is away does not silence it.
ALARM = ("executive_head", "head_of_school_slt", "dso", "clerk")
AGAIN = "1 working days"  # how long whoever is asked next has, where the policy states no time


@dataclass
class Asked:
    """Looks each role and each calendar of a school up once, however many duties are gone through."""

    _there: dict[tuple[tuple[str, ...], int | None], list[Person]] = field(default_factory=dict)
    _days: dict[int | None, SchoolCalendar] = field(default_factory=dict)

    def there(self, roles: tuple[str, ...], school: int | None, barred: Collection[UUID]) -> list[Person]:
        """Those with these roles who are there now, without those whom it is about."""
        key = (roles, school)
        if key not in self._there:
            self._there[key] = there_now(roles, None if school is None else (school,)) if roles else []
        return [one for one in self._there[key] if one.pk not in barred]

    def due(self, within: str, since: datetime, school: int | None) -> datetime | None:
        """When it is due on the calendar of its school."""
        if school not in self._days:
            self._days[school] = calendar_of(school)
        return due(within, since, self._days[school])
