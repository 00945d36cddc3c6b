"""What must be true before a role is given or ended, each with a sentence that says what to do."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Person, RoleHeld
from gatepost.apps.people.models.person import SYSTEM_ID
from gatepost.apps.people.policy import in_force
from gatepost.policy.reading import nearest

Problems = dict[str, Promise]


def givable_roles() -> list[str]:
    """The roles that are held from a day on: those whom the policy binds. Families and pupils are known otherwise."""
    return [role.id for role in in_force().roles.values() if role.bound]


def givable(role: str) -> None:
    """Only a role of the policy, and none that a family or the roll tells of."""
    if role not in in_force().roles:
        hint = nearest(role, givable_roles())
        raise ValidationError(
            {"role": _("The policy knows no role “%(role)s”: %(hint)s") % {"role": role, "hint": hint}}
        )
    if role not in givable_roles():
        problem = _("Nobody is given this role: pupils stand on the roll, and parents at their child's entry.")
        raise ValidationError({"role": problem})


def fits(held: RoleHeld) -> None:
    """School, class and principal belong together and are open."""
    problems = {**_where(held), **_for_whom(held)}
    if problems:
        raise ValidationError(problems)


def not_in_the_past(starts: date, by: Person) -> None:
    """A role is leave to act here, so by hand it begins today at the earliest. A file may bring older facts along."""
    if starts < timezone.localdate() and by.pk != SYSTEM_ID:
        raise ValidationError(
            {"starts": _("A role begins today or later: what was held before today stays as it was.")}
        )


def held_once(held: RoleHeld) -> None:
    """The same role in the same place never twice at a time."""
    until = Q() if held.ends is None else Q(starts__lte=held.ends)
    same = RoleHeld.objects.filter(
        until, Q(ends__isnull=True) | Q(ends__gte=held.starts), person=held.person, role=held.role,
        school=held.school, school_class=held.school_class, deputises=held.deputises,
    )  # fmt: skip
    if same.exists():
        raise ValidationError({"starts": _("They hold this role already on some of these days: end it first.")})


def endable(held: RoleHeld, on: date | None, by: Person) -> None:
    """The past stays; a role from a group ends with the group; somebody is left who can give senior roles."""
    if held.source == RoleHeld.Source.GROUP and by.pk != SYSTEM_ID:
        raise ValidationError(_("This role comes from a group at sign-in: take the person out of that group."))
    if on is not None:
        _last_day(held, on, by)
    if by.pk != SYSTEM_ID and _only_giver(held, on or timezone.localdate()):
        problem = _("Nobody would be left who can give senior roles: give this role to somebody else first.")
        raise ValidationError({"on": problem})


def _last_day(held: RoleHeld, on: date, by: Person) -> None:
    if on < held.starts:
        raise ValidationError({"on": _("The role begins after that day: take it back instead of ending it.")})
    over = held.ends is not None and held.ends < timezone.localdate()
    if by.pk != SYSTEM_ID and (over or on < timezone.localdate() - timedelta(days=1)):
        raise ValidationError({"on": _("The last day is yesterday or later: what was held before stays as it was.")})


def _only_giver(held: RoleHeld, on: date) -> bool:
    givers = in_force().action_by_id["role.give_senior"].allowed
    if held.school_id is not None or held.deputises_id is not None or held.role not in givers:
        return False
    others = RoleHeld.objects.filter(role__in=givers, school=None, deputises=None, starts__lte=on).exclude(pk=held.pk)
    return not others.filter(Q(ends__isnull=True) | Q(ends__gt=on)).exists()


def _where(held: RoleHeld) -> Problems:
    school, room = held.school, held.school_class
    if school and school.closed and school.closed <= held.starts:
        return {"school": _("This school is closed by then.")}
    if room is None:
        return {}
    if room.school_id != held.school_id:
        return {"school_class": _("This class is in another school.")}
    if room.closed and room.closed <= held.starts:
        return {"school_class": _("This class is closed by then.")}
    return {}


def _for_whom(held: RoleHeld) -> Problems:
    principal = held.deputises
    if principal is None:
        return {}
    if principal.deputises_id is not None:
        return {"deputises": _("That is a deputy: name somebody for the holder of the role itself.")}
    if principal.person_id == held.person_id:
        return {"deputises": _("Nobody is their own deputy.")}
    if (principal.role, principal.school_id) != (held.role, held.school_id):
        return {"deputises": _("A deputy has the same role in the same place.")}
    if principal.ends is not None and principal.ends < held.starts:
        return {"deputises": _("That role is over by then.")}
    return {}
