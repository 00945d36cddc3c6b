"""Verbs of the door: invite, withdraw, open, reset."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.authority import Leave
from gatepost.apps.people.models import Account, OneTimeLink, Person
from gatepost.apps.people.signin import accounts, letters, links, seniors, telling
from gatepost.apps.people.signin.welcome import can_never_sign_in, is_welcome


def may_do(by: Person, action: str, person: Person) -> Leave:
    """Leave to do it, also for the page that only asks; Refused without."""
    return seniors.guard_of(person).require(by, action)


@transaction.atomic
def invite(*, by: Person, person: Person, email: str) -> Account:
    """Send a link by which the person opens their account. Another address than before shuts every old way in."""
    leave = may_do(by, "account.invite", person)
    seniors.not_alone(by, person, "factor_reset")
    telling.done("invited", leave, by, person)
    account = account_for(person, email)
    letters.send(
        "invitation", account.email, letters.address_of("invitation", links.issue(account, links.Use.INVITATION))
    )
    return account


def account_for(person: Person, email: str) -> Account:
    """The person's account at this address, ready to be opened; ValidationError says why there can be none."""
    _guard(person, email := email.strip().lower())
    account = Account.objects.select_for_update().filter(person=person).first()
    if account is None:
        return Account.objects.create_user(email, person=person, is_active=False)
    if account.email != email or account.withdrawn_at is not None:
        if account.email != email and (account.is_active or account.last_login is not None):
            letters.send("moved", account.email)
        accounts.shut_out(account)
        account.email, account.is_active, account.withdrawn_at = email, False, None
        account.save()
    return account


def _guard(person: Person, email: str) -> None:
    if can_never_sign_in(person):
        raise ValidationError(_("Pupils, former pupils and people whose entry was erased never sign in."))
    if not is_welcome(person):
        raise ValidationError(_("This person holds no role yet. Give them one first."))
    if not email:
        raise ValidationError(_("There is no e-mail address. Enter one."))
    if Account.objects.filter(email=email).exclude(person=person).exists():
        raise ValidationError(_("This address is somebody else's sign-in. Enter one that is theirs alone."))


@transaction.atomic
def withdraw(*, by: Person, person: Person) -> None:
    """End somebody's right to sign in, at once and everywhere."""
    telling.done("invitation_withdrawn", may_do(by, "account.invite", person), by, person)
    account = Account.objects.select_for_update().filter(person=person).first()
    if account is None:
        raise ValidationError(_("This person has no account."))
    accounts.shut_out(account)
    account.is_active, account.withdrawn_at = False, timezone.now()
    account.save(update_fields=["is_active", "withdrawn_at"])


@transaction.atomic
def answer(*, invitation: OneTimeLink, password: str | None) -> Account | None:
    """Open the account of an invitation. None if somebody was quicker, or it is no longer good."""
    if not links.spend(invitation):
        return None
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=invitation.account_id)
    if account.withdrawn_at is not None or account.person is None or not is_welcome(account.person):
        return None
    if not account.is_active and not seniors.let_in_with_leave(account.person):
        return None
    if password:
        account.set_password(password)
    open_account(account, "password" if password else "link")
    return account


def open_account(account: Account, way: str) -> None:
    """Let the account be used from now on."""
    if account.person is None:
        raise ValidationError(_("This account is nobody's."))
    account.is_active = True
    account.save()
    accounts.keep_address(account)
    telling.own("account_opened", account.person, way=way)


@transaction.atomic
def reset_factor(*, by: Person, person: Person) -> None:
    """Take away a second factor that was lost, and every open session with it. They set up another at next sign-in."""
    leave = may_do(by, "account.reset_factor", person)
    seniors.not_alone(by, person, "invited")
    telling.done("factor_reset", leave, by, person)
    account = Account.objects.filter(person=person).first()
    if account is None or not accounts.take_factors(account):
        raise ValidationError(_("This person has no second factor."))
    accounts.end_sessions(account)
    letters.send("factor_reset", account.email, letters.address_of("own_sign_in"))


def send_link(account: Account | None, to: str, *, parent: bool) -> None:
    """Send a link to sign in by. To everybody else an e-mail of the same kind goes, so that nobody can tell who is who."""
    if account is None:
        letters.send("unknown", to)
    elif not parent:
        letters.send("not_by_link", to, letters.address_of("account_login"))
    else:
        letters.send("sign_in", to, letters.address_of("sign_in_by_link", links.issue(account, links.Use.SIGN_IN)))
