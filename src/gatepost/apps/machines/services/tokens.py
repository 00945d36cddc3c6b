"""Tokens: made by whoever they act for, ended by them or by whoever looks after the installation."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.machines.models import Scope, Token
from gatepost.apps.machines.models.tokens import PREFIX, digest
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Person

LONGEST = timedelta(days=366)
MOST = 20  # live ones of one person
_SHOWN = 9  # characters: the prefix and six more; what is left is more than anybody can guess


def make(*, by: Person, name: str, scopes: Iterable[str], until: date, strong: bool) -> tuple[Token, str]:
    """A token that acts in the name of `by` up to that day, and its secret, which is told this once and kept nowhere.

    `strong` if they gave a second factor: for whoever holds a role that asks for one, no other token counts.
    """
    with transaction.atomic():
        leave = require(by, "token.own")
        wanted = [scope.value for scope in Scope if scope.value in set(scopes)]
        _guard(by, wanted, until)
        secret = PREFIX + secrets.token_urlsafe(32)
        made = Token.objects.create(
            person=by, name=name.strip()[:80], start=secret[:_SHOWN], digest=digest(secret), scopes=wanted,
            made_at=timezone.now(), expires_at=_end_of(until), strong=strong,
        )  # fmt: skip
        says = {"until": until.isoformat(), "scopes": ", ".join(wanted)}
        ledger.record("token_made", by=by.pk, leave=leave, subject=subject("token", made.pk), says=says)
    return made, secret


def end(*, by: Person, token: Token) -> None:
    """End a token, at once and everywhere: one's own, or any by whoever may."""
    with transaction.atomic():
        leave = require(by, "account.own") if token.person_id == by.pk else require(by, "token.end", token)
        ended = Token.objects.filter(pk=token.pk, ended_at=None).update(ended_at=timezone.now())
        if not ended:
            raise ValidationError(_("This token has ended already."))
        ledger.record("token_ended", by=by.pk, leave=leave, subject=subject("token", token.pk))


def _guard(by: Person, scopes: list[str], until: date) -> None:
    today = timezone.localdate()
    if not scopes:
        raise ValidationError({"scopes": _("Say what it may do: at least one of these.")})
    if not today <= until <= today + LONGEST:
        raise ValidationError({"until": _("Choose a day from today on, a year ahead at most.")})
    if Token.objects.filter(person=by, ended_at=None, expires_at__gt=timezone.now()).count() >= MOST:
        raise ValidationError(_("You have %(most)s tokens. End one that is not used any more.") % {"most": MOST})


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=timezone.get_current_timezone())
