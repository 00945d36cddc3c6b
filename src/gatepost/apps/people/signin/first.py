"""Letting the first one in, where nobody is there yet to invite them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Account, Federation, Person, RoleHeld, the_site
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.services import people, roles
from gatepost.apps.people.services.federation import set_up
from gatepost.apps.people.signin import accounts, letters, links, telling
from gatepost.apps.people.signin.services import account_for
from gatepost.apps.people.signin.welcome import senior_roles


@dataclass(frozen=True)
class Newcomer:
    """Whom to let in, and where they can be reached."""

    email: str
    given_name: str
    family_name: str
    title: str = ""


def is_set_up() -> bool:
    """Whether the federation has its name yet."""
    return Federation.objects.exists()


@transaction.atomic
def first_admin(*, role: str, who: Newcomer, federation: str = "", again: bool = False) -> str:
    """Give the role in the whole federation, and a link that opens the account. Only where nobody has it, or `again`."""
    site = the_site()
    _guard(role, again=again)
    if not is_set_up():
        set_up(by=site, name=federation)
    person = _person(who)
    if not _held(role).filter(person=person).exists():
        roles.give(by=site, person=person, role=role, starts=timezone.localdate())
    person.__dict__.pop("_standing", None)
    account = account_for(person, who.email)
    telling.of_the_site("first_admin_named", "account.first", person, role=role)
    return letters.address_of("invitation", links.issue(account, links.Use.INVITATION))


@transaction.atomic
def factor_taken(email: str) -> None:
    """Take away the second factor of an account, where nobody is left who could do it on the site."""
    account = Account.objects.select_related("person").filter(email=email.strip().lower()).first()
    if account is None or account.person is None or not accounts.take_factors(account):
        raise ValidationError(_("Nobody with that address has a second factor."))
    accounts.end_sessions(account)
    telling.of_the_site("factor_reset", "account.first", account.person)
    letters.send("factor_reset", account.email, letters.address_of("own_sign_in"))


def _guard(role: str, *, again: bool) -> None:
    actions = in_force().action_by_id
    named = {*actions["account.invite"].allowed, *actions["account.invite_senior"].allowed}
    if role not in named & senior_roles():
        raise ValidationError(_("This role cannot let others in. Choose one that can, as network_manager."))
    if not again and _held(role).exists():
        raise ValidationError(_("Somebody holds that role already. They can invite others; or say --again."))


def _held(role: str) -> QuerySet[RoleHeld]:
    return RoleHeld.objects.filter(holds(timezone.localdate()), role=role, school=None)


def _person(who: Newcomer) -> Person:
    """Whoever has that address already, if it is one; else a new entry."""
    found = list(Person.objects.filter(email__iexact=who.email.strip(), erased_at=None)[:2])
    if len(found) > 1:
        raise ValidationError(_("Several people have that address. Use one that is theirs alone."))
    if found:
        return found[0]
    return people.add(
        by=the_site(), email=who.email, given_name=who.given_name, family_name=who.family_name, title=who.title
    )
