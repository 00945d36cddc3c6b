"""What can be read of other systems: by whom, within reach; and whom a token speaks for."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from gatepost.apps.ledger.still import stamp_now, still
from gatepost.apps.machines.models import Delivery, Hook, Token
from gatepost.apps.machines.models.tokens import LONGEST, PREFIX, digest
from gatepost.apps.people.authority import reach
from gatepost.apps.people.models import Account, Person
from gatepost.apps.people.signin.welcome import can_never_sign_in, is_welcome
from gatepost.apps.people.standing import standing


def own_tokens(by: Person) -> QuerySet[Token]:
    """One's own, the newest first."""
    return Token.objects.filter(person=by)


def all_tokens(by: Person) -> QuerySet[Token]:
    """Everybody's that still opens something, for whoever may end any."""
    found = Token.objects.filter(ended_at=None).select_related("person")
    return found if reach(by, "token.end").everywhere else found.none()


def endable(by: Person) -> QuerySet[Token]:
    """Those that `by` may end."""
    everybody = reach(by, "token.end").everywhere
    return Token.objects.all() if everybody else own_tokens(by)


def hooks(by: Person) -> QuerySet[Hook]:
    """The systems that are told of something, with how much of it waits."""
    found = Hook.objects.filter(ended_at=None)
    waits = Count("deliveries", filter=Q(deliveries__sent_at=None))
    return found.annotate(waiting=waits) if reach(by, "hook.change").everywhere else found.none()


def tellings(hook: Hook) -> list[Delivery]:
    """The last few, the newest first."""
    return list(hook.deliveries.order_by("-entry")[:20])


def given_up() -> int:
    """How many tellings were given up of late, by hooks that are still wanted."""
    of_late = timezone.now() - timedelta(days=30)
    return Delivery.objects.filter(given_up_at__gte=of_late, hook__ended_at=None).count()


@dataclass(frozen=True)
class Speaks:
    """A token as it was found, and for whom it speaks. `stamp`: of what else is read for the same request."""

    token: Token
    person: Person
    stamp: str = ""


def speaking(secret: str) -> Speaks | None:
    """Whom a token speaks for today; None for one that is unknown, over or ended, or whose person is not here any more.

    Everything that changes the answer is in the ledger, so it is kept until something happens there: one quick query.
    """
    if not secret.startswith(PREFIX) or len(secret) > LONGEST:
        return None
    key, stamp = digest(secret), stamp_now()
    kept = still(("token", key), lambda: _found(key), stamp)
    if kept is None or not kept.token.is_live:
        return None
    person = _twin(kept.person)
    return Speaks(kept.token, person, stamp) if is_welcome(person) else None


def _twin(kept: Person) -> Person:
    """Whoever asks may keep things on it for as long as a request lasts. Quicker than `copy`, which pickles."""
    twin = Person.__new__(Person)
    twin.__dict__ = {**kept.__dict__, "_state": copy(kept._state)}
    return twin


def _found(key: str) -> Speaks | None:
    token = Token.objects.select_related("person").filter(digest=key).first()
    if token is None or can_never_sign_in(token.person):
        return None
    if not Account.objects.filter(person=token.person, is_active=True).exists():
        return None
    standing(token.person)  # looked up now, it is kept along
    return Speaks(token, token.person)
