"""What the ledger is told about signing in: one short entry each, and never an address."""

from __future__ import annotations

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people.authority import Leave, require
from gatepost.apps.people.models import Person, the_site


def own(event: str, person: Person, **says: str | int) -> None:
    """Something that a person did with their own sign-in."""
    leave = require(person, "account.own")
    ledger.record(event, by=person.pk, leave=leave, subject=subject("person", person.pk), says=says)


def of_the_site(event: str, action: str, person: Person, **says: str | int) -> None:
    """Something that the site did with somebody's sign-in."""
    site = the_site()
    leave = require(site, action, person)
    ledger.record(event, by=site.pk, leave=leave, subject=subject("person", person.pk), says=says)


def done(event: str, leave: Leave, by: Person, person: Person) -> None:
    """Something that one person did with another's sign-in."""
    ledger.record(event, by=by.pk, leave=leave, subject=subject("person", person.pk))
