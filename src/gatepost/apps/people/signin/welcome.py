"""Who may have an account at all, and what is asked of them: rules as questions, in one place."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from gatepost.apps.people.models import Person, RoleHeld
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.models.person import SYSTEM_ID
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.standing import standing


def can_never_sign_in(person: Person) -> bool:
    """Pupils and ex-pupils, whoever was erased, and the site itself. Once on a roll, that entry never signs in."""
    return person.pk == SYSTEM_ID or person.erased_at is not None or person.enrolments.exists()


def is_welcome(person: Person) -> bool:
    """Whether they have something to do here today: a role, also one as a deputy in waiting, or a child."""
    if person.erased_at is not None:
        return False
    stands = standing(person)
    return (
        bool(stands.children) or bool({held.role for held in stands.roles} & _that_sign_in()) or _held(person).exists()
    )


def needs_second_factor(person: Person) -> bool:
    """Whether a role that counts today asks for one. Costs no query beyond the person's standing."""
    return any(held.role in senior_roles() for held in standing(person).roles)


def is_senior(person: Person) -> bool:
    """Whether they hold a role that asks for a second factor, also one that waits for an absence or for its first day.

    Whoever could decide today where they sign in could be them tomorrow.
    """
    return needs_second_factor(person) or roles_to_guard(person).filter(role__in=senior_roles()).exists()


def roles_to_guard(person: Person) -> QuerySet[RoleHeld]:
    """The roles, held now or to come, that their account opens to whoever gets into it."""
    bound = [role.id for role in in_force().roles.values() if role.bound]
    return RoleHeld.objects.filter(person=person, role__in=bound).exclude(ends__lt=timezone.localdate())


def may_use_links(person: Person) -> bool:
    """Parents and carers sign in by a link in an e-mail; whoever holds a role with a second factor never does."""
    is_parent = bool(standing(person).children) or _held(person).filter(role="parent").exists()
    return is_parent and not is_senior(person)


def must_use_company(person: Person) -> bool:
    """Whoever holds a role from a group signs in with the school's account alone, so that it ends when that ends."""
    return _held(person).filter(source=RoleHeld.Source.GROUP).exists()


def senior_roles() -> frozenset[str]:
    """The roles that ask for a second factor."""
    return frozenset(role.id for role in in_force().roles.values() if role.second_factor)


def _that_sign_in() -> frozenset[str]:
    return frozenset(role.id for role in in_force().roles.values() if not role.child)


def _held(person: Person) -> QuerySet[RoleHeld]:
    return RoleHeld.objects.filter(holds(timezone.localdate()), person=person, role__in=_that_sign_in())
