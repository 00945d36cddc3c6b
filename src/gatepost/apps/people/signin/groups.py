"""Roles by the groups of the school's own accounts."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people.authority import may, require
from gatepost.apps.people.models import GroupRole, Person, RoleHeld, School, the_site
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.services import role_guards, roles
from gatepost.apps.people.signin.welcome import can_never_sign_in


@transaction.atomic
def map_group(*, by: Person, group: str, role: str, school: School | None) -> GroupRole:
    """Let a group mean a role. For one in the whole federation or with a second factor, only who could give it by hand."""
    leave = require(by, "group.map")
    if is_senior(role, school):
        leave = require(by, "role.give_senior")
    role_guards.givable(role)
    made, new = GroupRole.objects.get_or_create(
        group=group.strip(),
        role=role,
        school=school,
        defaults={"made_by": by, "may_be_senior": is_senior(role, school)},
    )
    if not new:
        raise ValidationError(_("This group means that role already."))
    ledger.record("group_mapped", by=by.pk, leave=leave, subject=subject("group_role", made.pk), says={"role": role})
    return made


@transaction.atomic
def unmap_group(*, by: Person, mapping: GroupRole) -> None:
    """Let a group mean a role no longer: whoever has it from there loses it now."""
    leave = require(by, "role.give_senior" if is_senior(mapping.role, mapping.school) else "group.map")
    about = subject("group_role", mapping.pk)
    mapping.delete()
    ledger.record("group_unmapped", by=by.pk, leave=leave, subject=about, says={"role": mapping.role})
    left = _held().filter(role=mapping.role, school=mapping.school).select_related("person")
    if not GroupRole.objects.filter(role=mapping.role, school=mapping.school).exists():
        for held in left:
            _end(held)


def is_senior(role: str, school: School | None) -> bool:
    """Whether giving it takes leave to give senior roles."""
    return roles.action_for(RoleHeld(role=role, school=school)) == "role.give_senior"


def can_map(by: Person, role: str, school: School | None) -> bool:
    """Whether this person may let a group mean this role."""
    return may(by, "group.map") and (not is_senior(role, school) or may(by, "role.give_senior"))


@transaction.atomic
def apply(person: Person, groups: frozenset[str]) -> None:
    """Give and end the person's roles from groups so that they match. What was given by hand or import is left alone."""
    if can_never_sign_in(person):
        return
    Person.objects.select_for_update().get(pk=person.pk)
    meant = {(one.role, one.school_id) for one in GroupRole.objects.filter(group__in=groups) if _counts(one, person)}
    has = {(one.role, one.school_id): one for one in _held().filter(person=person)}
    for key in has.keys() - meant:
        _end(has[key])
    for role, school in sorted(meant - has.keys(), key=str):
        _give(person, role, school)
    person.__dict__.pop("_standing", None)


def _counts(mapping: GroupRole, person: Person) -> bool:
    """Nobody gives themselves anything by a mapping of their own making, nor a senior role by one made with less leave."""
    if mapping.made_by_id == person.pk or mapping.role not in role_guards.givable_roles():
        return False
    return mapping.may_be_senior or not is_senior(mapping.role, mapping.school)


def _held() -> QuerySet[RoleHeld]:
    return RoleHeld.objects.filter(holds(timezone.localdate()), source=RoleHeld.Source.GROUP)


def _give(person: Person, role: str, school: int | None) -> None:
    """Unless they hold it already, given by hand or by a file."""
    today = timezone.localdate()
    if RoleHeld.objects.filter(holds(today), person=person, role=role, school=school, deputises=None).exists():
        return
    where = School.objects.filter(pk=school).first() if school else None
    if where is None or where.closed is None:
        roles.give(by=the_site(), person=person, role=role, starts=today, school=where, source=RoleHeld.Source.GROUP)


def _end(held: RoleHeld) -> None:
    """It counts no longer from this moment: a last day is held to its end, so the last day is yesterday."""
    today = timezone.localdate()
    if held.starts < today:
        roles.end(by=the_site(), role_held=held, on=today - timedelta(days=1))
    elif held.deputies.exists():
        roles.end(by=the_site(), role_held=held, on=today)
    else:
        roles.withdraw(by=the_site(), role_held=held)
