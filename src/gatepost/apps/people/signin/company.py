"""Letting somebody in whom the school's own accounts vouch for."""

from __future__ import annotations

from django.db import transaction

from gatepost.apps.people.models import Account, Federation, Person, RoleHeld
from gatepost.apps.people.signin import accounts, groups, links, seniors, telling
from gatepost.apps.people.signin.claims import NotWelcome, Reason, Vouched
from gatepost.apps.people.signin.welcome import can_never_sign_in, is_welcome, roles_to_guard, senior_roles


def domains() -> frozenset[str]:
    """The domains of the federation's own addresses."""
    federation = Federation.objects.first()
    return frozenset(str(domain).lower() for domain in federation.email_domains) if federation else frozenset()


def admit(vouched: Vouched, linked: Account | None) -> Account:
    """The account of whoever is vouched for, made now if they have a role but no account; NotWelcome says why not.

    `linked` is the account that this provider's account signed in to before. Roles from groups are brought up to date
    first, and for themselves: also somebody who is not let in any more loses them.
    """
    person = _person_of(linked) if linked else _person_at(vouched.email)
    _invited_if_senior(person)
    groups.apply(person, vouched.groups)
    with transaction.atomic():
        account = Account.objects.select_for_update().filter(person=person).first()
        if account is not None and account.withdrawn_at is not None:
            raise NotWelcome(Reason.WITHDRAWN)
        if can_never_sign_in(person) or not is_welcome(person):
            raise NotWelcome(Reason.UNKNOWN)
        return _opened(account or Account.objects.create_user(vouched.email, person=person, is_active=False))


def _invited_if_senior(person: Person) -> None:
    """An address in an entry is many people's to write, so it alone lets in nobody whose role asks for a second factor."""
    senior = roles_to_guard(person).filter(role__in=senior_roles()).exclude(source=RoleHeld.Source.GROUP)
    if not senior.exists() or Account.objects.filter(person=person, is_active=True).exists():
        return
    if not Account.objects.filter(person=person).exists() or not seniors.let_in_with_leave(person):
        raise NotWelcome(Reason.UNINVITED)


def _person_of(account: Account) -> Person:
    if account.person is None:
        raise NotWelcome(Reason.UNKNOWN)
    return account.person


def _person_at(email: str) -> Person:
    """Whoever signs in at this address; else the one person who has it and no account at another."""
    account = Account.objects.select_related("person").filter(email=email).first()
    if account is not None:
        return _person_of(account)
    found = list(Person.objects.filter(email__iexact=email, erased_at=None)[:2])
    if len(found) > 1:
        raise NotWelcome(Reason.SEVERAL)
    if not found or Account.objects.filter(person=found[0]).exists():
        raise NotWelcome(Reason.UNKNOWN)
    return found[0]


def _opened(account: Account) -> Account:
    if not account.is_active and account.person is not None:
        links.cancel(account)
        account.is_active = True
        account.save(update_fields=["is_active"])
        telling.of_the_site("account_opened", "account.open", account.person, way="company")
    accounts.keep_address(account)
    return account
