"""Erasing what is held about a person, under data protection law, without breaking the ledger.

What was done stays, under an id that then leads to nobody; who they were goes: their names and addresses, their
account, and for good the key of every personal value in the ledger.
"""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people import roll
from gatepost.apps.people.authority import require
from gatepost.apps.people.erasure import forget_elsewhere
from gatepost.apps.people.models import Account, Enrolment, Guardianship, Person
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.services.people import not_erased
from gatepost.apps.people.services.revising import locked
from gatepost.apps.people.signin import accounts

NOBODY = "(erased)"
_NOTHING = {"title": "", "family_name": "", "known_as": "", "email": "", "telephone": ""}


def erase(*, by: Person, person: Person) -> Person:
    """Erase a person. ValidationError says what must end first: a place on a roll, a role, a child who is here."""
    with transaction.atomic():
        leave = require(by, "person.erase", person)
        gone = locked(person)
        not_erased(gone)
        erasable(gone)
        forget_elsewhere(gone)
        _blank(gone)
        _shut_out(gone)
        roll.touch()
        ledger.destroy_key(gone.pk)
        ledger.record("person_erased", by=by.pk, leave=leave, subject=subject("person", gone.pk))
    return gone


def erasable(person: Person) -> None:
    """ValidationError for somebody who is still somebody to the schools."""
    today = timezone.localdate()
    if person.enrolments.filter(_lasting(today)).exists():
        raise ValidationError(_("This pupil is on a roll. Take them off the roll first; then they can be erased."))
    if person.roles.filter(_lasting(today)).exists():
        raise ValidationError(
            _("This person still has a role, or will have one. End it first; then they can be erased.")
        )
    if _answers_for_somebody(person, today).exists():
        raise ValidationError(
            _("This person answers for a child who is on a roll. End that first; then they can be erased.")
        )


def _lasting(today: date) -> Q:
    """What holds today or will later."""
    return Q(ends__isnull=True) | Q(ends__gte=today)


def _answers_for_somebody(person: Person, today: date) -> QuerySet[Guardianship]:
    here = Enrolment.objects.filter(_lasting(today)).values("child")
    return person.children.filter(_lasting(today), child__in=here)


def _blank(person: Person) -> None:
    """Whatever tells who they are. Where and when they were something stays: of whom, nobody can tell."""
    today = timezone.localdate()
    for name, nothing in _NOTHING.items():
        setattr(person, name, nothing)
    person.given_name, person.erased_at, person.version = NOBODY, timezone.now(), person.version + 1
    person.save()
    person.roles.update(title="")
    person.external_ids.all().delete()
    person.absences.all().delete()
    person.legacy_consents.all().delete()
    bonds = Guardianship.objects.filter(Q(adult=person) | Q(child=person))
    bonds.update(relation="")
    bonds.filter(starts__gt=today).delete()
    bonds.filter(holds(today)).update(ends=today)


def _shut_out(person: Person) -> None:
    """The account stays as a shell, for others point to it: no address, no way in, no session."""
    account = Account.objects.filter(person=person).first()
    if account is None:
        return
    accounts.shut_out(account)
    accounts.take_factors(account)
    EmailAddress.objects.filter(user=account).delete()
    account.links.all().delete()
    account.email, account.is_active, account.last_login = f"{person.pk}@erased.invalid", False, None
    account.withdrawn_at = account.withdrawn_at or timezone.now()
    account.save()
