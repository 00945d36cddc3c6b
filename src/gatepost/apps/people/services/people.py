"""Adults: their entries, not what they are to the schools."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people import roll
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Federation, Person, School
from gatepost.apps.people.services.revising import keep, only, revise, tidied

FIELDS = frozenset({"title", "given_name", "family_name", "known_as", "email", "telephone"})


def add(
    *,
    by: Person,
    given_name: str,
    family_name: str,
    title: str = "",
    known_as: str = "",
    email: str = "",
    telephone: str = "",
    kept_by: School | None = None,
) -> Person:
    """Add an adult. `kept_by` is the school that keeps the entry; without one it is the whole federation's."""
    with transaction.atomic():
        leave = require(by, "person.add", kept_by or Federation())
        told = tidied(title=title, given_name=given_name, family_name=family_name, known_as=known_as)
        person = keep(Person(**told, **reached(email, telephone), kept_by=kept_by))
        roll.touch()
        ledger.record(
            "person_added",
            by=by.pk,
            leave=leave,
            subject=subject("person", person.pk),
            says={"school": kept_by.code if kept_by else ""},
            personal={person.pk: entry_of(person)},
        )
    return person


def change(*, by: Person, person: Person, version: int, **fields: str) -> Person:
    """Change an adult's entry; ChangedMeanwhile if somebody else did since `version`."""
    only(FIELDS, fields)
    with transaction.atomic():
        leave = require(by, "person.change", person)
        not_erased(person)
        if person.enrolments.exists() and not person.roles.exists():
            raise ValidationError(_("This is a pupil: change the entry on the pupil's own page."))
        changed, changes = revise(person, version, tidied_entry(fields))
        if changes:
            roll.touch()
            ledger.record(
                "person_changed",
                by=by.pk,
                leave=leave,
                subject=subject("person", person.pk),
                says={"fields": ", ".join(sorted(changes))},
                personal={person.pk: before_and_after(changes)},
            )
    return changed


def reached(email: str, telephone: str) -> dict[str, str]:
    """How somebody is reached: an address without capitals, a number without stray spaces."""
    found = tidied(email=email, telephone=telephone)
    return {**found, "email": found["email"].lower()}


def tidied_entry(fields: dict[str, str]) -> dict[str, str]:
    """The fields of an entry, tidied."""
    found = tidied(**fields)
    return {**found, "email": found["email"].lower()} if "email" in found else found


def not_erased(person: Person) -> None:
    """ValidationError for an entry of which nothing is left."""
    if person.erased_at is not None:
        raise ValidationError(_("What was held about this person has been erased; nothing can be added to it."))


def entry_of(person: Person) -> dict[str, str]:
    """What an entry holds, for the ledger's sealed part."""
    return {name: value for name in sorted(FIELDS) if (value := getattr(person, name))}


def before_and_after(changes: dict[str, tuple[str, str]]) -> dict[str, str]:
    """What changed, for the ledger's sealed part."""
    before = {f"{name}_before": str(old) for name, (old, _new) in changes.items()}
    return {**before, **{name: str(new) for name, (_old, new) in changes.items()}}
