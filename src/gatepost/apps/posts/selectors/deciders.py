"""Who may answer what is asked for a post, today."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from gatepost.apps.ledger.still import still
from gatepost.apps.people.authority import action_named, lets
from gatepost.apps.people.models import Absence, Person, RoleHeld, School
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.standing import standing
from gatepost.apps.posts import asks
from gatepost.apps.posts.asks import Asked, Way
from gatepost.apps.posts.models import AskedRole

_EVERY = Q(pk__isnull=False)  # an empty Q would vanish beside an `or`


@dataclass(frozen=True)
class Seat:
    """One thing that is asked, in words, and who may answer it."""

    asked: Asked
    title: str | Promise
    roles: tuple[str, ...]  # their titles
    people: tuple[Person, ...]


@dataclass(frozen=True)
class Sending:
    """Where a post would go: what is asked of whom, and who sees it besides when nobody answers."""

    way: Way
    seats: tuple[Seat, ...] = ()
    besides: tuple[Person, ...] = ()


def sending(way: Way, school: School | None, author: UUID) -> Sending:
    """Who would see a post of this author for this school."""
    policy, next_ones = in_force(), asks.next_to_be_asked(in_force())
    rows = held({*way.roles, *next_ones}, school, author)
    seats = tuple(
        Seat(
            one,
            asks.title(one.grant, policy),
            tuple(policy.roles[role].title for role in one.roles if role in policy.roles),
            tuple(dict.fromkeys(person for role, person in rows if role in one.roles)),
        )
        for one in way.asks
    )
    seen = {one for seat in seats for one in seat.people}
    then = tuple(dict.fromkeys(person for role, person in rows if role in next_ones and person not in seen))
    return Sending(way, seats, then)


def holders(roles: Collection[str], school: School | None, but_not: UUID) -> list[Person]:
    """Whoever holds one of these roles for this school today, deputies whose role counts among them; never `but_not`."""
    return list(dict.fromkeys(person for _, person in held(roles, school, but_not)))


def held(roles: Collection[str], school: School | None, but_not: UUID) -> list[tuple[str, Person]]:
    """The same, each with the role that they hold; a deputy comes after those who hold a role themselves."""
    key = ("holders", tuple(sorted(roles)), school and school.pk, timezone.localdate())
    return [(role, one) for role, one in still(key, lambda: _held(roles, school)) if one.pk != but_not]


def still_holds(person: Person, role: str, school: int | None) -> bool:
    """Whether somebody holds this role for this school today, in one query."""
    today = holds(timezone.localdate())
    rows = _with_deputies(RoleHeld.objects.filter(today, _for(school), role=role, person=person))
    return person.erased_at is None and any(_counts(row) for row in rows)


def roles_for(by: Person, school: int | None) -> set[str]:
    """The roles in which somebody may decide on a post for this school; None is the whole federation."""
    action = action_named(asks.DECIDES)
    return {held.role for held in standing(by).roles if held.school in (None, school) and lets(held, action)}


def asked_of(by: Person) -> Q:
    """Posts of which something is, or was, asked of somebody in a role that they hold; `place` and authorship aside."""
    action, next_ones = action_named(asks.DECIDES), frozenset(asks.next_to_be_asked(in_force()))
    found = Q(pk__in=())
    for held in standing(by).roles:
        if lets(held, action):
            here = _EVERY if held.school is None else Q(school=held.school)
            asked = _EVERY if held.role in next_ones else Q(pk__in=_asked_roles([held.role]))
            found |= here & asked
    return found


def _asked_roles(roles: Iterable[str]) -> QuerySet[AskedRole, Any]:
    return AskedRole.objects.filter(role__in=roles).values("ask__post")


def _held(roles: Collection[str], school: School | None) -> list[tuple[str, Person]]:
    today = holds(timezone.localdate())
    rows = RoleHeld.objects.filter(today, _for(school.pk if school else None), role__in=roles, person__erased_at=None)
    found = _with_deputies(rows.select_related("person")).order_by("person__family_name", "person__given_name", "id")
    return [
        (row.role, row.person) for row in sorted(found, key=lambda row: row.deputises_id is not None) if _counts(row)
    ]


def _for(school: int | None) -> Q:
    return Q(school=None) | Q(school=school) if school else Q(school=None)


def _with_deputies(rows: QuerySet[RoleHeld]) -> QuerySet[RoleHeld]:
    away = Absence.objects.filter(holds(timezone.localdate()), person=OuterRef("deputises__person"))
    return rows.select_related("deputises").annotate(principal_away=Exists(away))


def _counts(held: RoleHeld) -> bool:
    """A deputy's role counts as authority counts it: for as long as the other holds theirs, and is away if it says so."""
    principal = held.deputises
    if principal is None:
        return True
    same = principal.role == held.role and principal.school_id in (None, held.school_id)
    lasting = same and principal.deputises_id is None and principal.holds(timezone.localdate())
    return lasting and (held.counts == RoleHeld.When.ALWAYS or held.principal_away)  # type: ignore[attr-defined]
