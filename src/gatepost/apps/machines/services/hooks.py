"""Which other system is told of what: made, changed, started again and ended by whoever looks after the installation."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import events as known_events
from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import Entry, subject
from gatepost.apps.machines.models import Hook
from gatepost.apps.machines.services import secrets
from gatepost.apps.people.authority import Leave, require
from gatepost.apps.people.models import Person
from gatepost.outside import STRICT, Allow, OutsideError, Reason, target

MOST = 20
_SAID: dict[Reason, Promise] = {
    Reason.NOT_HTTPS: _("Use an address that begins with https."),
    Reason.PORT: _("Use the port 443 or 8443."),
    Reason.NOT_PUBLIC: _("This address is inside a network of its own, where Gatepost does not go."),
    Reason.UNKNOWN_HOST: _("There is no server of that name. Check the address."),
}
_NO_ADDRESS = _("This is not an address that can be reached. Check it.")


def make(*, by: Person, name: str, address: str, events: Iterable[str], allow: Allow = STRICT) -> tuple[Hook, str]:
    """Tell another system of these events from now on; and the secret that signs it, which is shown this once."""
    require(by, "hook.change")
    _guard_address(address, allow)  # outside the transaction: it asks the network
    secret = secrets.new()
    with transaction.atomic():
        leave, wanted = require(by, "hook.change"), _events(events)
        if Hook.objects.filter(ended_at=None).count() >= MOST:
            raise ValidationError(_("%(most)s systems are told already. End one first.") % {"most": MOST})
        made = Hook.objects.create(
            name=name.strip()[:80], address=address, secret=secrets.locked(secret), events=wanted,
            read=Entry.objects.aggregate(last=Max("number"))["last"] or 0, made_by=by, made_at=timezone.now(),
        )  # fmt: skip
        _tell("hook_made", by, leave, made, count=len(wanted))
    return made, secret


def change(*, by: Person, hook: Hook, events: Iterable[str]) -> None:
    """Tell it of other events, from now on."""
    with transaction.atomic():
        leave, wanted = require(by, "hook.change", hook), _events(events)
        _update(hook, events=wanted)
        _tell("hook_changed", by, leave, hook, count=len(wanted))


def renew(*, by: Person, hook: Hook) -> str:
    """A new secret in the place of the old one, which signs nothing more."""
    secret = secrets.new()
    with transaction.atomic():
        leave = require(by, "hook.change", hook)
        _update(hook, secret=secrets.locked(secret))
        _tell("hook_secret_changed", by, leave, hook)
    return secret


def start(*, by: Person, hook: Hook) -> None:
    """Try again where it was given up: all that has happened since is told too."""
    with transaction.atomic():
        leave = require(by, "hook.change", hook)
        if not Hook.objects.filter(pk=hook.pk, ended_at=None).exclude(stopped_at=None).update(stopped_at=None):
            raise ValidationError(_("This system is being told already."))
        hook.deliveries.filter(sent_at=None).update(given_up_at=None, tries=0, due_at=timezone.now())
        _tell("hook_started", by, leave, hook)


def end(*, by: Person, hook: Hook) -> None:
    """Tell it no longer; what it was told stays known for a month, its address and secret do not."""
    with transaction.atomic():
        leave = require(by, "hook.change", hook)
        _update(hook, ended_at=timezone.now(), address="", secret=b"")
        hook.deliveries.filter(sent_at=None).delete()
        _tell("hook_ended", by, leave, hook)


def _guard_address(address: str, allow: Allow) -> None:
    if settings.DEMO:
        raise ValidationError(_("In the demonstration nothing is sent to other systems."))
    try:
        target(address, allow)
    except OutsideError as problem:
        raise ValidationError({"address": _SAID.get(problem.reason, _NO_ADDRESS)}) from None


def _events(wanted: Iterable[str]) -> list[str]:
    asked = set(wanted)
    found = [event.name for event in known_events.known() if event.name in asked]
    if not found:
        raise ValidationError({"events": _("Choose at least one kind of event.")})
    return found


def _update(hook: Hook, **values: object) -> None:
    """Of one that has not ended meanwhile."""
    if not Hook.objects.filter(pk=hook.pk, ended_at=None).update(**values):
        raise ValidationError(_("This system is told no longer: it was ended meanwhile."))


def _tell(event: str, by: Person, leave: Leave, hook: Hook, **says: int) -> None:
    ledger.record(event, by=by.pk, leave=leave, subject=subject("hook", hook.pk), says=dict(says))
