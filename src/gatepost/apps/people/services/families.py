"""Who answers for a child. Only an adult with parental responsibility may consent to anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people import roll
from gatepost.apps.people.authority import Leave, require
from gatepost.apps.people.models import Guardianship, Person
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.models.person import SYSTEM_ID
from gatepost.apps.people.selectors.pupils import Family, last_enrolment
from gatepost.apps.people.services import people
from gatepost.apps.people.services.people import not_erased
from gatepost.apps.people.services.revising import keep, locked, only, revise, tidied

FIELDS = frozenset({"relation", "parental_responsibility", "contact_order"})


def add_guardian(
    *,
    by: Person,
    adult: Person,
    child: Person,
    relation: str,
    parental_responsibility: bool,
    starts: date,
    contact_order: int = 1,
) -> Guardianship:
    """An adult answers for a child from that day on. Nobody records their own family."""
    bond = Guardianship(
        adult=adult, child=child, parental_responsibility=parental_responsibility, starts=starts,
        contact_order=contact_order, **tidied(relation=relation),
    )  # fmt: skip
    with transaction.atomic():
        leave = require(by, "family.change", Family(child, adult))
        not_erased(locked(child))
        not_erased(locked(adult))
        _grown_up(adult)
        _is_a_pupil(child)
        keep(bond)
        _write_down("guardian_added", bond, by, leave)
    return bond


def add_new_guardian(
    *,
    by: Person,
    child: Person,
    entry: Mapping[str, str],
    relation: str,
    parental_responsibility: bool,
    starts: date,
) -> Guardianship:
    """Somebody new to the schools answers for a child: their entry and the bond, both or neither."""
    with transaction.atomic():
        last = last_enrolment(child)
        adult = people.add(by=by, kept_by=last.school if last else None, **entry)
        return add_guardian(
            by=by, adult=adult, child=child, relation=relation, parental_responsibility=parental_responsibility,
            starts=starts,
        )  # fmt: skip


def change(*, by: Person, guardianship: Guardianship, version: int, **fields: Any) -> Guardianship:
    """Change the relation, the responsibility or whom to ring first; ChangedMeanwhile if somebody else did."""
    only(FIELDS, fields)
    wanted = {**fields, **tidied(relation=fields["relation"])} if "relation" in fields else fields
    with transaction.atomic():
        leave = require(by, "family.change", Family(guardianship.child, guardianship.adult))
        changed, changes = revise(guardianship, version, wanted)
        if changes:
            _write_down("guardian_changed", changed, by, leave, ", ".join(sorted(changes)))
    return changed


def end(*, by: Person, guardianship: Guardianship, on: date, version: int | None = None) -> Guardianship:
    """The adult no longer answers for the child: `on` is the last day; yesterday ends it at once."""
    with transaction.atomic():
        leave = require(by, "family.change", Family(guardianship.child, guardianship.adult))
        if on < timezone.localdate() - timedelta(days=1) and by.pk != SYSTEM_ID:
            problem = _("The last day is yesterday or later: who answered for a child before stays as it was.")
            raise ValidationError({"on": problem})
        if on < guardianship.starts:
            raise ValidationError({"on": _("That is before it began.")})
        ended, changes = revise(guardianship, version or guardianship.version, {"ends": on})
        if changes:
            _write_down("guardian_ended", ended, by, leave)
    return ended


def _grown_up(adult: Person) -> None:
    if adult.enrolments.filter(holds(timezone.localdate())).exists():
        raise ValidationError({"adult": _("A pupil answers for nobody: choose an adult.")})


def _is_a_pupil(child: Person) -> None:
    if not child.enrolments.exists():
        raise ValidationError({"child": _("This person was never on a roll: choose a pupil.")})


def _write_down(event: str, bond: Guardianship, by: Person, leave: Leave, fields: str = "") -> None:
    roll.touch()
    ledger.record(
        event,
        by=by.pk,
        leave=leave,
        subject=subject("person", bond.child_id),
        says={
            "adult": str(bond.adult_id),
            "parental_responsibility": bond.parental_responsibility,
            "starts": bond.starts.isoformat(),
            "ends": bond.ends.isoformat() if bond.ends else "",
            "fields": fields,
        },
        personal={bond.child_id: {"relation": bond.relation}} if bond.relation else {},
    )
