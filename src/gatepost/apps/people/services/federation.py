"""The federation, its schools and their classes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people import roll
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Enrolment, Federation, Person, RoleHeld, School, SchoolClass
from gatepost.apps.people.services.revising import keep, locked, only, revise, tidied

SCHOOL_FIELDS = frozenset({"name", "short_name", "source_id"})


def set_up(  # noqa: PLR0913 (the facts that the checker knows)
    *,
    by: Person,
    name: str,
    brand_names: Sequence[str] = (),
    web_domains: Sequence[str] = (),
    email_domains: Sequence[str] = (),
    acceptable_use_policy: str = "",
    telephones: Sequence[str] = (),
    suitable_hosts: Sequence[str] = (),
    handles: Sequence[str] = (),
) -> Federation:
    """Make the federation's one row, which every page and the checker read."""
    with transaction.atomic():
        leave = require(by, "federation.change", Federation())
        if Federation.objects.exists():
            raise ValidationError(_("The federation is set up already: change it on its page."))
        made = Federation(
            pk=1, acceptable_use_policy=acceptable_use_policy, brand_names=list(brand_names),
            web_domains=list(web_domains), email_domains=list(email_domains), telephones=list(telephones),
            suitable_hosts=list(suitable_hosts), handles=list(handles), **tidied(name=name),
        )  # fmt: skip
        keep(made)
        ledger.record("federation_set_up", by=by.pk, leave=leave, subject=subject("federation", 1), says={"name": name})
    return made


def add_school(*, by: Person, code: str, name: str, short_name: str = "", source_id: str = "") -> School:
    """A school joins the federation; its code is what the roll calls it, in capitals as a rule."""
    with transaction.atomic():
        leave = require(by, "federation.change", Federation())
        told = tidied(code=code, name=name, short_name=short_name, source_id=source_id)
        school = keep(School(**told))
        roll.touch()
        key = subject("school", school.pk)
        ledger.record("school_added", by=by.pk, leave=leave, subject=key, says={"code": school.code})
    return school


def change_school(*, by: Person, school: School, version: int, **fields: str) -> School:
    """Change what a school is called; ChangedMeanwhile if somebody else did since `version`."""
    only(SCHOOL_FIELDS, fields)
    with transaction.atomic():
        leave = require(by, "school.change", school)
        changed, changes = revise(school, version, tidied(**fields))
        if changes:
            roll.touch()
            says = {"code": school.code, "fields": ", ".join(sorted(changes))}
            key = subject("school", school.pk)
            ledger.record("school_changed", by=by.pk, leave=leave, subject=key, says=says)
    return changed


def add_class(*, by: Person, school: School, name: str, year_group: str = "", source_id: str = "") -> SchoolClass:
    """A class of a school."""
    with transaction.atomic():
        leave = require(by, "class.change", school)
        told = tidied(name=name, year_group=year_group, source_id=source_id)
        room = keep(SchoolClass(school=school, **told))
        roll.touch()
        says = {"school": school.code, "name": room.name}
        ledger.record("class_added", by=by.pk, leave=leave, subject=subject("class", room.pk), says=says)
    return room


def close_class(*, by: Person, school_class: SchoolClass, on: date) -> SchoolClass:
    """A class closes: from that day on nobody is in it."""
    with transaction.atomic():
        leave = require(by, "class.change", school_class)
        room = locked(school_class)
        _empty(Q(school_class=room), on)
        room.closed = on
        keep(room)
        roll.touch()
        says = {"school": room.school.code, "on": on.isoformat()}
        ledger.record("class_closed", by=by.pk, leave=leave, subject=subject("class", room.pk), says=says)
    return room


def close_school(*, by: Person, school: School, on: date) -> School:
    """A school closes or leaves the federation: from that day on it has neither pupils nor roles."""
    with transaction.atomic():
        leave = require(by, "federation.change", Federation())
        closing = locked(school)
        _empty(Q(school=closing), on)
        closing.closed = on
        closing.version += 1
        keep(closing)
        roll.touch()
        says = {"code": closing.code, "on": on.isoformat()}
        ledger.record("school_closed", by=by.pk, leave=leave, subject=subject("school", closing.pk), says=says)
    return closing


def _empty(where: Q, on: date) -> None:
    still = where & (Q(ends__isnull=True) | Q(ends__gte=on))
    if Enrolment.objects.filter(still).exists():
        raise ValidationError(
            {"on": _("Pupils are on its roll on that day or later: move them or let them leave first.")}
        )
    if RoleHeld.objects.filter(still).exists():
        raise ValidationError({"on": _("Roles are held there on that day or later: end them first.")})
